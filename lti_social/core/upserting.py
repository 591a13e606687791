"""Inserting a row or changing the one that is there, on either database."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite

from lti_social.core.belonging import owners
from lti_social.core.db import Base
from lti_social.core.rows import Answer, AnyRow
from lti_social.core.scope import Unscoped

if TYPE_CHECKING:
    from lti_social.core.wall import Database

_INSERT: Mapping[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def upsert(
    db: "Database",
    model: type[Base],
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    update: Sequence[str] = (),
) -> Answer[AnyRow]:
    """Insert rows with the same columns, or change `update` on those with the same `key`.

    Rows with an owner get the session's cohort or course, in the key too. Without a key, a
    row that any unique key knows already is left as it is. The answer's `rowcount` tells
    how many were written.
    """
    given = [dict(row) for row in rows]
    if not given:
        raise ValueError("no rows")
    own = owners(db, model)
    if None in own.values():
        raise Unscoped(f"upsert of {model.__name__}")
    given = [row | own for row in given]
    key = (*list(own)[:1], *key) if key else key
    statement = _upserting(db.get_bind().dialect.name, model, tuple(key), tuple(update))
    return db.change(statement, given[0] if len(given) == 1 else given)


@lru_cache
def _upserting(
    dialect: str, model: type[Base], key: tuple[str, ...], update: tuple[str, ...]
) -> Insert:
    insert = _INSERT[dialect](model.__table__)
    changes = {name: insert.excluded[name] for name in update}
    statement: Insert = (
        insert.on_conflict_do_update(index_elements=key, set_=changes)
        if changes
        else insert.on_conflict_do_nothing(index_elements=key or None)
    )
    return statement.execution_options(upserts=True)
