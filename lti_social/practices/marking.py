"""The doors of what is said of a card in one gesture, and of what waits for the team."""

from fastapi import Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.practices import actions, crediting, policy, queries
from lti_social.practices.forms import CreditAnswer, Reading
from lti_social.web.forms import Switch

doors = Doors("/practices")


@doors.get("/waiting")
def waiting(here: Here) -> Response:
    require(policy.may_see_waiting(here.me))
    return here.page("practices/waiting.html", waiting=queries.waiting(here))


@doors.post("/{practice_id}/read")
def read_first(here: Here, practice_id: Id, form: Reading) -> Response:
    card = queries.the_practice(here, practice_id)
    actions.read_first(here, card, on=form.on, reason=form.reason, seen=form.seen)
    return here.leave("/practices/waiting?said=saved")


@doors.post("/{practice_id}/credit")
def credit(here: Here, practice_id: Id, form: CreditAnswer) -> Response:
    card = queries.the_practice(here, practice_id)
    crediting.answer(here, card, on=form.on, outside=form.outside, stays=form.stays)
    return here.go(queries.page_after(here, card))


@doors.post("/{practice_id}/archive")
def archive(here: Here, practice_id: Id, form: Switch) -> Response:
    card = queries.the_practice(here, practice_id)
    actions.archive(here, card, on=form.on)
    return here.go(f"{card.path}?said=saved")
