"""What can be asked of notices."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Subquery, bindparam, case, func, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database
from lti_social.notifications.models import Kind, Notice, Preference, Reach, Rhythm

PAGE = 30

# Replies in one thread are one notice with a count; what else is one leads to one place.
topic = case((Notice.kind == Kind.replied, Notice.subject), else_=Notice.path)

Latest, First = aliased(Notice), aliased(Notice)


def _groups(*only: ColumnElement[bool]) -> Subquery:
    """Notices that were read at once, or are not read yet, together by what they tell."""
    together = select(
        func.max(Notice.id).label("id"),
        func.min(Notice.id).label("first"),
        func.count().label("many"),
    ).where(Notice.member_id == bindparam("me"), *only)
    together = together.group_by(Notice.kind, topic, Notice.read_at)
    newest = func.max(Notice.id)
    together = together.having(newest < bindparam("before")).order_by(newest.desc())
    return together.limit(bindparam("most")).subquery()


def _told(groups: Subquery) -> AnySelect:
    """What each group says: as its latest notice, leading to its first."""
    return (
        select(
            *(groups.c.id, groups.c.many, Latest.kind, Latest.who, Latest.title),
            *(Latest.subject, Latest.told_at, Latest.read_at, First.path),
        )
        .join(Latest, Latest.id == groups.c.id)
        .join(First, First.id == groups.c.first)
        .order_by(groups.c.id.desc())
    )


_MINE = _told(_groups())
_NEWS = _told(
    _groups(
        Notice.read_at.is_(None),
        Notice.mailed_at.is_(None),
        Notice.told_at >= bindparam("since"),
        Notice.kind.not_in(
            select(Preference.kind).where(
                Preference.member_id == bindparam("me"), Preference.reach != Reach.digest
            )
        ),
    )
)
_CHOICES = select(Preference.kind, Preference.reach).where(
    Preference.member_id == bindparam("me")
)
_RHYTHM = (
    select(Rhythm.days, Rhythm.hour, Rhythm.at, Rhythm.by_id)
    .order_by(Rhythm.id.desc())
    .limit(1)
)
LAST = 2**31 - 1


def mine(here: Here, before: int) -> Sequence[AnyRow]:
    """The reader's notices older than `before`, newest first; one more than a page."""
    known = {"me": here.me.id, "before": before, "most": PAGE + 1}
    return here.db.rows(_MINE, known).all()


def news(db: Database, member_id: int, since: object, most: int) -> Sequence[AnyRow]:
    """What no digest has told a member yet, newest first; one more than the most."""
    known = {"me": member_id, "before": LAST, "most": most + 1, "since": since}
    return db.rows(_NEWS, known).all()


def my_reach(here: Here) -> Mapping[Kind, Reach]:
    """How far each kind reaches the reader, where they chose."""
    return {row.kind: row.reach for row in here.db.rows(_CHOICES, {"me": here.me.id})}


def rhythm(here: Here) -> AnyRow | None:
    """When the digest goes out, as a trainer said last."""
    return here.db.rows(_RHYTHM).one_or_none()
