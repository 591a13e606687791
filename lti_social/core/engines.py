"""The way to the database, for who writes and for who only looks."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from lti_social.core.explaining import explained, is_over

# Parameters stay hidden: what people wrote must not reach a log by way of an error.
# Neither driver begins a transaction of itself, we do: who only looks needs none, and
# telling PostgreSQL's driver so each time cost more than that look.
_SQLITE: dict[str, Any] = {
    "hide_parameters": True,
    "connect_args": {"isolation_level": None},
}
_POSTGRESQL: dict[str, Any] = {
    "hide_parameters": True,
    "connect_args": {
        "autocommit": True,
        "options": "-c timezone=UTC -c statement_timeout=30s",
        "connect_timeout": 5,
    },
    "pool_recycle": 1800,
    "pool_use_lifo": True,  # few backends, whose caches stay warm
}


def connect(url: str, **options: Any) -> Engine:
    """An engine as the product wants it. `options` are create_engine's, above all its
    pool_size: at least the number of threads."""
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    engine = create_engine(url, **((_SQLITE if is_sqlite else _POSTGRESQL) | options))
    behave = _behave_sqlite if is_sqlite else _behave_postgresql
    event.listen(engine, "connect", behave)
    event.listen(engine, "begin", _begin)
    return engine


def reading(engine: Engine) -> Engine:
    """The same pool for looking only: each statement stands alone, in no transaction.

    core.wall refuses to write through it.
    """
    return engine.execution_options(reading=True)


def is_reading(bind: Engine | Connection) -> bool:
    return bool(bind.get_execution_options().get("reading"))


def _behave_sqlite(connection: Any, _record: object) -> None:
    connection.execute("pragma busy_timeout = 5000")
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    connection.execute("pragma foreign_keys = on")


def _behave_postgresql(connection: Any, _record: object) -> None:
    from lti_social.core.postgresql import Cursor  # its driver is an extra

    connection.cursor_factory = Cursor


def _begin(connection: Connection) -> None:
    """The transaction of whoever writes. In SQLite it waits for the one write lock at its
    start: taking it later can fail at once."""
    if is_reading(connection):
        return
    if connection.dialect.name == "sqlite":
        _begin_sqlite(connection)
        return
    from lti_social.core.postgresql import has_begun

    if not has_begun(connection.connection.dbapi_connection):
        connection.exec_driver_sql("BEGIN")  # which says why not


_AT_ONCE = "BEGIN IMMEDIATE"


def _begin_sqlite(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    try:
        driver.execute(_AT_ONCE)
    except connection.dialect.loaded_dbapi.Error as error:
        if is_over(connection, error):
            connection.exec_driver_sql(_AT_ONCE)
        raise explained(connection, error, _AT_ONCE) from error
