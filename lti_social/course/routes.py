"""The doors of the outline, and of what was made on one resource."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.course import actions, queries
from lti_social.course.queries import Show
from lti_social.library.listing import beside
from lti_social.library.queries import MOST_RELATED, on_resource
from lti_social.library.showing import in_list
from lti_social.practices.policy import may_write
from lti_social.resources import policy
from lti_social.resources.anchored import offered
from lti_social.resources.forms import Elsewhere
from lti_social.resources.queries import successor_of, the_entry
from lti_social.threads import policy as of_threads
from lti_social.threads.about import about
from lti_social.threads.listing import CURSOR, Cursor

doors = Doors("/resources")

Words = Annotated[str, Query(max_length=100)]
Place = Annotated[str | None, Query(pattern=CURSOR)]

AGAIN = "3"  # seconds between two looks at a reading that was asked for


@doors.get("")
def index(
    here: Here, show: Show = Show.all, q: Words = "", reading: bool = False
) -> Response:
    """Who asked for a reading sees the page load itself anew until it is done."""
    sources = queries.sources(here)
    waits = reading and any(source.waits for source in sources)
    answer = here.page(
        "course/index.html",
        outline=queries.the_outline(here, show, q.strip()),
        sources=sources,
        waits=waits,
        show=show,
        words=q.strip(),
        may_keep=policy.may_keep(here.me),
        may_open=of_threads.may_open(here.me),
    )
    if waits:
        answer.headers["Refresh"] = AGAIN
    return answer


@doors.get("/{resource_id}")
def show(here: Here, resource_id: Id, older: Place = None) -> Response:
    entry = the_entry(here, resource_id)
    threads, further = about(here, resource_id, Cursor.read(older))
    cards = on_resource(here, resource_id)
    moves = bool(threads) and of_threads.may_hang_elsewhere(here.me)
    return here.page(
        "course/show.html",
        entry=entry,
        threads=threads,
        older=further,
        cards=cards[:MOST_RELATED],
        more_cards=len(cards) > MOST_RELATED,
        beside=beside(here, cards),
        in_list=in_list,
        may_write=may_write(here.me),
        may_keep=policy.may_keep(here.me),
        may_open=of_threads.may_open(here.me),
        successor=successor_of(here, resource_id) if moves and entry.vanished_at else None,
        offered=offered(here) if moves else (),
    )


@doors.post("/{resource_id}/move")
def move(here: Here, resource_id: Id, form: Elsewhere) -> Response:
    actions.move(here, the_entry(here, resource_id), form.onto)
    return here.go(f"/resources/{form.onto}?said=moved")
