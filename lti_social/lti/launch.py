"""The launch: an LMS answers our question, and somebody comes in.

It takes two steps, so that no database transaction waits for the network. `prepare`
believes the answer or refuses it, and may fetch the LMS's keys on the way. `spend` then
uses it up, inside the transaction in which the product lets the visitor in: of two uses
at once, one is refused. There is a `Launch` only after both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, and_, bindparam, or_, select, update

from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database, open_house, upsert
from lti_social.lti import checks
from lti_social.lti.adapter import Message
from lti_social.lti.attempts import State
from lti_social.lti.claims import DEPLOYMENT, Claims, Kind
from lti_social.lti.deep_link import Wanted, wanted_in
from lti_social.lti.deployments import accept_named, let_wait
from lti_social.lti.models import Deployment, Platform, SpentNonce
from lti_social.lti.platforms import Registration, the_registration
from lti_social.lti.reasons import LaunchRefused, Reason
from lti_social.lti.said import Said, said_in
from lti_social.lti.tool import Tool

OFTEN = timedelta(minutes=10)  # how exactly we know when an LMS was last heard of


@dataclass(frozen=True)
class Prepared:
    """A genuine answer, not yet used."""

    said: Said
    wanted: Wanted | None
    registration: Registration
    deployment: str  # as the LMS names it
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
    reads: Engine, tool: Tool, form: Mapping[str, str], cookies: Mapping[str, str]
) -> Prepared:
    """The answer in `form`, believed; LaunchRefused where it must not be."""
    if "error" in form:
        raise _no_from_lms(form)
    state = State.opened(tool.seal, form.get("state", ""))
    if not state.is_from(cookies):
        raise LaunchRefused(Reason.other_browser)
    message = Message(form.get("id_token", ""))
    registration = _check_origin(reads, tool, message, state)
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
        state=state,
    )


def spend(db: Database, prepared: Prepared) -> Launch:
    """Use the answer up, in the caller's transaction.

    Where it comes from a deployment that nobody knows yet, that transaction ends here: it
    is written down that the deployment waits, and the launch is refused.
    """
    registration = prepared.registration
    asked = {"platform_id": registration.id, "lms_id": prepared.deployment}
    sender = db.rows(_SENDER, asked).one_or_none()
    if sender is None:  # removed a moment ago
        raise LaunchRefused(Reason.unknown_platform, platform_id=registration.id)
    deployment_id = _deployment_id(db, sender, prepared)
    _spend_nonce(db, prepared)
    _note(db, sender, prepared)
    family = prepared.said.family or sender.family  # not each launch tells it
    said = vars(prepared.said) | {"family": family}
    return Launch(
        platform_id=registration.id,
        deployment_id=deployment_id,
        frame_origins=registration.frame_origins,
        wanted=prepared.wanted,
        activity=prepared.state.activity,
        onward=prepared.state.onward,
        spent_cookie=prepared.state.cookie,
        **said,
    )


_NO = {"access_denied", "login_required", "interaction_required", "consent_required"}


def _no_from_lms(form: Mapping[str, str]) -> LaunchRefused:
    reason = Reason.lms_denied if form["error"] in _NO else Reason.lms_misconfigured
    return LaunchRefused(
        reason, error=form["error"], description=form.get("error_description")
    )


def _check_origin(
    reads: Engine, tool: Tool, message: Message, state: State
) -> Registration:
    """That the LMS that was asked wrote this for us. Returns what we know of it."""
    checks.check_sender(message.claims, state)
    kid = checks.check_header(message.header)
    with open_house(reads) as db:
        registration = the_registration(db, state.issuer, state.client_id)
    keys = tool.keysets.named(
        kid, jwks_url=registration.jwks_url, typed=registration.typed_hosts
    )
    message.verify(registration, keys)
    return registration


def _wanted(claims: Claims, kind: Kind, registration: Registration) -> Wanted | None:
    if kind is not Kind.deep_linking:
        return None
    return wanted_in(claims, registration, str(claims[DEPLOYMENT]))


_SENDER = (
    select(
        *(Platform.id, Platform.family, Platform.launched_at),
        *(Platform.accepts_all_deployments, Deployment.id.label("deployment_id")),
        *(Deployment.accepted_at, Deployment.declined_at),
    )
    .outerjoin(
        Deployment,
        and_(
            Deployment.platform_id == Platform.id, Deployment.lms_id == bindparam("lms_id")
        ),
    )
    .where(Platform.id == bindparam("platform_id"))
)


def _deployment_id(db: Database, sender: AnyRow, prepared: Prepared) -> int:
    if sender.declined_at:
        raise LaunchRefused(Reason.deployment_declined, deployment=prepared.deployment)
    if sender.accepted_at:
        return int(sender.deployment_id)
    if not sender.accepts_all_deployments:
        let_wait(db, sender.id, prepared.deployment, prepared.said.context_title)
        db.commit()  # this much is kept of a launch that does not happen
        raise LaunchRefused(Reason.deployment_pending, deployment=prepared.deployment)
    accept_named(db, sender.id, [prepared.deployment], by=None)
    asked = {"platform_id": sender.id, "lms_id": prepared.deployment}
    return int(db.rows(_SENDER, asked).one().deployment_id)


def _spend_nonce(db: Database, prepared: Prepared) -> None:
    key = {
        "platform_id": prepared.registration.id,
        "nonce_hash": prepared.state.nonce_hash,
    }
    if upsert(db, SpentNonce, [key], key=list(key)).rowcount == 0:
        raise LaunchRefused(Reason.replayed)


def _note(db: Database, sender: AnyRow, prepared: Prepared) -> None:
    """Which product the LMS is, and, for its administrators, when it was last heard of.
    One launch in many writes that: a crowd must not queue here."""
    this = update(Platform).where(Platform.id == sender.id)
    family = prepared.said.family
    if family and family != sender.family:
        db.execute(this.values(family=family))
    if sender.launched_at is None or now() - sender.launched_at > OFTEN:
        stale = or_(Platform.launched_at.is_(None), Platform.launched_at < now() - OFTEN)
        db.execute(this.where(stale).values(launched_at=now()))
