"""Whose a row is, and whether it belongs where a session was opened."""

from typing import Protocol

from sqlalchemy import inspect

from lti_social.core.db import CohortItself, CohortOwned, CourseOwned, LmsOwned
from lti_social.core.scope import CourseTable, LmsTable, ScopedTable, Unscoped


class Opened(Protocol):
    """Where a session was opened: on a cohort, on a course alone, or on neither. The LMS
    is the one around it."""

    @property
    def cohort_id(self) -> int | None: ...

    @property
    def course_id(self) -> int | None: ...

    @property
    def platform_id(self) -> int | None: ...

    @property
    def is_open(self) -> bool: ...


def owner_of(db: Opened, table: ScopedTable) -> int | None:
    """Whose rows of this table the session sees."""
    if isinstance(table, LmsTable):
        return db.platform_id
    return db.course_id if isinstance(table, CourseTable) else db.cohort_id


def owners(db: Opened, model: type[object]) -> dict[str, int | None]:
    """Whose a new row is, by column; the owner that keeps it apart comes first."""
    if issubclass(model, LmsOwned):
        return {"platform_id": db.platform_id}
    if issubclass(model, CourseOwned):
        return {"course_id": db.course_id}
    if not issubclass(model, CohortOwned):
        return {}
    own = {"cohort_id": db.cohort_id}
    return own | {"course_id": db.course_id} if model.stands_on else own


def claim(db: Opened, row: object) -> None:
    """Make a new row the session's own, unless it says whose it is."""
    for name, own in owners(db, type(row)).items():
        if getattr(row, name) is None:
            setattr(row, name, own)


def is_unclaimed(row: object) -> bool:
    if isinstance(row, LmsOwned):
        return row.platform_id is None
    if isinstance(row, CourseOwned):
        return row.course_id is None
    return isinstance(row, CohortOwned) and row.cohort_id is None


def refuse_stranger(db: Opened, row: object) -> None:
    if not belongs(db, row):
        here = f"cohort {db.cohort_id}" if db.cohort_id else f"course {db.course_id}"
        raise Unscoped(f"a {type(row).__name__} of somebody else than {here}")


def belongs(db: Opened, row: object) -> bool:
    if isinstance(row, LmsOwned):
        return row.platform_id is not None and row.platform_id == db.platform_id
    if isinstance(row, CourseOwned):
        return row.course_id is not None and row.course_id == db.course_id
    if isinstance(row, CohortOwned):
        return db.cohort_id is not None and row.cohort_id == db.cohort_id
    if isinstance(row, CohortItself):  # a new one is made where none is open
        made = inspect(row).has_identity
        return row.id == db.cohort_id if made else not db.is_open
    return True
