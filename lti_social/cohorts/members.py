"""The doors of the members' page: who is in the cohort, and how fresh the roster is."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.cohorts import actions, listing, policy
from lti_social.cohorts.doors import Doors
from lti_social.cohorts.failure import Failure
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.roster_sync import is_under_way

doors = Doors("/members")

After = Annotated[int, Query(ge=0, le=2**31 - 1)]


@doors.get("")
def index(here: Here, after: After = 0) -> Response:
    require(policy.may_see_members(here.me))
    people, total, following = listing.members(here, after)
    roster = listing.roster_of(here)
    failure = roster.failure and Failure.of(here, roster.failure, roster.fix)
    return here.page(
        "cohorts/members.html",
        people=people,
        total=total,
        after=after,
        following=following,
        roster=roster,
        under_way=is_under_way(roster),
        failure=failure,
        may_read=policy.may_read_roster(here.me),
    )


@doors.post("/read")
def read_again(here: Here) -> Response:
    actions.read_roster_again(here)
    return here.go("/members")
