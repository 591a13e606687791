"""The doors of files: sending some ahead of their text, reading them, and the room left."""

from fastapi import Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.files import policy, queries
from lti_social.files.forms import Carrying
from lti_social.files.sending import sent
from lti_social.files.taking import take_in

doors = Doors()


@doors.post("/files", read=take_in)
def send(here: Here, form: Carrying) -> Response:
    """For the script: what was taken in, as pieces of the form that will publish it."""
    require(policy.may_send(here.me))
    return here.page("files/sent.html", files=queries.my_drafts(here, form.goes))


@doors.get("/files/{file_id}/{name}")
def file(here: Here, file_id: Id, name: str) -> Response:
    return sent(here, queries.the_file(here, file_id, name))


@doors.get("/files")
def room(here: Here) -> Response:
    require(policy.may_see_room(here.me))
    return here.page(
        "files/room.html",
        files=queries.largest(here),
        taken=queries.bytes_taken(here.db),
        most=here.ask.settings.cohort_bytes,
    )
