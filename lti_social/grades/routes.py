"""The doors of what the LMS is told: who took part, link by link."""

from fastapi import Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.core.errors import N_
from lti_social.grades import actions, policy, queries, showing
from lti_social.web.forms import Switch
from lti_social.web.render import say

doors = Doors("/grades")

TOOK_PART = N_("Took part")


@doors.get("")
def index(here: Here) -> Response:
    require(policy.may_report(here.me))
    return here.page("grades/index.html", **showing.overview(here))


@doors.post("/links/{link_id}")
def report(here: Here, link_id: Id, form: Switch) -> Response:
    link = queries.the_link(here, link_id)
    if form.on:
        label = f"{say(here.ask, TOOK_PART)} – {link.title or here.cohort.name}"
        actions.report_taking_part(here, link, label[:120])
    elif link.line_item_id:
        actions.stop(here, queries.the_line_item(here, link.line_item_id))
    return here.go("/grades")


@doors.post("/line-items/{line_item_id}/try-again")
def try_again(here: Here, line_item_id: Id) -> Response:
    actions.try_again(here, queries.the_line_item(here, line_item_id))
    return here.go("/grades")
