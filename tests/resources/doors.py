"""Doors of the tests' own into a cohort: what its pages will ask, as plain JSON."""

from io import BytesIO

from fastapi.responses import JSONResponse

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.resources import actions, queries
from lti_social.resources.forms import ByHand, read_cartridge
from lti_social.resources.outlining import Entry
from tests.resources import cartridges

doors = Doors("/tried")


@doors.get("/outline")
def outline(here: Here) -> JSONResponse:
    return JSONResponse([_plain(entry) for entry in queries.outline(here)])


@doors.get("/successor/{resource_id}")
def successor(here: Here, resource_id: Id) -> JSONResponse:
    found = queries.successor_of(here, resource_id)
    return JSONResponse(found and found.title)


@doors.get("/entry/{resource_id}")
def entry(here: Here, resource_id: Id) -> JSONResponse:
    return JSONResponse(_plain(queries.the_entry(here, resource_id)))


@doors.get("/freshness")
def freshness(here: Here) -> JSONResponse:
    states = queries.freshness(here)
    return JSONResponse([[row.source, row.failure, bool(row.asked_at)] for row in states])


@doors.post("/sync")
def sync(here: Here) -> JSONResponse:
    actions.sync_now(here)
    return JSONResponse({})


@doors.post("/cartridge")
def bring(here: Here) -> JSONResponse:
    """The cartridge of the tests; `text` in its place if that was sent."""
    sent = here.ask.form.get("text")
    file = BytesIO(sent.encode()) if sent else cartridges.full()
    listing = read_cartridge(file)
    actions.bring_in_cartridge(here, listing)
    return JSONResponse(len(listing.resources))


@doors.post("/by-hand")
def write(here: Here, form: ByHand) -> JSONResponse:
    return JSONResponse(actions.write_by_hand(here, form.title, form.url))


@doors.post("/by-hand/{resource_id}")
def change(here: Here, resource_id: Id, form: ByHand) -> JSONResponse:
    row = queries.the_resource(here, resource_id)
    actions.change_by_hand(here, row, form.title, form.url)
    return JSONResponse({})


@doors.post("/by-hand/{resource_id}/remove")
def remove(here: Here, resource_id: Id) -> JSONResponse:
    actions.remove_by_hand(here, queries.the_resource(here, resource_id))
    return JSONResponse({})


def _plain(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "title": entry.title,
        "kind": entry.kind.value,
        "depth": entry.depth,
        "greyed": entry.greyed,
        "mark": entry.mark and entry.mark.value,
        "url": entry.url,
        "description": entry.description,
        "files": [file["name"] for file in entry.files],
        "gone": entry.vanished_at is not None,
        "source": entry.source.value,
    }
