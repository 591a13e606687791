"""The doors of what a trainer chooses about practices."""

from fastapi import Response

from lti_social.cohorts.doors import Doors
from lti_social.cohorts.here import Here, require
from lti_social.practices import actions, policy
from lti_social.practices.forms import Choices

doors = Doors("/settings/practices")


@doors.get("")
def show(here: Here) -> Response:
    require(policy.may_set_up(here.me))
    return here.page("practices/settings.html")


@doors.post("")
def choose(here: Here, form: Choices) -> Response:
    actions.choose(here, form.model_dump())
    return here.leave("/settings/practices?said=saved")
