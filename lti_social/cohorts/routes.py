"""The doors of a member's own corner, the purpose, and the trainer's chair."""

from fastapi import Response

from lti_social.cohorts import actions, policy
from lti_social.cohorts.doors import Doors
from lti_social.cohorts.forms import Corner, Purpose, Then
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.queries import cohorts_to_go_to, my_choices
from lti_social.web.forms import Switch
from lti_social.web.zones import zones

doors = Doors()


@doors.get("/me")
def corner(here: Here, welcome: bool = False, then: Then = "") -> Response:
    return here.page(
        "cohorts/corner.html",
        choices=my_choices(here),
        zones=zones(here.ask.locale),
        welcome=welcome,
        then=then,
    )


@doors.post("/me")
def arrange(here: Here, form: Corner) -> Response:
    light = form.appearance == "light"
    actions.arrange_corner(here, form.name, form.language, form.zone, light=light)
    return here.go(form.then or "?said=saved")


@doors.get("/who-sees-what")
def who_sees_what(here: Here) -> Response:
    return here.page("cohorts/who_sees_what.html")


@doors.get("/cohorts")
def cohorts(here: Here) -> Response:
    """Where else in the course this visit may go."""
    return here.page("cohorts/beside.html", cohorts=cohorts_to_go_to(here))


@doors.get("/purpose")
def purpose(here: Here) -> Response:
    require(policy.may_set_up(here.me))
    return here.page("cohorts/purpose.html")


@doors.post("/purpose")
def say_purpose(here: Here, form: Purpose) -> Response:
    actions.say_purpose(here, form.purpose)
    return here.leave("?said=saved")


@doors.post("/chair")
def take_the_chair(here: Here, form: Switch) -> Response:
    actions.take_the_chair(here, on=form.on)
    return here.go("")
