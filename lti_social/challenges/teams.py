"""Who does a challenge together: teams made by hand, or of the LMS’s groups."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from lti_social.challenges import policy, queries
from lti_social.challenges.grouping import note_groups
from lti_social.challenges.models import Challenge, Team, TeamMember
from lti_social.challenges.when import regrouped
from lti_social.cohorts.here import Here, require
from lti_social.core.errors import N_, Conflict, Invalid, NotFound
from lti_social.core.jobs import later

STAYS = N_("Something has been handed in: who is in a team stays in it. Others can join.")
NOBODY = N_("choose who is in it.")


def gather(
    here: Here,
    challenge: Challenge,
    name: str,
    members: Collection[int],
    team_id: int | None = None,
) -> None:
    """These members (ids) are a team from now on, and in no other; a new one, or `team_id`
    as it is to be. One that nobody is in any more is gone; its row stays, as groups of the
    LMS may fill it again."""
    require(policy.may_lead(here.me))
    if queries.phase_of(challenge) not in policy.CHANGEABLE:
        return
    if team_id is None and not members:
        raise Invalid(fields={"name": NOBODY})
    placed, before = _placed(here, challenge), queries.seats(here.db, challenge)
    if not (placed.keys() | {row.id for row in queries.learners(here)}) >= set(members):
        raise NotFound
    team = _the_team(here, challenge, team_id) if team_id else _new(here, challenge)
    team.name = name
    here.db.flush()
    _seat(here, team, set(members), placed, stays=challenge.locked_at is not None)
    regrouped.tell(here.db, challenge, before)


def gather_groups(here: Here, challenge: Challenge) -> None:
    """Teams from the LMS's groups, for who is in none: they are there in a moment."""
    require(policy.may_lead(here.me))
    if queries.phase_of(challenge) in policy.CHANGEABLE:
        later(here.db, note_groups, challenge_id=challenge.id)


def _seat(
    here: Here,
    team: Team,
    members: set[int],
    placed: Mapping[int, TeamMember],
    *,
    stays: bool,
) -> None:
    """`placed` are those who are in a team already; whether who is in one `stays` in it."""
    within = {who for who, row in placed.items() if row.team_id == team.id}
    leaving, moving = within - members, members & placed.keys() - within
    if stays and (leaving or moving):
        raise Conflict(STAYS)
    for who in leaving:
        here.db.delete(placed[who])
    for who in moving:
        placed[who].team_id = team.id
    for who in members - placed.keys():
        own = {"challenge_id": team.challenge_id, "team_id": team.id}
        here.db.add(TeamMember(member_id=who, **own))


def _placed(here: Here, challenge: Challenge) -> Mapping[int, TeamMember]:
    """Who is in a team."""
    rows = select(TeamMember).where(TeamMember.challenge_id == challenge.id)
    return {row.member_id: row for row in here.db.scalars(rows)}


def _the_team(here: Here, challenge: Challenge, team_id: int) -> Team:
    team = here.db.get(Team, team_id)
    if team is None or team.challenge_id != challenge.id:
        raise NotFound
    return team


def _new(here: Here, challenge: Challenge) -> Team:
    team = Team(challenge_id=challenge.id, name="")
    here.db.add(team)
    return team
