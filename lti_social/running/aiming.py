"""The doors of what the cohort wants to reach together."""

from datetime import datetime, time

from fastapi import Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.running import actions, policy, queries
from lti_social.running.forms import NewGoal
from lti_social.running.models import Counted

doors = Doors("/goals")

NOON = time(12)


@doors.get("")
def index(here: Here) -> Response:
    require(policy.may_set_goals(here.me))
    goals, zone = queries.goals(here), here.ask.zone
    return here.page(
        "running/goals.html",
        goals=goals,
        days={g.id: datetime.combine(g.until, NOON, zone) for g in goals if g.until},
        counted=Counted,
        has_room=len(goals) < queries.GOALS,
    )


@doors.post("")
def aim(here: Here, form: NewGoal) -> Response:
    actions.set_goal(here, form)
    return here.leave("/goals?said=saved")


@doors.post("/{goal_id}/end")
def end(here: Here, goal_id: Id) -> Response:
    actions.end_goal(here, queries.the_goal(here, goal_id))
    return here.go("/goals?said=saved")
