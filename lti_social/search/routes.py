"""The doors of the one box."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.challenges.queries import phase_of
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.core.text import one_line
from lti_social.search import actions, policy
from lti_social.search.listing import Only, listing, similar
from lti_social.threads.policy import may_open
from lti_social.threads.queries import the_thread

doors = Doors()

LONGEST = 200  # characters of what is looked for

Number = Annotated[int, Query(ge=1, le=1_000)]


@doors.get("/search")
def find(here: Here, q: str = "", what: Only | None = None, page: Number = 1) -> Response:
    words = one_line(q)[:LONGEST]
    return here.page(
        "search/index.html",
        words=words,
        found=listing(here, words, what, page),
        only=what.value if what else "",
        may_open=may_open(here.me),
        phase_of=phase_of,
    )


@doors.get("/search/similar")
def similar_threads(here: Here, title: str = "") -> Response:
    """What was asked already, while somebody writes the title of a question."""
    title = one_line(title)[:LONGEST]
    return here.page(
        "search/similar.html",
        title=title,
        found=similar(here, title),
        may_say_found=policy.may_say_found(here.me),
    )


@doors.post("/threads/{thread_id}/found")
def found(here: Here, thread_id: Id) -> Response:
    thread = the_thread(here, thread_id)
    actions.found(here, thread)
    return here.go(thread.path)
