"""The doors of what a trainer sets up: the cohort, its groups, and who has which role."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.cohorts import actions, appointing, dividing, policy, posting, queries
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.forms import (
    GroupName,
    NewAppointment,
    NewLevel,
    NewPause,
    NewPhase,
    Settings,
)
from lti_social.cohorts.here import Here, named_as, require
from lti_social.cohorts.levels import Level
from lti_social.cohorts.models import GIVEN, Phase
from lti_social.core.errors import N_
from lti_social.web.forms import Switch
from lti_social.web.zones import zones

doors = Doors()

MEANS = {
    Phase.preparation: N_("The team is getting the place ready."),
    Phase.experimentation: N_("People try things out and tell what happened."),
    Phase.deployment: N_("What works is taken up by more and more people."),
    Phase.generalisation: N_("What works has become the usual way."),
    Phase.closed: N_(
        "Former participants go on reading, answering and thanking. Nobody opens a thread."
    ),
    Phase.archived: N_(
        "The cohort can be read. Nobody writes; posts can still be reported, hidden, or "
        "deleted by their authors."
    ),
}


@doors.get("/settings")
def settings(here: Here) -> Response:
    require(policy.may_set_up(here.me))
    choices = queries.cohort_choices(here)
    return here.page(
        "cohorts/settings.html",
        choices=choices,
        own_name=named_as(choices.title, choices.group or choices.lms_id),
        zones=zones(here.ask.locale),
        phase=queries.latest_phase(here),
        division=queries.division(here),
    )


@doors.post("/settings")
def set_up(here: Here, form: Settings) -> Response:
    actions.set_up(here, form.name, form.language, form.zone, champions=form.champions)
    return here.leave("/settings?said=saved")


@doors.get("/settings/phase")
def phases(here: Here) -> Response:
    require(policy.may_set_up(here.me))
    return here.page("cohorts/phase.html", phases=MEANS)


@doors.post("/settings/phase")
def change_phase(here: Here, form: NewPhase) -> Response:
    actions.change_phase(here, form.phase)
    return here.go("/settings?said=saved")


@doors.get("/settings/posting")
def how_to_post(here: Here) -> Response:
    require(policy.may_set_up(here.me))
    changed, pause = queries.latest_level(here), queries.pause(here)
    return here.page("cohorts/posting.html", levels=Level, changed=changed, pause=pause)


@doors.post("/settings/posting")
def choose_level(here: Here, form: NewLevel) -> Response:
    posting.choose_level(here, form.level)
    return here.go("/settings/posting?said=saved")


@doors.post("/settings/pause")
def pause(here: Here, form: NewPause) -> Response:
    posting.pause(here, form.sentence, on=form.on)
    return here.go("/settings/posting?said=saved")


@doors.get("/settings/groups")
def groups(here: Here) -> Response:
    require(policy.may_set_up(here.me))
    return here.page(
        "cohorts/groups.html",
        groups=queries.groups_of_course(here),
        division=queries.division(here),
    )


@doors.post("/settings/groups")
def divide(here: Here, form: Switch) -> Response:
    dividing.divide(here, on=form.on)
    return here.go("/settings/groups?said=saved")


@doors.post("/settings/groups/{group_id}")
def name_group(here: Here, group_id: Id, form: GroupName) -> Response:
    dividing.name_group(here, group_id, form.name)
    return here.go("/settings/groups?said=saved")


@doors.get("/roles")
def roles(here: Here, who: Annotated[str, Query(max_length=80)] = "") -> Response:
    require(policy.may_appoint(here.me))
    return here.page(
        "cohorts/roles.html",
        appointed=queries.appointed(here),
        people=queries.people_called(here, who),
        roles=GIVEN,
        who=who,
    )


@doors.post("/roles")
def appoint(here: Here, form: NewAppointment) -> Response:
    appointing.appoint(here, form.member, form.role)
    return here.go("/roles?said=saved")


@doors.post("/roles/{member_id}/end")
def take_back(here: Here, member_id: Id) -> Response:
    appointing.take_back(here, member_id)
    return here.go("/roles?said=saved")
