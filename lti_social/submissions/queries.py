"""What can be asked of what was handed in."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import BindParameter, Select, bindparam, exists, func, select

from lti_social.challenges.models import Challenge, Team, TeamMember
from lti_social.cohorts.here import Here
from lti_social.cohorts.locking import lock_first
from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.db import Moment
from lti_social.core.errors import Forbidden, NotFound
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database
from lti_social.files.models import Attachment
from lti_social.files.queries import serves_files_of
from lti_social.grades.owing import counts_as_taking_part
from lti_social.practices.models import Practice
from lti_social.practices.seeing import is_shown as is_shown_card
from lti_social.submissions import policy
from lti_social.submissions.also import is_also_read
from lti_social.submissions.authorship import AUTHORSHIP
from lti_social.submissions.forms import NOTHING
from lti_social.submissions.models import (
    Showcase,
    State,
    Submission,
    SubmissionHiding,
    SubmissionVersion,
)

IN = (State.submitted, State.final)
_NOW: BindParameter[datetime] = bindparam("now_shown", callable_=now, type_=Moment())

counts_as_taking_part(select(AUTHORSHIP.c.member_id).where(AUTHORSHIP.c.state.in_(IN)))

_MINE = (  # a team's before one's own, which one may have from before
    select(AUTHORSHIP.c.submission_id)
    .where(
        AUTHORSHIP.c.challenge_id == bindparam("challenge"),
        AUTHORSHIP.c.member_id == bindparam("me"),
    )
    .order_by(AUTHORSHIP.c.team_id.is_(None), AUTHORSHIP.c.submission_id)
)
_BESIDE: AnySelect = select(Submission.id, Submission.title).where(
    Submission.challenge_id == bindparam("challenge"),
    Submission.member_id == bindparam("me"),
    Submission.team_id.is_(None),
)
_AUTHORS: AnySelect = (
    select(Member.id, Member.name)
    .join(AUTHORSHIP, AUTHORSHIP.c.member_id == Member.id)
    .where(AUTHORSHIP.c.submission_id == bindparam("submission"))
    .order_by(Member.id)
)
_consents = (
    select(func.count())
    .select_from(Showcase)
    .where(Showcase.submission_id == Submission.id)
    .scalar_subquery()
)
_in_team = (
    select(func.count())
    .select_from(TeamMember)
    .where(TeamMember.team_id == Submission.team_id)
    .scalar_subquery()
)
IS_SHOWCASED = (
    Submission.state.in_(IN)
    & (_consents >= 1)
    & (_consents >= _in_team)  # of a team, each of them
    & ~exists().where(SubmissionHiding.submission_id == Submission.id)
    & exists().where(  # reviewers would learn too early whose it is
        Challenge.id == Submission.challenge_id, Challenge.revise_by <= _NOW
    )
)
_SHOWCASED: AnySelect = (
    select(
        *(Submission.id, Submission.title, Submission.body, Submission.submitted_at),
        *(Member.name.label("author"), Submission.member_id, Team.name.label("team")),
    )
    .join(Member, Member.id == Submission.member_id)
    .outerjoin(Team, Team.id == Submission.team_id)
    .where(Submission.challenge_id == bindparam("challenge"), IS_SHOWCASED)
    .order_by(Submission.submitted_at, Submission.id)
)
_CARDS = (
    select(Practice.id, Practice.title)
    .where(Practice.author_id == bindparam("me"), is_shown_card(Practice))
    .order_by(Practice.id.desc())
)


class Authors(NamedTuple):
    ids: frozenset[int]
    names: Sequence[str]


def mine(here: Here, challenge: Challenge) -> Submission | None:
    """What the reader, or their team, has for it: a draft, handed in, or withdrawn."""
    known = {"challenge": challenge.id, "me": here.me.id}
    found = here.db.rows(_MINE, known).scalars().first()
    if found is None:
        return None
    lock = {"key_share": True} if here.ask.writes else None
    return here.db.get_one(Submission, found, with_for_update=lock)


def beside(here: Here, challenge: Challenge, mine: Submission | None) -> AnyRow | None:
    """A draft of the reader's own, where their team has another."""
    if mine is None or mine.team_id is None:
        return None
    known = {"challenge": challenge.id, "me": here.me.id}
    return here.db.rows(_BESIDE, known).first()


def stamp(mine: Submission | None, files: Iterable[int]) -> str:
    """Another one as soon as it says something else; `files` (ids) hang on it. What is but
    begun says nothing: the form asks for a title."""
    if mine is None or not mine.title:
        return NOTHING
    says = [mine.title, mine.body, mine.links, str(mine.practice_id), str(sorted(files))]
    return f"{mine.version}-{crc32(chr(0).join(says).encode())}"


