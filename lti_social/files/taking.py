"""Taking in the files that come with a form, before the door that the form is for.

Looking at a file may take a second. So it is done between two visits to the database, one
file after the other: there the sender holds no connection, and others do not wait.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from anyio import to_thread
from fastapi import Request

from lti_social.cohorts.door import is_a_visitor, step_into
from lti_social.cohorts.here import Here
from lti_social.core.again import until_done
from lti_social.core.errors import Problem, Unaccepted
from lti_social.core.files import fresh_key
from lti_social.core.text import one_line
from lti_social.files.actions import Kept, begin_sending, send
from lti_social.files.forms import LONGEST
from lti_social.files.kinds import TOO_LARGE, Refused
from lti_social.files.looking import look
from lti_social.files.models import Attachment
from lti_social.web.hop import Ask, cross, read_form
from lti_social.web.uploads import BROKEN, GOES, Upload, brings_files, read_parts

SLOT, SHOWS = "file", "shows"  # names of fields; what follows them is the same for both

Done = TypeVar("Done")


async def take_in(request: Request, cohort_id: int) -> Ask:
    """The form. Files that came with it are drafts by now, and it names them by number.

    What is wrong with one is said by its name; the text and the other files are kept.
    """
    if not brings_files(request):
        return Ask(request, await read_form(request))
    asking = Ask(request, {})
    known = await cross(request, lambda: is_a_visitor(asking))
    sent = await read_parts(request, limit=asking.settings.file_bytes, keep=known)
    ask = Ask(request, sent.form)
    uploads = [one for one in sent.uploads if one.whole and (one.name or one.size)]
    try:
        if not known or (sent.whole and not uploads):
            return ask  # strangers hear from the door itself
        wrong = await _take(ask, cohort_id, uploads)
    finally:
        sent.close()
    if wrong or not sent.whole:
        raise Unaccepted(None if sent.whole else BROKEN, fields=wrong)
    return ask


async def _take(ask: Ask, cohort_id: int, uploads: list[Upload]) -> dict[str, str]:
    """Makes drafts of those that are accepted; what is wrong with the others, by name."""
    request, form = ask.request, ask.form
    await cross(request, lambda: _enter(ask, cohort_id, begin_sending))
    kept, wrong = [], {}
    for upload in uploads:
        shows = form.pop(f"{SHOWS}{upload.slot.removeprefix(SLOT)}", "")
        try:
            look = partial(_look_and_keep, ask, cohort_id, upload, shows)
            kept.append(await to_thread.run_sync(look, limiter=request.app.state.darkroom))
        except Refused as refused:
            wrong[upload.name] = str(refused)
    sent = await cross(request, lambda: _enter(ask, cohort_id, partial(_send, kept=kept)))
    form.update({f"{GOES}{draft.id}": draft.shows for draft in sent})
    return wrong


def _enter(ask: Ask, cohort_id: int, act: Callable[[Here], Done]) -> Done:
    def work() -> Done:
        with step_into(ask, cohort_id) as here:
            return act(here)

    return until_done(work)


def _look_and_keep(ask: Ask, cohort_id: int, upload: Upload, shows: str) -> Kept:
    if upload.size > ask.settings.file_bytes:
        raise Refused(TOO_LARGE)
    looked = look(upload.name, upload.content)
    key = fresh_key(cohort_id)
    ask.files.keep(key, looked.content)
    return Kept(looked, key, one_line(shows)[:LONGEST])


def _send(here: Here, *, kept: list[Kept]) -> list[Attachment]:
    """Bytes that find no room are not left for the night's tidying."""
    try:
        return send(here, kept)
    except Problem:
        for one in kept:
            here.ask.files.forget(one.key)
        raise
