"""The doors of teams: who does a challenge together."""

from fastapi import Response

from lti_social.challenges import policy, queries, teams
from lti_social.challenges.forms import Gathers
from lti_social.challenges.grouping import tells_groups
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require

doors = Doors("/challenges/{challenge_id}/teams")


@doors.get("")
def index(here: Here, challenge_id: Id) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    require(policy.may_see_teams(here.me))
    together, people = queries.teams_of(here, challenge), queries.learners(here)
    placed = {row.member_id for members in together.values() for row in members}
    return here.page(
        "challenges/teams.html",
        challenge=challenge,
        teams=together,
        alone=[row for row in people if row.id not in placed],
        tells_groups=tells_groups(here.db),
        may_gather=policy.may_lead(here.me)
        and queries.phase_of(challenge) in policy.CHANGEABLE,
    )


@doors.post("")
def gather(here: Here, challenge_id: Id, form: Gathers) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    teams.gather(here, challenge, form.name, form.members, form.team)
    return here.leave(f"{challenge.path}/teams?said=saved")


@doors.post("/groups")
def gather_groups(here: Here, challenge_id: Id) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    teams.gather_groups(here, challenge)
    return here.leave(f"{challenge.path}/teams?said=groups-asked")