def team_of(here: Here, challenge: Challenge) -> Team | None:
    """The reader's."""
    joined = select(Team).join(TeamMember, TeamMember.team_id == Team.id)
    mine = (TeamMember.challenge_id == challenge.id, TeamMember.member_id == here.me.id)
    return here.db.scalar(joined.where(*mine))


def authors_of(db: Database, submission: Submission) -> Authors:
    rows = db.rows(_AUTHORS, {"submission": submission.id}).all()
    return Authors(frozenset(row.id for row in rows), [row.name for row in rows])


def authors(db: Database, submission: Submission) -> Sequence[Member]:
    """Who are still here."""
    ids = authors_of(db, submission).ids
    here = select(Member).where(Member.id.in_(ids), Member.left_at.is_(None))
    return db.scalars(here.order_by(Member.id)).all()


def the_submission(here: Here, submission_id: int) -> Submission:
    """For its authors and the team; for everybody once its authors show it. Those who
    review it read it at the page of their review."""
    lock_first(here, Challenge, challenge_of(submission_id))
    lock = {"key_share": True} if here.ask.writes else None
    found = here.db.get(Submission, submission_id, with_for_update=lock)
    if found is None:
        raise NotFound
    if here.me.id in authors_of(here.db, found).ids:
        return found
    if policy.may_read_all(here.me) and found.state is not State.draft:
        return found
    if not is_showcased(here.db, found):
        raise NotFound
    return found


def challenge_of(submission_id: int) -> Select[int]:
    """Its id."""
    return select(Submission.challenge_id).where(Submission.id == submission_id)


def with_its_versions(here: Here, submission_id: int) -> Submission:
    """For its authors and the team alone, whoever sees what it says now."""
    found = the_submission(here, submission_id)
    if not policy.may_read_versions(here.me, authors_of(here.db, found).ids):
        raise NotFound
    return found


def is_showcased(db: Database, submission: Submission) -> bool:
    shown = select(Submission.id).where(Submission.id == submission.id, IS_SHOWCASED)
    return db.scalar(shown) is not None


def shown_from(challenge: Challenge) -> datetime | None:
    """When others see what its authors show, if that is to come."""
    day = challenge.revise_by
    return day if day and day > now() else None


def shows(here: Here, submission: Submission) -> bool:
    """Whether the reader has said yes to showing it."""
    said = select(Showcase.id).where(Showcase.member_id == here.me.id)
    return here.db.scalar(said.where(Showcase.submission_id == submission.id)) is not None


def showcased(here: Here, challenge: Challenge) -> Sequence[AnyRow]:
    return here.db.rows(_SHOWCASED, {"challenge": challenge.id}).all()


def cards_for(here: Here, mine: Submission | None) -> Sequence[AnyRow]:
    """Which may be handed in: the reader's, and what one of their team has chosen."""
    cards = here.db.rows(_CARDS, {"me": here.me.id}).all()
    if mine is None or mine.practice_id in (None, *(card.id for card in cards)):
        return cards
    chosen = card_of(here, mine)
    return [*cards, chosen] if chosen else cards


def version(db: Database, submission: Submission, number: int) -> SubmissionVersion | None:
    return db.scalar(
        select(SubmissionVersion).where(
            SubmissionVersion.submission_id == submission.id,
            SubmissionVersion.number == number,
        )
    )


def files_of(db: Database, submission: Submission) -> Sequence[Attachment]:
    return db.scalars(select(Attachment).filter_by(submission_id=submission.id)).all()


def has_files(db: Database, mine: Submission, off: Collection[int]) -> bool:
    """Whether files hang on it that do not go."""
    return any(file.id not in off for file in files_of(db, mine))


def my_submission(here: Here, submission_id: int) -> Submission:
    """One that the reader handed in, alone or with others."""
    found = the_submission(here, submission_id)
    if here.me.id not in authors_of(here.db, found).ids:
        raise Forbidden
    return found


def card_of(here: Here, submission: Submission) -> AnyRow | None:
    """The card that was handed in, while it is shown."""
    cards = select(Practice.id, Practice.title).where(is_shown_card(Practice))
    return here.db.execute(cards.where(Practice.id == submission.practice_id)).first()


def the_read(here: Here, submission_id: int) -> Submission:
    """For those who review it too: what hangs on it, and who did it nowhere said."""
    found = here.db.get(Submission, submission_id)
    if found is not None and is_also_read(here, found):
        return found
    return the_submission(here, submission_id)


serves_files_of("submission_id", the_read)
