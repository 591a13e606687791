"""The doors of notices."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.cohorts.doors import Doors
from lti_social.cohorts.here import Here
from lti_social.notifications import actions, queries
from lti_social.notifications.saying import sentence

doors = Doors("/notices")

LAST = queries.LAST
Before = Annotated[int, Query(ge=1, le=LAST)]


@doors.get("")
def show(here: Here, before: Before = LAST) -> Response:
    notices = queries.mine(here, before)
    actions.have_seen(here, notices[: queries.PAGE])
    return here.page(
        "notifications/show.html",
        notices=[(one, sentence(one, here.ask.locale)) for one in notices[: queries.PAGE]],
        older=notices[queries.PAGE - 1].id if len(notices) > queries.PAGE else None,
    )
