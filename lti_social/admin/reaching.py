"""The doors of a registration's access to its Moodle's web services."""

from collections.abc import Callable

from fastapi import Response

from lti_social.admin import actions, queries
from lti_social.admin.desk import Desk
from lti_social.admin.doors import Doors
from lti_social.cohorts.doors import Id
from lti_social.resources.access import accesses, tested_or_said
from lti_social.resources.forms import Access
from lti_social.resources.sources.moodle import NEEDED, Checked

doors = Doors()


@doors.get("/platforms/{platform_id}/web-services")
def show(desk: Desk, platform_id: Id) -> Response:
    return _page(desk, platform_id)


def ask_moodle(desk: Desk, platform_id: Id, form: Access) -> Callable[[], Checked]:
    actions.require_reach(desk, queries.the_platform(desk, platform_id), form.url)
    return lambda: tested_or_said(desk.ask.lti, form.url, form.ws_token)


@doors.post("/platforms/{platform_id}/web-services", first=ask_moodle)
def save(desk: Desk, platform_id: Id, form: Access, found: Checked) -> Response:
    platform = queries.the_platform(desk, platform_id)
    actions.save_access(desk, platform, form, found)
    return _page(desk, platform_id, found)


@doors.post("/platforms/{platform_id}/web-services/forget")
def forget(desk: Desk, platform_id: Id) -> Response:
    actions.forget_access(desk, queries.the_platform(desk, platform_id))
    return desk.go(f"/platforms/{platform_id}/web-services?said=forgotten")


def _page(desk: Desk, platform_id: int, checked: Checked | None = None) -> Response:
    platform = queries.the_platform(desk, platform_id)
    return desk.page(
        "admin/reaching.html",
        platform=platform,
        accesses=accesses(desk.db, platform.id),
        checked=checked,
        needed=NEEDED,
    )
