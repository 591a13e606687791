"""The doors of registrations: all of them, one, its deployments and roles."""

from fastapi import Response

from lti_social.admin import actions, queries, results
from lti_social.admin.desk import Desk
from lti_social.admin.doors import Doors
from lti_social.admin.forms import Declined, Override, OverrideGone
from lti_social.admin.showing import ROLES
from lti_social.cohorts.doors import Id
from lti_social.web.forms import Switch

doors = Doors()


@doors.get("")
def index(desk: Desk) -> Response:
    return desk.page(
        "admin/index.html",
        platforms=queries.platforms(desk),
        waiting=queries.deployments_waiting(desk),
        names=queries.names(desk),
        tests=results.in_short(desk),
    )


@doors.get("/platforms/{platform_id}")
def show(desk: Desk, platform_id: Id) -> Response:
    platform = queries.the_platform(desk, platform_id)
    return desk.page(
        "admin/platform.html",
        platform=platform,
        deployments=queries.deployments(desk, platform),
        removable=desk.sees_all and not queries.has_courses(desk, platform),
    )


@doors.post("/platforms/{platform_id}/deployments/{deployment_id}/accept")
def accept(desk: Desk, platform_id: Id, deployment_id: Id) -> Response:
    platform = queries.the_platform(desk, platform_id)
    deployment = queries.the_deployment(desk, platform, deployment_id)
    actions.accept(desk, platform, deployment)
    return desk.go(f"/platforms/{platform.id}?said=accepted")


@doors.get("/platforms/{platform_id}/deployments/{deployment_id}/decline")
def why(desk: Desk, platform_id: Id, deployment_id: Id) -> Response:
    platform = queries.the_platform(desk, platform_id)
    deployment = queries.the_deployment(desk, platform, deployment_id)
    return desk.page("admin/decline.html", platform=platform, deployment=deployment)


@doors.post("/platforms/{platform_id}/deployments/{deployment_id}/decline")
def decline(desk: Desk, platform_id: Id, deployment_id: Id, form: Declined) -> Response:
    platform = queries.the_platform(desk, platform_id)
    deployment = queries.the_deployment(desk, platform, deployment_id)
    actions.decline(desk, platform, deployment, form.reason)
    return desk.go(f"/platforms/{platform.id}?said=declined")


@doors.post("/platforms/{platform_id}/accept-all")
def accept_all(desk: Desk, platform_id: Id, form: Switch) -> Response:
    platform = queries.the_platform(desk, platform_id)
    actions.accept_all(desk, platform, on=form.on)
    return desk.go(f"/platforms/{platform.id}?said=saved")


@doors.get("/platforms/{platform_id}/roles")
def roles(desk: Desk, platform_id: Id) -> Response:
    platform = queries.the_platform(desk, platform_id)
    return desk.page("admin/roles.html", platform=platform, roles=ROLES)


@doors.post("/platforms/{platform_id}/roles")
def override(desk: Desk, platform_id: Id, form: Override) -> Response:
    platform = queries.the_platform(desk, platform_id)
    actions.override_role(desk, platform, form.lms_role, form.role)
    return desk.go(f"/platforms/{platform.id}/roles?said=saved")


@doors.post("/platforms/{platform_id}/roles/forget")
def forget_override(desk: Desk, platform_id: Id, form: OverrideGone) -> Response:
    platform = queries.the_platform(desk, platform_id)
    actions.forget_override(desk, platform, form.lms_role)
    return desk.go(f"/platforms/{platform.id}/roles?said=saved")
