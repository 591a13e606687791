"""Who is where in a challenge: for the team, by name, with what is left to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from lti_social.challenges.models import Challenge, Team, TeamMember
from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database
from lti_social.reviews.completion import OWN_PART, Asked, Part, Times, left_to_do
from lti_social.reviews.doing import parts, times
from lti_social.reviews.known import is_to_write
from lti_social.reviews.models import By, Review
from lti_social.reviews.models import State as Reviewed
from lti_social.reviews.situation import LIVE
from lti_social.running import queries
from lti_social.submissions.authorship import AUTHORSHIP
from lti_social.submissions.models import Submission
from lti_social.submissions.policy import HELPS, TAKES_PART
from lti_social.submissions.queries import IN

SOON = timedelta(days=1)
PAGE = 50
STALLED = 50  # shown at once

_challenge: BindParameter[int] = bindparam("challenge")
_mine = aliased(TeamMember)
_PEOPLE: AnySelect = (
    select(
        *(Member.id, Member.name, Member.left_at, Team.name.label("team")),
        *(Submission.id.label("work_id"), Submission.title, Submission.state),
        *(Submission.late, Submission.submitted_at, Submission.revised_at),
    )
    .select_from(Member)
    .outerjoin(_mine, and_(_mine.challenge_id == _challenge, _mine.member_id == Member.id))
    .outerjoin(Team, Team.id == _mine.team_id)
    .outerjoin(
        AUTHORSHIP,
        and_(AUTHORSHIP.c.challenge_id == _challenge, AUTHORSHIP.c.member_id == Member.id),
    )
    .outerjoin(Submission, Submission.id == AUTHORSHIP.c.submission_id)
    .where(
        Member.role.in_(TAKES_PART),
        or_(Member.given.is_(None), Member.given.not_in(HELPS)),
        or_(Member.left_at.is_(None), Submission.state.in_(IN)),
    )
    .order_by(Member.id, Submission.team_id.is_(None), Submission.id)
)
_RECEIVED: AnySelect = (
    select(
        Review.submission_id,
        func.count().filter(Review.state == Reviewed.sent).label("sent"),
        func.count().filter(Review.state.in_(LIVE)).label("live"),
    )
    .where(Review.challenge_id == _challenge, Review.by != By.oneself)
    .group_by(Review.submission_id)
)
_STALLED: AnySelect = (
    select(
        *(Review.id, Review.state, Review.due_at, Review.submission_id),
        *(Member.name, Submission.title),
    )
    .join(Member, Member.id == Review.member_id)
    .join(Submission, Submission.id == Review.submission_id)
    .where(
        *(Review.challenge_id == _challenge, *is_to_write),
        Review.due_at <= bindparam("soon"),
    )
    .order_by(Review.due_at, Review.id)
    .limit(STALLED)
)


@dataclass(frozen=True)
class Where:
    """One member: what they handed in, of how many reviews they were given they sent how
    many, how many of their own work came, and what the rule asks of them still."""

    row: AnyRow
    part: Part
    received: tuple[int, int]  # there are, of those that were asked
    left: Sequence[Asked]
    score: AnyRow | None

    @property
    def handed_in(self) -> bool:
        return self.part.handed_in

    @property
    def asked(self) -> int:
        return self.sent + sum(one.is_to_write for one in self.part.readings)

    @property
    def sent(self) -> int:
        return sum(one.state is Reviewed.sent for one in self.part.readings)

    @property
    def owes(self) -> bool:
        """Reviews of their own part, that others wait for."""
        return any(one.is_to_write and one.by in OWN_PART for one in self.part.readings)


class Counts(NamedTuple):
    """How many people of the cohort did what."""

    people: int
    handed_in: int
    reviewed: int  # of those who have reviews to write
    asked: int
    revised: int
    debriefed: int
    completed: int


@dataclass(frozen=True)
class Judged:
    """What everybody did and has left to do; who is in no part did nothing."""

    parts: Mapping[int, Part]
    rule: Sequence[str]
    times: Times

    def left(self, member_id: int) -> list[Asked]:
        return left_to_do(self.rule, self.parts.get(member_id, NOTHING), self.times)


NOTHING = Part(handed_in=False)


def judged(db: Database, challenge: Challenge) -> Judged:
    """A rule that names nothing asks to hand in. A debrief in which nobody wrote was not
    one, whatever else its thread holds."""
    wrote = queries.debriefed(db, challenge)
    at = replace(times(challenge, now()), debrief_offered=bool(wrote))
    rule = challenge.rule or [Asked.submitted.value]
    return Judged(parts(db, challenge, wrote), rule, at)


def everybody(db: Database, challenge: Challenge) -> list[Where]:
    """Who takes part, or did before they left: by name."""
    known = {"challenge": challenge.id}
    judgement, scores = judged(db, challenge), queries.scores(db, challenge)
    received = {row.submission_id: row for row in db.rows(_RECEIVED, known)}
    people: dict[int, AnyRow] = {}
    for row in db.rows(_PEOPLE, known):
        if row.id not in people or row.state in IN:
            people[row.id] = row
    found = []
    for row in people.values():
        got = received.get(row.work_id)
        found.append(
            Where(
                row=row,
                part=judgement.parts.get(row.id, NOTHING),
                received=(got.sent, got.live) if got else (0, 0),
                left=judgement.left(row.id),
                score=scores.get(row.id),
            )
        )
    return sorted(found, key=lambda one: one.row.name.casefold())


def stalled(db: Database, challenge: Challenge) -> Sequence[AnyRow]:
    """Reviews that are due by tomorrow, or were, and have not come."""
    return db.rows(_STALLED, {"challenge": challenge.id, "soon": now() + SOON}).all()


def counts(people: Sequence[Where]) -> Counts:
    return Counts(
        people=len(people),
        handed_in=sum(one.handed_in for one in people),
        reviewed=sum(bool(one.asked) and not one.owes for one in people),
        asked=sum(bool(one.asked) for one in people),
        revised=sum(one.part.is_final for one in people),
        debriefed=sum(one.part.debriefed for one in people),
        completed=sum(not one.left for one in people),
    )
