"""What a driver that was asked directly says of a failure, as SQLAlchemy would."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def is_over(line: Connection, error: Any) -> bool:
    """Whether the connection is, and not just the transaction. What SQLAlchemy is asked by
    it next fails at once, and it lets go of the connection."""
    return line.dialect.is_disconnect(error, line.connection.dbapi_connection, None)


def explained(line: Connection, error: Exception, sql: str) -> BaseException:
    """The exception to raise: without what was given, which must not reach a log."""
    of, kind = line.dialect, line.dialect.loaded_dbapi.Error
    return DBAPIError.instance(sql, None, error, kind, hide_parameters=True, dialect=of)
