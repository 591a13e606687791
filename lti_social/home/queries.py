"""What the front page tells one member: what needs them, and what happened while away."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import TEAM, Member, Role, standing
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.library.seeing import IS_OFFERED, NEEDS_TRIALS, TRIED
from lti_social.practices.models import Answered, Credit, Practice
from lti_social.threads.models import Acceptance, Endorsement, Kind, Post, Thread
from lti_social.threads.seeing import is_shown
from lti_social.trials.models import Intention, Plan, Trial
from lti_social.trials.queries import today_of

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

_NEW_CARDS: AnySelect = (
    select(
        *(Practice.id, Practice.title, Practice.published_at, Practice.author_id),
        Author.name.label("author"),
    )
    .outerjoin(Author, Author.id == Practice.author_id)
    .where(
        IS_OFFERED,
        Practice.published_at > bindparam("since"),
        Practice.author_id.is_distinct_from(bindparam("me")),
    )
    .order_by(Practice.published_at.desc(), Practice.id.desc())
    .limit(MOST)
)

_DUE: AnySelect = (
    select(
        *(Intention.practice_id, Intention.situation, Intention.act, Practice.title),
    )
    .join(Practice, Practice.id == Intention.practice_id)
    .where(
        Intention.member_id == bindparam("me"),
        Intention.plan == Plan.planned,
        Intention.due_on <= bindparam("today"),
        IS_OFFERED,
    )
    .order_by(Intention.due_on, Intention.id)
    .limit(1)
)

_UNTRIED: AnySelect = (
    select(Practice.id, Practice.title, TRIED.label("tried"))
    .where(
        IS_OFFERED,
        NEEDS_TRIALS,
        *(
            ~exists().where(
                mine.practice_id == Practice.id, mine.member_id == bindparam("me"), *only
            )
            for mine, only in (
                (Credit, (Credit.answered != Answered.declined,)),
                (Trial, (Trial.withdrawn_at.is_(None),)),
                (Intention, (Intention.plan == Plan.planned,)),
            )
        ),
    )
    .order_by(TRIED, Practice.published_at.desc(), Practice.id.desc())
    .limit(1)
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


class News(NamedTuple):
    """A thread in which others wrote, or else a card that others published."""

    at: datetime
    thread: AnyRow | None
    card: AnyRow | None


def happened(here: Here) -> Sequence[News]:
    """What others wrote and published since the reader's last visit, newest first."""
    since = here.me.away_since or now() - FIRST_LOOK
    known = {"me": here.me.id, "since": since}
    threads = [News(row.last_at, row, None) for row in here.db.rows(_HAPPENED, known)]
    cards = [News(row.published_at, None, row) for row in here.db.rows(_NEW_CARDS, known)]
    return sorted([*threads, *cards], key=lambda one: one.at, reverse=True)[:MOST]


def due(here: Here) -> Sequence[AnyRow]:
    """What the reader meant to try by now: the plan that waits longest."""
    return here.db.rows(_DUE, {"me": here.me.id, "today": today_of(here)}).all()


def untried(here: Here) -> Sequence[AnyRow]:
    """A card of others that needs trials most, and that the reader could try."""
    return here.db.rows(_UNTRIED, {"me": here.me.id}).all()


def mine_answered(here: Here) -> Sequence[AnyRow]:
    """The reader's newest question that has answers, none of them accepted yet."""
    return here.db.rows(_MINE_ANSWERED, {"me": here.me.id}).all()


def unanswered(here: Here) -> Sequence[AnyRow]:
    """Questions of others that wait for a first answer, oldest first."""
    return here.db.rows(_UNANSWERED, {"me": here.me.id}).all()
