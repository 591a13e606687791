"""What a statement may hold: what cannot be read in it is refused, not trusted."""

from typing import Any
from weakref import WeakSet

from sqlalchemy import Executable, Table, TableClause, TextClause
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ColumnClause

from lti_social.core.scope import Unscoped

_READ: WeakSet[Executable] = WeakSet()  # statements are constants: each is read once
_HARMLESS = ("*", "1")  # of count(*) and EXISTS (SELECT 1 …)


def refuse_raw(statement: Any) -> None:
    """Refuse raw SQL, and a change inside a question."""
    if statement in _READ:
        return
    for part in visitors.iterate(statement):
        if _is_raw(part) or (isinstance(part, UpdateBase) and part is not statement):
            raise Unscoped(f"raw SQL or a change inside a question: {statement}")
    _READ.add(statement)


def _is_raw(part: object) -> bool:
    if isinstance(part, ColumnClause):
        return part.is_literal and part.name not in _HARMLESS
    table_by_name = isinstance(part, TableClause) and not isinstance(part, Table)
    return table_by_name or isinstance(part, TextClause)
