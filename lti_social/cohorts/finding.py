"""Rows of which there is one by its key: found, or made by whoever comes first."""

from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import bindparam, select

from lti_social.core.db import Base
from lti_social.core.rows import AnySelect
from lti_social.core.wall import Database, upsert

Row = TypeVar("Row", bound=Base)


def found_or_made(db: Database, model: type[Row], key: dict[str, Any], **new: Any) -> Row:
    """The row of that key, or else one with `new` beside it. Of two first launches at once,
    the later one finds what the earlier one made."""
    known = {name: value for name, value in key.items() if value is not None}
    wanted = _by(model, tuple(key), tuple(known))
    found: Row | None = db.scalar(wanted, known)
    if found is None:
        upsert(db, model, [key | new], key=())
        found = db.execute(wanted, known).scalar_one()
    return found


@lru_cache
def _by(model: type[Base], names: tuple[str, ...], known: tuple[str, ...]) -> AnySelect:
    """Built once, and compiled once: `known` are those with a value."""
    values: dict[str, Any] = {
        name: bindparam(name) if name in known else None for name in names
    }
    return select(model).where(
        *(getattr(model, name) == value for name, value in values.items())
    )
