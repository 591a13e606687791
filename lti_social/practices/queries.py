"""What can be asked of cards one at a time, and of those whose cards they are."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import Select, String, and_, bindparam, cast, exists, func, select

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, Role
from lti_social.core.among import lines_of
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database
from lti_social.grades.owing import counts_as_taking_part
from lti_social.practices.models import (
    Answered,
    Credit,
    Practice,
    PracticeVersion,
    Skill,
    State,
)
from lti_social.practices.origins import Origin
from lti_social.practices.seeing import is_read, is_shown, is_version_read, named, reader
from lti_social.threads.becoming import makes_of_threads
from lti_social.threads.models import Thread

PATIENCE = timedelta(days=3)  # that a card waits for somebody who was credited
MOST_PEOPLE = 60  # to choose co-authors from
PAGE = 10  # versions of a card's history

counts_as_taking_part(
    select(Credit.member_id)
    .join(Practice, Practice.id == Credit.practice_id)
    .where(is_shown(Practice), Credit.has_agreed)
)

_LINE = "/practices/" + cast(Practice.id, String) + " " + Practice.title
makes_of_threads(
    select(lines_of(_LINE))
    .join(Origin, Origin.practice_id == Practice.id)
    .where(Origin.thread_id == Thread.id, is_shown(Practice))
    .correlate(Thread)
    .scalar_subquery()
)

_ONE = select(Practice.id).where(is_read(Practice))
_WAITING: AnySelect = (
    select(
        *(Practice.id, Practice.title, Practice.changed_at, Practice.author_id),
        Member.name.label("author"),
    )
    .join(Member, Member.id == Practice.author_id)
    .where(Practice.state == State.in_review)
    .order_by(Practice.changed_at, Practice.id)
)
_HOW_MANY_WAIT = (
    select(func.count()).select_from(Practice).where(Practice.state == State.in_review)
)
_VERSIONS: AnySelect = (
    select(
        *(
            getattr(PracticeVersion, column.key)
            for column in PracticeVersion.__mapper__.columns
        ),
        named(Member, Credit).label("by"),
    )
    .join(Member, Member.id == PracticeVersion.member_id)
    .outerjoin(
        Credit,
        and_(
            Credit.practice_id == PracticeVersion.practice_id,
            Credit.member_id == PracticeVersion.member_id,
        ),
    )
    .join(Practice, Practice.id == PracticeVersion.practice_id)
    .where(
        PracticeVersion.practice_id == bindparam("card"),
        PracticeVersion.number <= bindparam("up_to"),
        is_version_read(PracticeVersion, Practice),
    )
    .order_by(PracticeVersion.number.desc())
    .limit(PAGE + 1)
)
_DRAFTS: AnySelect = (
    select(Practice.id, Practice.title, Practice.state)
    .join(Credit, Credit.practice_id == Practice.id)
    .where(
        Practice.version == 0,
        Credit.member_id == bindparam("me"),
        Credit.answered != Answered.declined,
    )
    .order_by(Practice.changed_at.desc(), Practice.id.desc())
)
_COLLEAGUES: AnySelect = (
    select(Member.id, Member.name)
    .where(
        Member.id != bindparam("me"),
        Member.role != Role.admin,
        Member.name != "",
        Member.left_at.is_(None),
        ~exists().where(
            Credit.member_id == Member.id, Credit.practice_id == bindparam("card")
        ),
    )
    .order_by(Member.id)
    .limit(MOST_PEOPLE)
)
_IN_USE: AnySelect = (
    select(func.min(Skill.words))
    .join(Practice, Practice.id == Skill.practice_id)
    .where(is_shown(Practice))
    .group_by(Skill.key)
    .order_by(func.count().desc(), Skill.key)
    .limit(30)
)
_SKILLS: AnySelect = (
    select(Skill.words).where(Skill.practice_id == bindparam("card")).order_by(Skill.id)
)


def the_practice(here: Here, practice_id: int) -> Practice:
    """A card that is there for this reader. Who is about to change something finds it
    locked, so that nobody else does meanwhile."""
    one = _ONE.where(Practice.id == practice_id)
    if here.db.scalar(one, reader(here.me)) is None:
        raise NotFound
    lock = {"key_share": True} if here.ask.writes else None
    return here.db.get_one(Practice, practice_id, with_for_update=lock)


def the_shown(here: Here, practice_id: int) -> Practice:
    """One that everybody of the cohort reads."""
    card = the_practice(here, practice_id)
    if not is_shown_to_all(here.db, card):
        raise NotFound
    return card


def page_after(here: Here, card: Practice) -> str:
    """The card's, as long as the reader may read it: who declines a draft may not."""
    one = _ONE.where(Practice.id == card.id)
    is_there = here.db.scalar(one, reader(here.me)) is not None
    return f"{card.path}?said=saved" if is_there else "/practices?said=saved"


