"""What can be asked of challenges one at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, select

from lti_social.challenges import policy
from lti_social.challenges.dates import NAMES
from lti_social.challenges.models import (
    Challenge,
    ChallengeStep,
    Criterion,
    Standing,
    Team,
    TeamMember,
)
from lti_social.challenges.phases import Phase, phase
from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, Role, standing
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database

TOGETHER = 2  # challenges under way at the same time
_challenge = bindparam("challenge", type_=Challenge.id.type)
_CRITERIA: AnySelect = (
    select(
        *(Criterion.id, Criterion.position, Criterion.title),
        *(Criterion.there, Criterion.not_yet),
    )
    .where(Criterion.challenge_id == _challenge)
    .order_by(Criterion.position)
)
_STEPS: AnySelect = (
    select(
        *(ChallengeStep.id, ChallengeStep.step, ChallengeStep.reason, ChallengeStep.detail),
        *(ChallengeStep.at, Member.name.label("by")),
    )
    .outerjoin(Member, Member.id == ChallengeStep.member_id)
    .where(ChallengeStep.challenge_id == _challenge)
    .order_by(ChallengeStep.id)
)
_TEAMS: AnySelect = (
    select(Team.id, Team.name, TeamMember.member_id, Member.name.label("member"))
    .join(TeamMember, TeamMember.team_id == Team.id)
    .join(Member, Member.id == TeamMember.member_id)
    .where(Team.challenge_id == _challenge)
    .order_by(Team.id, Member.name, Member.id)
)
_SEATS = select(TeamMember.team_id, TeamMember.member_id).where(
    TeamMember.challenge_id == _challenge
)
_LEARNERS: AnySelect = (
    select(Member.id, Member.name)
    .where(
        *(Member.left_at.is_(None), Member.name != ""),
        standing(Member).in_((Role.learner, Role.champion)),
    )
    .order_by(Member.name, Member.id)
)
_OTHERS = select(Challenge.opens_at, Challenge.closes_at).where(
    Challenge.standing == Standing.announced, Challenge.id != _challenge
)


def the_challenge(here: Here, challenge_id: int) -> Challenge:
    """One that is there for this reader: drafts and proposals are for their author and the
    team. Who is about to change something finds it locked."""
    lock = {"key_share": True} if here.ask.writes else None
    found = here.db.get(Challenge, challenge_id, with_for_update=lock)
    if found is None or not policy.may_see(here.me, found):
        raise NotFound
    return found


def phase_of(challenge: Challenge) -> Phase:
    """Now."""
    return phase(challenge, now())


def criteria_of(here: Here, challenge: Challenge) -> Sequence[AnyRow]:
    return here.db.rows(_CRITERIA, {"challenge": challenge.id}).all()


def steps_of(here: Here, challenge: Challenge) -> Sequence[AnyRow]:
    """What was decided, in its order, and by whom."""
    return here.db.rows(_STEPS, {"challenge": challenge.id}).all()


def teams_of(here: Here, challenge: Challenge) -> Mapping[tuple[int, str], list[AnyRow]]:
    """Members by team (id and name); a team without any is no more."""
    teams: dict[tuple[int, str], list[AnyRow]] = {}
    for row in here.db.rows(_TEAMS, {"challenge": challenge.id}):
        teams.setdefault((row.id, row.name), []).append(row)
    return teams


def seats(db: Database, challenge: Challenge) -> Mapping[int, frozenset[int]]:
    """Who (ids) is in which team."""
    members: dict[int, set[int]] = defaultdict(set)
    for row in db.rows(_SEATS, {"challenge": challenge.id}):
        members[row.team_id].add(row.member_id)
    return {team: frozenset(theirs) for team, theirs in members.items()}


def learners(here: Here) -> Sequence[AnyRow]:
    """Who may be in a team."""
    return here.db.rows(_LEARNERS).all()


def name_of(here: Here, member_id: int) -> str:
    return here.db.get_one(Member, member_id).name


def dates_of(challenge: Challenge) -> dict[str, datetime | None]:
    return {name: getattr(challenge, name) for name in NAMES}


def stamp(challenge: Challenge, criteria: Sequence[AnyRow]) -> str:
    """What it says now, in short: another where it says something else."""
    said = [challenge.title, challenge.why, challenge.objective, challenge.brief]
    said += [str(dates_of(challenge)), str(challenge.rule), str(challenge.maximum)]
    said += [challenge.format, challenge.told, str((challenge.wanted, challenge.blind))]
    said += [str(tuple(row)) for row in criteria]
    return sha256("\0".join(said).encode()).hexdigest()[:16]


def is_too_many(here: Here, challenge: Challenge) -> bool:
    """Whether two others are under way at some moment of it."""
    begins, ends = challenge.opens_at, challenge.closes_at
    if begins is None or ends is None:
        return False
    rows = here.db.rows(_OTHERS, {"challenge": challenge.id}).all()
    others = [row for row in rows if row.opens_at < ends and row.closes_at > begins]
    starts = [max(row.opens_at, begins) for row in others]
    return any(
        sum(row.opens_at <= at < row.closes_at for row in others) >= TOGETHER
        for at in starts
    )
