"""What the driver of PostgreSQL does for us otherwise than it is used to."""

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult


def has_begun(driver: Any) -> bool:
    """A transaction, as the driver itself would begin it: without a cursor."""
    try:
        answered: PGresult = driver.pgconn.exec_(b"BEGIN")
    except psycopg.OperationalError:  # it is closed
        return False
    return answered.status == ExecStatus.COMMAND_OK


class Cursor(psycopg.Cursor[Any]):
    """Describes the columns of an answer when somebody reads that. SQLAlchemy wants a
    description of each and looks at a statement's first: that was a twentieth of a page."""

    @property
    def description(self) -> Any:
        has_columns = self.pgresult is not None and self.pgresult.nfields > 0
        return _Described(self) if has_columns else super().description

    def described(self) -> Sequence[psycopg.Column]:
        return super().description or ()


class _Described(Sequence[psycopg.Column]):
    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def __getitem__(self, at: Any) -> Any:
        return self._cursor.described()[at]

    def __len__(self) -> int:
        return len(self._cursor.described())

    def __iter__(self) -> Iterator[psycopg.Column]:
        return iter(self._cursor.described())
