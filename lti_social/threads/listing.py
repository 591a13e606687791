"""The list of threads: what waits for an answer, what is pinned, and the rest by date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, standing
from lti_social.core.db import Moment
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.threads.models import (
    Acceptance,
    Endorsement,
    Follow,
    Hiding,
    Kind,
    Lock,
    Pin,
    Post,
    Reading,
    Thread,
)
from lti_social.threads.seeing import is_read, is_shown, reader

PAGE = 20
WAITING = 20  # unanswered questions shown on top; more of them have a filter of their own


class Show(StrEnum):
    all = "all"
    unanswered = "unanswered"
    unread = "unread"
    followed = "followed"


CURSOR = r"^\d{1,11}\.\d{6}-\d{1,9}$"


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: where the next one goes on. Addresses say it as CURSOR."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.at.timestamp():.6f}-{self.id}"

    @classmethod
    def read(cls, said: str | None) -> "Cursor | None":
        if said is None:
            return None
        at, number = said.split("-")
        return cls(datetime.fromtimestamp(float(at), UTC), int(number))


Author, Last, Opening = aliased(Member), aliased(Member), aliased(Post)

_is_pinned = Pin.id.is_not(None)
IS_UNREAD = and_(
    Thread.last_by_id != bindparam("me"),
    Thread.last_at > func.coalesce(Reading.read_at, bindparam("joined_at", type_=Moment())),
)
IS_UNANSWERED = and_(Thread.kind == Kind.question, Thread.answers == 0, is_shown(Opening))
_is_followed = exists().where(
    Follow.thread_id == Thread.id, Follow.member_id == bindparam("me")
)
IS_SHOWN = and_(
    is_read(Opening),
    or_(Opening.deleted_at.is_(None), Thread.replies > 0),
)

_ROWS = (
    select(
        *(Thread.id, Thread.kind, Thread.title, Thread.opened_at, Thread.replies),
        *(Thread.last_at, Thread.author_id, Author.name.label("author")),
        *(standing(Author).label("author_role"), Last.name.label("last_by")),
        *(Thread.last_by_id, Opening.body, Pin.id.label("pin"), Lock.id.label("lock")),
        *(Acceptance.id.label("accepted"), IS_UNREAD.label("unread"), Hiding.how),
        exists().where(Endorsement.thread_id == Thread.id).label("endorsed"),
        IS_UNANSWERED.label("unanswered"),
    )
    .join(Author, Author.id == Thread.author_id)
    .join(Last, Last.id == Thread.last_by_id)
    .join(Opening, and_(Opening.thread_id == Thread.id, Opening.opens))
    .outerjoin(Pin, Pin.thread_id == Thread.id)
    .outerjoin(Lock, Lock.thread_id == Thread.id)
    .outerjoin(Acceptance, Acceptance.thread_id == Thread.id)
    .outerjoin(Hiding, Hiding.post_id == Opening.id)
    .outerjoin(
        Reading, and_(Reading.thread_id == Thread.id, Reading.member_id == bindparam("me"))
    )
    .where(IS_SHOWN)
)

_FIRST: AnySelect = (
    _ROWS.where(or_(_is_pinned, IS_UNANSWERED))
    .order_by(~_is_pinned, Thread.opened_at)
    .limit(2 * WAITING)
)

_ONLY: Mapping[Show, ColumnElement[bool]] = {
    Show.all: and_(~_is_pinned, ~IS_UNANSWERED),
    Show.unanswered: IS_UNANSWERED,
    Show.unread: IS_UNREAD,
    Show.followed: _is_followed,
}


def page_of(only: ColumnElement[bool], *, older: bool) -> AnySelect:
    rows = _ROWS.where(only).order_by(Thread.last_at.desc(), Thread.id.desc())
    if older:
        at: BindParameter[datetime] = bindparam("at")
        is_later = and_(Thread.last_at == at, Thread.id < bindparam("id"))
        rows = rows.where(or_(Thread.last_at < at, is_later))
    return rows.limit(PAGE + 1)


_PAGES = {
    (show, older): page_of(only, older=older)
    for show, only in _ONLY.items()
    for older in (False, True)
}

_COUNTS = (
    select(
        func.count().label(Show.all),
        func.count().filter(IS_UNANSWERED).label(Show.unanswered),
        func.count().filter(IS_UNREAD).label(Show.unread),
        func.count().filter(_is_followed).label(Show.followed),
    )
    .select_from(Thread)
    .join(Opening, and_(Opening.thread_id == Thread.id, Opening.opens))
    .outerjoin(
        Reading, and_(Reading.thread_id == Thread.id, Reading.member_id == bindparam("me"))
    )
    .where(IS_SHOWN)
)


@dataclass(frozen=True)
class Listing:
    """One page of the list; `waiting` stands above the first page of all."""

    waiting: Sequence[AnyRow]
    rows: Sequence[AnyRow]
    counts: AnyRow
    older: Cursor | None


def listing(here: Here, show: Show, after: Cursor | None) -> Listing:
    known = known_of(here)
    first: Sequence[AnyRow] = ()
    if show is Show.all and after is None:
        first = here.db.rows(_FIRST, known).all()
    place = {"at": after.at, "id": after.id} if after else {}
    rows = here.db.rows(_PAGES[show, after is not None], known | place).all()
    more, rows = len(rows) > PAGE, rows[:PAGE]
    return Listing(
        waiting=[row for row in first if not row.pin][:WAITING],
        rows=[*(row for row in first if row.pin), *rows],
        counts=here.db.rows(_COUNTS, known).one(),
        older=Cursor(rows[-1].last_at, rows[-1].id) if more else None,
    )


def known_of(here: Here) -> dict[str, Any]:
    """The reader, as statements of lists ask for them."""
    me = here.me
    return reader(me) | {"joined_at": me.joined_at}
