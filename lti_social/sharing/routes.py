"""The doors of the ladder: consent, and showing a card beyond its cohort or no more."""

from fastapi import Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.core.errors import NotFound
from lti_social.practices.models import Known, Practice
from lti_social.practices.queries import the_practice
from lti_social.sharing import actions, policy
from lti_social.sharing.copying import said_outside
from lti_social.sharing.forms import Agreement, Farther, HowFar
from lti_social.sharing.listing import going
from lti_social.sharing.models import Reach
from lti_social.sharing.showing import as_chosen, ladder

doors = Doors()


@doors.get("/shared")
def index(here: Here) -> Response:
    require(policy.may_see_all(here.me))
    return here.page("sharing/index.html", cards=going(here), policy=policy)


@doors.get("/practices/{practice_id}/consent")
def how_far(here: Here, practice_id: Id) -> Response:
    practice = _of_here(here, practice_id)
    found = ladder(here, practice)
    require(policy.may_consent(here.me, writes=found.mine is not None))
    return _preview(here, practice, "sharing/consent.html", ladder=found, known=Known)


@doors.post("/practices/{practice_id}/consent")
def consent(here: Here, practice_id: Id, form: Agreement) -> Response:
    practice = _of_here(here, practice_id)
    actions.consent(here, practice, form.reach, form.outside)
    return here.leave(f"{practice.path}?said=agreed")


@doors.post("/practices/{practice_id}/ask")
def ask(here: Here, practice_id: Id) -> Response:
    practice = _of_here(here, practice_id)
    actions.ask(here, practice)
    return here.go(f"{practice.path}?said=asked")


@doors.get("/practices/{practice_id}/widen")
def sure(here: Here, practice_id: Id, reach: Reach = Reach.course) -> Response:
    practice = _of_here(here, practice_id)
    require(policy.may_widen(here.me, reach))
    return _preview(here, practice, "sharing/widen.html", reach=reach)


@doors.post("/practices/{practice_id}/widen")
def widen(here: Here, practice_id: Id, form: Farther) -> Response:
    practice = _of_here(here, practice_id)
    actions.widen(here, practice, form.reach)
    return here.leave(f"{practice.path}?said=widened")


@doors.post("/practices/{practice_id}/narrow")
def narrow(here: Here, practice_id: Id, form: HowFar) -> Response:
    practice = _of_here(here, practice_id)
    actions.narrow(here, practice, form.reach)
    return here.go(f"{practice.path}?said=narrowed")


def _of_here(here: Here, practice_id: int) -> Practice:
    """Written here: what came from elsewhere is not the cohort's to pass on."""
    practice = the_practice(here, practice_id)
    if practice.is_received:
        raise NotFound
    return practice


def _preview(here: Here, practice: Practice, template: str, **context: object) -> Response:
    """With the card as others would see it."""
    says = said_outside(here.db, practice)
    authors = as_chosen(says["authors"])
    return here.page(template, practice=practice, says=says, authors=authors, **context)
