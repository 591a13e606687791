"""The doors of those who keep the outline: read it again, add to it, bring it in."""

from fastapi import Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.course.taking import take_cartridge
from lti_social.resources import actions, policy
from lti_social.resources.forms import ByHand
from lti_social.resources.queries import the_resource

doors = Doors("/outline")


@doors.post("/read")
def read(here: Here) -> Response:
    actions.sync_now(here)
    return here.go("/resources?reading=1")


@doors.get("/new")
def new(here: Here) -> Response:
    require(policy.may_keep(here.me))
    return here.page("course/hand.html", resource=None)


@doors.post("/new")
def add(here: Here, form: ByHand) -> Response:
    added = actions.write_by_hand(here, form.title, form.url)
    return here.leave(f"/resources/{added}?said=saved")


@doors.get("/{resource_id}/edit")
def edit(here: Here, resource_id: Id) -> Response:
    require(policy.may_keep(here.me))
    return here.page("course/hand.html", resource=the_resource(here, resource_id))


@doors.post("/{resource_id}/edit")
def change(here: Here, resource_id: Id, form: ByHand) -> Response:
    resource = the_resource(here, resource_id)
    actions.change_by_hand(here, resource, form.title, form.url)
    return here.leave(f"/resources/{resource_id}?said=saved")


@doors.get("/{resource_id}/remove")
def sure(here: Here, resource_id: Id) -> Response:
    require(policy.may_keep(here.me))
    return here.page("course/remove.html", resource=the_resource(here, resource_id))


@doors.post("/{resource_id}/remove")
def remove(here: Here, resource_id: Id) -> Response:
    actions.remove_by_hand(here, the_resource(here, resource_id))
    return here.go("/resources?said=saved")


@doors.get("/cartridge")
def choose(here: Here) -> Response:
    require(policy.may_keep(here.me))
    return here.page("course/cartridge.html")


@doors.post("/cartridge", read=take_cartridge)
def bring_in(here: Here) -> Response:
    require(policy.may_keep(here.me))
    if (listing := here.ask.request.state.listing) is None:
        return here.leave("/outline/cartridge?said=no-file")
    actions.bring_in_cartridge(here, listing)
    return here.leave("/resources?said=brought-in")
