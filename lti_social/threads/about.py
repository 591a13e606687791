"""Threads by the resource of the course that they are about."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.resources.models import Anchor
from lti_social.threads.listing import (
    IS_SHOWN,
    IS_UNANSWERED,
    IS_UNREAD,
    PAGE,
    Cursor,
    Opening,
    known_of,
    page_of,
)
from lti_social.threads.models import Reading, Thread


class Grown(NamedTuple):
    """How many threads are about one resource, of these unanswered and unread."""

    threads: int
    unanswered: int
    unread: int


_COUNTS: AnySelect = (
    select(
        Anchor.resource_id,
        func.count().label("threads"),
        func.count().filter(IS_UNANSWERED).label("unanswered"),
        func.count().filter(IS_UNREAD).label("unread"),
    )
    .select_from(Anchor)
    .join(Thread, Thread.id == Anchor.thread_id)
    .join(Opening, and_(Opening.thread_id == Thread.id, Opening.opens))
    .outerjoin(
        Reading, and_(Reading.thread_id == Thread.id, Reading.member_id == bindparam("me"))
    )
    .where(IS_SHOWN)
    .group_by(Anchor.resource_id)
)
_is_about = exists().where(
    (on := aliased(Anchor)).thread_id == Thread.id,
    on.resource_id == bindparam("resource"),
)
_PAGES = {older: page_of(_is_about, older=older) for older in (False, True)}


def grown(here: Here) -> Mapping[int, Grown]:
    """By resource, what there is for this reader."""
    rows = here.db.rows(_COUNTS, known_of(here))
    return {row[0]: Grown(*row[1:]) for row in rows}


def about(
    here: Here, resource_id: int, after: Cursor | None
) -> tuple[Sequence[AnyRow], Cursor | None]:
    """A page of the threads about one resource, newest first, and where the next begins."""
    known = known_of(here) | {"resource": resource_id}
    place = {"at": after.at, "id": after.id} if after else {}
    rows = here.db.rows(_PAGES[after is not None], known | place).all()
    rows, more = rows[:PAGE], len(rows) > PAGE
    return rows, Cursor(rows[-1].last_at, rows[-1].id) if more else None
