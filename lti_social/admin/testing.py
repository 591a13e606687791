"""The doors of a registration's self-test."""

from functools import partial

from fastapi import Response

from lti_social.admin import actions, queries, results
from lti_social.admin.desk import Desk
from lti_social.admin.doors import Doors
from lti_social.cohorts.doors import Id
from lti_social.core.clock import now
from lti_social.web.render import say

doors = Doors()

AGAIN = "3"  # seconds between two looks at a test that is under way


@doors.get("/platforms/{platform_id}/test")
def show(desk: Desk, platform_id: Id) -> Response:
    """While it is under way the page loads itself anew, which needs no script."""
    platform = queries.the_platform(desk, platform_id)
    test = results.latest_test(desk, platform)
    waits = results.is_under_way(desk, platform)
    answer = desk.page(
        "admin/test.html",
        platform=platform,
        test=test,
        waits=waits,
        is_long=bool(test and now() - test.asked_at > results.QUIET),
        lines=results.lines_of(desk, test, platform.family) if test else (),
        say=partial(say, desk.ask),  # an LMS's own words may hold a percent sign
        framed=desk.ask.request.headers.get("sec-fetch-dest") == "iframe",
    )
    if waits:
        answer.headers["Refresh"] = AGAIN
    return answer


@doors.post("/platforms/{platform_id}/test")
def run(desk: Desk, platform_id: Id) -> Response:
    actions.ask_for_test(desk, queries.the_platform(desk, platform_id))
    return desk.go(f"/platforms/{platform_id}/test")
