"""The doors of reports and appeals: the same for whatever can be reported."""

from fastapi import Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.moderation import actions, policy, queries
from lti_social.moderation.contents import CONTENTS
from lti_social.moderation.forms import HandOn, NewDecision, NewReport, Why
from lti_social.moderation.listing import queue
from lti_social.moderation.queries import the_dossier
from lti_social.moderation.showing import shown
from lti_social.moderation.things import What
from lti_social.moderation.words import Matter

doors = Doors()


@doors.get("/reports")
def index(here: Here) -> Response:
    require(policy.may_read(here.me))
    return here.page("moderation/index.html", queue=queue(here))


@doors.get("/{what}/{content_id}/report")
def why(here: Here, what: What, content_id: Id) -> Response:
    dossier = the_dossier(here, what, content_id)
    require(policy.may_report(here.me, dossier))
    return here.page("moderation/report.html", dossier=dossier, matters=Matter)


@doors.post("/{what}/{content_id}/report")
def report(here: Here, what: What, content_id: Id, form: NewReport) -> Response:
    dossier = the_dossier(here, what, content_id)
    actions.report(here, dossier, form.matter, form.reason)
    return here.leave(f"{dossier.path}/my-report?said=reported")


@doors.get("/{what}/{content_id}/my-report")
def outcome(here: Here, what: What, content_id: Id) -> Response:
    mine = queries.my_report(here, what, content_id)
    return here.page("moderation/outcome.html", mine=mine, shelf=CONTENTS[what].shelf)


@doors.get("/{what}/{content_id}/case")
def case(here: Here, what: What, content_id: Id) -> Response:
    dossier = the_dossier(here, what, content_id)
    return here.page("moderation/case.html", **shown(here, dossier))


@doors.post("/{what}/{content_id}/hand-on")
def hand_on(here: Here, what: What, content_id: Id, form: HandOn) -> Response:
    dossier = the_dossier(here, what, content_id)
    actions.hand_on(here, dossier, form.to, form.reason)
    return here.leave("/reports?said=handed_on")


@doors.post("/{what}/{content_id}/decide")
def decide(here: Here, what: What, content_id: Id, form: NewDecision) -> Response:
    dossier = the_dossier(here, what, content_id)
    actions.decide(here, dossier, form.act, form.reason, form.last)
    return here.leave("/reports?said=decided")


@doors.post("/{what}/{content_id}/appeal")
def appeal(here: Here, what: What, content_id: Id, form: Why) -> Response:
    dossier = the_dossier(here, what, content_id)
    actions.appeal(here, dossier, form.reason)
    return here.leave(f"{dossier.path}/case?said=appealed")


@doors.get("/{what}/{content_id}/hide")
def sure(here: Here, what: What, content_id: Id) -> Response:
    dossier = the_dossier(here, what, content_id)
    require(policy.may_hide(here.me, dossier))
    return here.page("moderation/hide.html", dossier=dossier)


@doors.post("/{what}/{content_id}/hide")
def hide(here: Here, what: What, content_id: Id, form: Why) -> Response:
    dossier = the_dossier(here, what, content_id)
    actions.hide(here, dossier, form.reason)
    return here.leave(f"{dossier.content.shelf}?said=hidden")
