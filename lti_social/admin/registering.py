"""The doors of registrations that come, change and go: by hand, or by an invite."""

from fastapi import Response

from lti_social.admin import actions, queries
from lti_social.admin.desk import Desk
from lti_social.admin.doors import Doors
from lti_social.admin.forms import Addresses, NewInvite, NewRegistration
from lti_social.cohorts.doors import Id
from lti_social.lti import describing
from lti_social.lti.invites import address_of

doors = Doors()


@doors.get("/setup")
def kinds(desk: Desk) -> Response:
    return desk.page("admin/kinds.html", kinds=describing.kinds())


@doors.get("/setup/{kind}")
def setup(desk: Desk, kind: str) -> Response:
    """By hand in the LMS: what to write into which of its fields."""
    return desk.page("admin/setup.html", lms=queries.the_description(desk, kind))


@doors.get("/new", for_all=True)
def new(desk: Desk, lms: str = "plain") -> Response:
    """By hand here, each field also by the word that this kind of LMS has for it."""
    return desk.page("admin/new.html", lms=queries.the_description(desk, lms))


@doors.post("/new", for_all=True)
def register(desk: Desk, form: NewRegistration) -> Response:
    platform = actions.register(desk, form)
    return desk.go(f"/platforms/{platform.id}?said=registered")


@doors.get("/platforms/{platform_id}/edit")
def edit(desk: Desk, platform_id: Id) -> Response:
    platform = queries.the_platform(desk, platform_id)
    return desk.page("admin/edit.html", platform=platform)


@doors.post("/platforms/{platform_id}/edit")
def correct(desk: Desk, platform_id: Id, form: Addresses) -> Response:
    actions.correct(desk, queries.the_platform(desk, platform_id), form)
    return desk.go(f"/platforms/{platform_id}?said=saved")


@doors.get("/platforms/{platform_id}/remove", for_all=True)
def confirm(desk: Desk, platform_id: Id) -> Response:
    platform = queries.the_platform(desk, platform_id)
    kept = queries.has_courses(desk, platform)
    return desk.page("admin/remove.html", platform=platform, kept=kept)


@doors.post("/platforms/{platform_id}/remove", for_all=True)
def remove(desk: Desk, platform_id: Id) -> Response:
    actions.remove(desk, queries.the_platform(desk, platform_id))
    return desk.go("?said=removed")


@doors.get("/invites")
def invites(desk: Desk) -> Response:
    return _invites(desk, address=None)


@doors.post("/invites")
def invite(desk: Desk, form: NewInvite) -> Response:
    """Its address is shown in this answer and never again, so there is no redirect."""
    renewed = queries.the_platform(desk, form.platform_id) if form.platform_id else None
    token = actions.invite(desk, form.lms_name, renewed)
    return _invites(desk, address=address_of(desk.ask.lti.url, token))


@doors.post("/invites/{invite_id}/revoke")
def revoke(desk: Desk, invite_id: Id) -> Response:
    actions.revoke(desk, queries.the_invite(desk, invite_id))
    return desk.go("/invites?said=revoked")


def _invites(desk: Desk, address: str | None) -> Response:
    return desk.page(
        "admin/invites.html",
        invites=queries.invites(desk),
        names=queries.names(desk),
        address=address,
    )
