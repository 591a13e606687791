"""What the front page tells one member: what needs them, and what happened while away."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import TEAM, Member, Role, standing
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.threads.models import Acceptance, Endorsement, Kind, Post, Thread
from lti_social.threads.seeing import is_shown

MOST = 6  # things that happened; the rest is in the list of threads
FIRST_LOOK = timedelta(days=365)
NAMED = 60  # people; more names than that nobody reads

Author, Last, Opening = aliased(Member), aliased(Member), aliased(Post)

_THREADS = (
    select(
        *(Thread.id, Thread.kind, Thread.title, Thread.author_id, Thread.opened_at),
        *(Thread.replies, Thread.answers, Thread.last_at, Thread.last_by_id),
        *(Author.name.label("author"), Last.name.label("last_by"), Opening.body),
        exists().where(Acceptance.thread_id == Thread.id).label("accepted"),
        exists().where(Endorsement.thread_id == Thread.id).label("endorsed"),
    )
    .join(Author, Author.id == Thread.author_id)
    .join(Last, Last.id == Thread.last_by_id)
    .join(Opening, and_(Opening.thread_id == Thread.id, Opening.opens))
    .where(is_shown(Opening))
)

_HAPPENED = (
    _THREADS.where(
        Thread.last_at > bindparam("since"), Thread.last_by_id != bindparam("me")
    )
    .order_by(Thread.last_at.desc(), Thread.id.desc())
    .limit(MOST)
)

_MINE_ANSWERED = (
    _THREADS.where(
        Thread.kind == Kind.question,
        Thread.author_id == bindparam("me"),
        Thread.answers > 0,
        ~exists().where(Acceptance.thread_id == Thread.id),
    )
    .order_by(Thread.last_at.desc())
    .limit(1)
)

_UNANSWERED = (
    _THREADS.where(
        Thread.kind == Kind.question,
        Thread.author_id != bindparam("me"),
        Thread.answers == 0,
    )
    .order_by(Thread.opened_at)
    .limit(2)
)


_PEOPLE = (
    select(Member.name, standing(Member).label("role"), func.count().over().label("total"))
    .where(Member.role != Role.admin, Member.name != "", Member.left_at.is_(None))
    .order_by(standing(Member).in_(TEAM).desc(), Member.id)
    .limit(NAMED)
)


def people(here: Here) -> Sequence[AnyRow]:
    """Who is in the cohort, LMS administrators aside: by name, with their role. Of many,
    the team and some of the others; each row says how many there are in `total`."""
    rows = here.db.rows(_PEOPLE).all()
    return sorted(rows, key=lambda row: row.name.casefold())  # alike on every database


def happened(here: Here) -> Sequence[AnyRow]:
    """Threads in which others wrote since the reader's last visit, newest first."""
    since = here.me.away_since or now() - FIRST_LOOK
    return here.db.rows(_HAPPENED, {"me": here.me.id, "since": since}).all()


def mine_answered(here: Here) -> Sequence[AnyRow]:
    """The reader's newest question that has answers, none of them accepted yet."""
    return here.db.rows(_MINE_ANSWERED, {"me": here.me.id}).all()


def unanswered(here: Here) -> Sequence[AnyRow]:
    """Questions of others that wait for a first answer, oldest first."""
    return here.db.rows(_UNANSWERED, {"me": here.me.id}).all()
