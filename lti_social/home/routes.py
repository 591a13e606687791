"""The door of the front page."""

from fastapi import Response

from lti_social.cohorts import policy
from lti_social.cohorts.doors import Doors
from lti_social.cohorts.here import Here
from lti_social.home import queries
from lti_social.moderation.listing import how_many
from lti_social.moderation.policy import may_read
from lti_social.recalls.models import Habit
from lti_social.recalls.queries import one_for
from lti_social.running.listing import under_way
from lti_social.running.policy import may_set_goals
from lti_social.running.queries import goals_now
from lti_social.running.steps import next_step

doors = Doors()

GESTURES = 3  # asked of one person at a time


@doors.get("")
def show(here: Here) -> Response:
    reports = how_many(here) if may_read(here.me) else 0
    writes = policy.may_write(here.me)
    due = queries.due(here) if writes else ()
    answered = queries.mine_answered(here) if writes else ()
    waiting = queries.unanswered(here) if writes else ()
    room = GESTURES - bool(reports) - len(due) - len(answered)
    waiting = waiting[:room]
    return here.page(
        "home/show.html",
        reports=reports,
        due=due,
        answered=answered,
        waiting=waiting,
        untried=queries.untried(here) if writes and len(waiting) < room else (),
        happened=queries.happened(here),
        people=queries.people(here),
        challenges=[(one, next_step(here.me, one)) for one in under_way(here)],
        goals=goals_now(here),
        may_set_goals=may_set_goals(here.me),
        recall=one_for(here),
        habits=Habit,
        may_set_up=policy.may_set_up(here.me),
        may_see_members=policy.may_see_members(here.me),
    )
