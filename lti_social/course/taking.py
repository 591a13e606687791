"""Reading a cartridge that comes with a form, before the door that the form is for.

It may take a while, so nobody's connection to the database waits for it.
"""

from anyio import to_thread
from fastapi import Request

from lti_social.cohorts.door import is_a_visitor, step_into
from lti_social.cohorts.here import require
from lti_social.core.errors import N_, Invalid
from lti_social.resources import policy
from lti_social.resources.forms import read_cartridge
from lti_social.web.hop import Ask, cross, read_form
from lti_social.web.uploads import BROKEN, Sent, brings_files, read_parts

LARGEST = 200 * 1024 * 1024
TOO_LARGE = N_("This file is too large: 200 megabytes is the most.")


async def take_cartridge(request: Request, cohort_id: int) -> Ask:
    """The form; what the cartridge lists is on the request, None where there was none."""
    request.state.listing = None
    if not brings_files(request):
        return Ask(request, await read_form(request))
    asking = Ask(request, {})
    known = await cross(request, lambda: is_a_visitor(asking))
    sent = await read_parts(request, limit=LARGEST, keep=known)
    ask = Ask(request, sent.form)
    try:
        if known:  # strangers hear from the door itself
            await cross(request, lambda: _require_keeper(ask, cohort_id))
            await _read(request, sent)
    finally:
        sent.close()
    return ask


def _require_keeper(ask: Ask, cohort_id: int) -> None:
    with step_into(ask, cohort_id) as here:
        require(policy.may_keep(here.me))


async def _read(request: Request, sent: Sent) -> None:
    if not sent.whole:
        raise Invalid(BROKEN)
    uploads = [one for one in sent.uploads if one.size]
    if not uploads:
        return
    if uploads[0].size > LARGEST:
        raise Invalid(TOO_LARGE)
    request.state.listing = await to_thread.run_sync(
        read_cartridge, uploads[0].content, limiter=request.app.state.darkroom
    )
