"""The launch: an LMS answers our question, and somebody comes in.

It takes two steps, so that no database transaction waits for the network. `prepare`
believes the answer or refuses it, and may fetch the LMS's keys on the way. `spend` then
uses it up, inside the transaction in which the product lets the visitor in: of two uses
at once, one is refused. There is a `Launch` only after both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, and_, bindparam, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from lti_social.core.asking import ask_house
from lti_social.core.clock import now
from lti_social.core.db import Moment
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database
from lti_social.lti import checks
from lti_social.lti.adapter import Message, state_in
from lti_social.lti.attempts import State
from lti_social.lti.claims import DEPLOYMENT, Claims, Kind, identifier
from lti_social.lti.deep_link import Wanted, wanted_in
from lti_social.lti.deployments import accept_named, let_wait
from lti_social.lti.models import Deployment, Platform, SpentNonce
from lti_social.lti.platforms import OF_CLIENT, Registration, plain
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
    sender: AnyRow  # the LMS and that deployment, as they were known when it came
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
    state = State.opened(tool.seal, state_in(form))
    if not state.is_from(cookies):
        raise LaunchRefused(Reason.other_browser)
    message = Message(form.get("id_token", ""))
    sender = _check_origin(reads, tool, message, state)
    registration = plain(sender)
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
        state=state,
    )


def spend(db: Database, prepared: Prepared) -> Launch:
    """Use the answer up, in the caller's transaction.

    Where it comes from a deployment that nobody knows yet, that transaction ends here: it
    is written down that the deployment waits, and the launch is refused.
    """
    registration = prepared.registration
    deployment_id = prepared.sender.deployment_id
    if not _spend_nonce(db, prepared, deployment_id):
        deployment_id = _deployment_id(db, prepared)
        if not _spend_nonce(db, prepared, deployment_id):  # declined in this very moment
            raise LaunchRefused(Reason.deployment_declined, deployment=prepared.deployment)
    _note(db, prepared)
    family = prepared.said.family or registration.family  # not each launch tells it
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


_SENDER = OF_CLIENT.add_columns(
    *(Platform.launched_at, Deployment.id.label("deployment_id"))
).outerjoin(
    Deployment,
    and_(Deployment.platform_id == Platform.id, Deployment.lms_id == bindparam("lms_id")),
)


def _check_origin(reads: Engine, tool: Tool, message: Message, state: State) -> AnyRow:
    """That the LMS that was asked wrote this for us. Returns what we know of it."""
    checks.check_sender(message.claims, state)
    kid = checks.check_header(message.header)
    asked = {"issuer": state.issuer, "client_id": state.client_id}
    named = {"lms_id": identifier(message.claims.get(DEPLOYMENT))}
    found = ask_house(reads, _SENDER, asked | named)
    if not found:
        raise LaunchRefused(Reason.unknown_platform, **asked)
    sender, known = found[0], plain(found[0])
    keys = tool.keysets.named(kid, jwks_url=known.jwks_url, typed=known.typed_hosts)
    message.verify(known, keys)
    return sender


def _wanted(claims: Claims, kind: Kind, registration: Registration) -> Wanted | None:
    if kind is not Kind.deep_linking:
        return None
    return wanted_in(claims, registration, str(claims[DEPLOYMENT]))


# By a deployment that is welcome while this is written, whatever was known before.
_SPENDING = insert(SpentNonce).from_select(
    [SpentNonce.platform_id, SpentNonce.nonce_hash, SpentNonce.spent_at],
    select(
        *(Deployment.platform_id, bindparam("nonce_hash"), bindparam("at", type_=Moment)),
    ).where(
        Deployment.id == bindparam("deployment_id"),
        Deployment.accepted_at.is_not(None),
        Deployment.declined_at.is_(None),
    ),
)


def _spend_nonce(db: Database, prepared: Prepared, deployment_id: int | None) -> bool:
    """False where that deployment is not welcome, or is none."""
    if deployment_id is None:
        return False
    nonce = {"nonce_hash": prepared.state.nonce_hash, "at": now()}
    try:
        spent = db.change(_SPENDING, nonce | {"deployment_id": deployment_id})
    except IntegrityError as error:  # its unique key: this transaction comes to nothing
        raise LaunchRefused(Reason.replayed) from error
    return spent.rowcount == 1


_WELCOME = (
    select(
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


def _deployment_id(db: Database, prepared: Prepared) -> int:
    """The one that is welcome by now, or why there is none."""
    platform_id, deployment = prepared.registration.id, prepared.deployment
    asked = {"platform_id": platform_id, "lms_id": deployment}
    found = db.rows(_WELCOME, asked).one_or_none()
    if found is None:  # removed a moment ago
        raise LaunchRefused(Reason.unknown_platform, platform_id=platform_id)
    if found.declined_at:
        raise LaunchRefused(Reason.deployment_declined, deployment=deployment)
    if found.accepted_at:
        return int(found.deployment_id)
    if not found.accepts_all_deployments:
        let_wait(db, platform_id, deployment, prepared.said.context_title)
        db.commit()  # this much is kept of a launch that does not happen
        raise LaunchRefused(Reason.deployment_pending, deployment=deployment)
    accept_named(db, platform_id, [deployment], by=None)
    return int(db.rows(_WELCOME, asked).one().deployment_id)


def _note(db: Database, prepared: Prepared) -> None:
    """Which product the LMS is, and, for its administrators, when it was last heard of.
    One launch in many writes that: a crowd must not queue here."""
    sender, family = prepared.sender, prepared.said.family
    if family and family != sender.family:
        this = update(Platform).where(Platform.id == sender.id)
        db.execute(this.values(family=family))
    if sender.launched_at is None or now() - sender.launched_at > OFTEN:
        this = update(Platform).where(Platform.id == sender.id)
        stale = or_(Platform.launched_at.is_(None), Platform.launched_at < now() - OFTEN)
        db.execute(this.where(stale).values(launched_at=now()))
