"""The launch: an LMS answers our question, and somebody comes in.

It takes two steps, so that no database transaction waits for the network. `prepare`
believes the answer or refuses it, and may fetch the LMS's keys on the way. `spend` then
uses it up, inside the transaction in which the product lets the visitor in: of two uses
at once, one is refused. There is a `Launch` only after both.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from lti_social.core.rows import AnyRow
from lti_social.lti import checks
from lti_social.lti.adapter import Message, state_in
from lti_social.lti.attempts import State
from lti_social.lti.claims import DEPLOYMENT, Claims, Kind, identifier
from lti_social.lti.deep_link import Wanted, wanted_in
from lti_social.lti.platforms import Registration, plain
from lti_social.lti.reasons import LaunchRefused, Reason
from lti_social.lti.said import Said, said_in
from lti_social.lti.senders import Named, read_sender, tells_news
from lti_social.lti.tool import Tool


@dataclass(frozen=True)
class Prepared:
    """A genuine answer, not yet used."""

    said: Said
    wanted: Wanted | None
    registration: Registration
    deployment: str  # as the LMS names it
    sender: AnyRow  # the LMS and that deployment, as they were known when it came
    is_remembered: bool  # the sender, from an earlier launch
    state: State


@dataclass(frozen=True, kw_only=True)
class Launch(Said):
    """Somebody whom an LMS sends to us, once."""

    platform_id: int
    deployment_id: int
    frame_origins: tuple[str, ...]  # who may show us in a frame
    wanted: Wanted | None  # of deep linking: what is to be chosen
    activity: str  # Moodle's own number of the activity, else empty
    onward: str  # the permalink that this browser tried to open before, else empty
    spent_cookie: str  # the name of the attempt's cookie, good for nothing more


def prepare(
    reads: Engine,
    tool: Tool,
    form: Mapping[str, str],
    cookies: Mapping[str, str],
    *,
    anew: bool = False,
) -> Prepared:
    """The answer in `form`, believed; LaunchRefused where it must not be. `anew`: whatever
    is remembered of its sender."""
    if "error" in form:
        raise _no_from_lms(form)
    state = State.opened(tool.seal, state_in(form))
    if not state.is_from(cookies):
        raise LaunchRefused(Reason.other_browser)
    message = Message(form.get("id_token", ""))
    checks.check_sender(message.claims, state)
    kid = checks.check_header(message.header)
    deployment = identifier(message.claims.get(DEPLOYMENT))
    named = Named(state.issuer, state.client_id, deployment)
    if not anew and (known := _by_memory(tool, message, kid, state, named)):
        return known
    message = Message(form["id_token"])  # what was half believed is begun again
    sender = read_sender(reads, named)
    believed = _believed(tool, message, kid, state, sender)
    tool.senders.remember(named, sender)
    return believed


def _by_memory(
    tool: Tool, message: Message, kid: str, state: State, named: Named
) -> Prepared | None:
    """None where nothing is remembered of its sender, or too little: nobody is refused by
    what stood there once, and what is new is noted by what stands there now."""
    sender = tool.senders.remembered(named)
    if sender is None:
        return None
    with suppress(LaunchRefused):
        believed = _believed(tool, message, kid, state, sender)
        if not tells_news(believed.said.family, sender):
            return replace(believed, is_remembered=True)
    return None


def _believed(
    tool: Tool, message: Message, kid: str, state: State, sender: AnyRow
) -> Prepared:
    registration = plain(sender)
    keys = tool.keysets.named(
        kid, jwks_url=registration.jwks_url, typed=registration.typed_hosts
    )
    message.verify(registration, keys)
    checks.check_clock(message.claims)
    checks.check_nonce(message.claims, state)
    kind = checks.check_kind(message.claims)
    checks.check_content(message.claims, kind)
    wanted = _wanted(message.claims, kind, registration)
    message.validate()
    checks.check_target(message.claims, state, tool.url)
    return Prepared(
        said=said_in(message.claims, state.target, registration.role_overrides),
        wanted=wanted,
        registration=registration,
        deployment=str(message.claims[DEPLOYMENT]),
        sender=sender,
        is_remembered=False,
        state=state,
    )


_NO = {"access_denied", "login_required", "interaction_required", "consent_required"}


def _no_from_lms(form: Mapping[str, str]) -> LaunchRefused:
    reason = Reason.lms_denied if form["error"] in _NO else Reason.lms_misconfigured
    return LaunchRefused(
        reason, error=form["error"], description=form.get("error_description")
    )


def _wanted(claims: Claims, kind: Kind, registration: Registration) -> Wanted | None:
    if kind is not Kind.deep_linking:
        return None
    return wanted_in(claims, registration, str(claims[DEPLOYMENT]))