def is_shown_to_all(db: Database, card: Practice) -> bool:
    shown = select(Practice.id).where(Practice.id == card.id, is_shown(Practice))
    return db.scalar(shown) is not None


def credit_of(here: Here, card: Practice) -> Credit | None:
    """The reader's own."""
    mine = select(Credit).where(Credit.practice_id == card.id)
    return here.db.scalar(mine.where(Credit.member_id == here.me.id))


def writes(here: Here, card: Practice) -> bool:
    """Whether the reader is one of those who write it: the author, and who agreed to."""
    mine = credit_of(here, card)
    return mine is not None and mine.is_writer


def is_waited_for(db: Database, card: Practice) -> bool:
    """Whether somebody who is credited has neither answered nor had their time to."""
    asked = select(Credit.id).join(Member, Member.id == Credit.member_id)
    recently = asked.where(
        Credit.practice_id == card.id,
        Credit.answered == Answered.asked,
        Credit.at > now() - PATIENCE,
        Member.left_at.is_(None),
    )
    return db.scalar(recently.limit(1)) is not None


def whose(card: Practice) -> Select[Member]:
    """Who agreed that it is theirs, too."""
    credited = select(Member).join(Credit, Credit.member_id == Member.id)
    return credited.where(Credit.practice_id == card.id, Credit.has_agreed)


def members_among(db: Database, ids: Collection[int]) -> Sequence[int]:
    """Those of these who are in the cohort, and may write there."""
    there = (Member.role != Role.admin, Member.left_at.is_(None))
    return db.scalars(select(Member.id).where(Member.id.in_(ids), *there)).all()


def colleagues(here: Here, card: Practice | None = None) -> Sequence[AnyRow]:
    """Who may still be named as a co-author."""
    known = {"me": here.me.id, "card": card.id if card else 0}
    rows = here.db.rows(_COLLEAGUES, known).all()
    return sorted(rows, key=lambda row: row.name.casefold())


def names_of(here: Here, members: Collection[int]) -> Sequence[str]:
    named = select(Member.name).where(Member.id.in_(members))
    return here.db.scalars(named.order_by(Member.id)).all()


def skills_of(here: Here, card: Practice) -> Sequence[str]:
    return here.db.rows(_SKILLS, {"card": card.id}).scalars().all()


def skills_in_use(here: Here) -> Sequence[str]:
    """What cards of the cohort are good for, most common first."""
    return here.db.rows(_IN_USE).scalars().all()


def versions_of(here: Here, card: Practice, up_to: int) -> Sequence[AnyRow]:
    """Newest first from number `up_to` on, each with who wrote it (`by`); one more than
    are shown, to compare the last one with."""
    known = {"card": card.id, "up_to": up_to} | reader(here.me)
    return here.db.rows(_VERSIONS, known).all()


def drafts(here: Here) -> Sequence[AnyRow]:
    """Cards that are the reader's too, and were not published yet: the latest first."""
    return here.db.rows(_DRAFTS, {"me": here.me.id}).all()


def waiting(here: Here) -> Sequence[AnyRow]:
    """Cards that the team is to read before they are published, longest first."""
    return here.db.rows(_WAITING).all()


def how_many_wait(here: Here) -> int:
    many: int = here.db.rows(_HOW_MANY_WAIT).scalar_one()
    return many
