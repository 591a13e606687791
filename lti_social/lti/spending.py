"""Using a launch up: the second of its two steps (lti.launch), inside a transaction."""

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from lti_social.core.clock import now
from lti_social.core.db import Moment
from lti_social.core.wall import Database
from lti_social.lti.deployments import accept_named, let_wait
from lti_social.lti.launch import Launch, Prepared
from lti_social.lti.models import Deployment, Platform, SpentNonce
from lti_social.lti.reasons import LaunchRefused, Reason
from lti_social.lti.senders import (
    NAMED_THERE,
    OFTEN,
    STANDING,
    Outdated,
    is_heard_of_lately,
    tells_news,
)


def spend(db: Database, prepared: Prepared) -> Launch:
    """Use the answer up, in the caller's transaction.

    Where it comes from a deployment that nobody knows yet, that transaction ends here: it
    is written down that the deployment waits, and the launch is refused. Outdated where the
    sender is not what it was when the message was believed: nothing is used up then.
    """
    registration = prepared.registration
    deployment_id = prepared.sender.deployment_id
    if not _spend_nonce(db, prepared, deployment_id):
        if prepared.is_remembered:
            raise Outdated
        deployment_id = _deployment_id(db, prepared)
        if not _spend_nonce(db, prepared, deployment_id):  # changed in this very moment
            raise Outdated
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


# By a deployment that is welcome while this is written, whatever was known before, of a
# registration that is what it was when the message was believed.
_SPENDING = insert(SpentNonce).from_select(
    [SpentNonce.platform_id, SpentNonce.nonce_hash, SpentNonce.spent_at],
    select(
        *(Deployment.platform_id, bindparam("nonce_hash"), bindparam("at", type_=Moment)),
    )
    .join(Platform, Platform.id == Deployment.platform_id)
    .where(
        Deployment.id == bindparam("deployment_id"),
        Deployment.accepted_at.is_not(None),
        Deployment.declined_at.is_(None),
        Deployment.lms_id == bindparam("deployment"),
        Platform.issuer == bindparam("issuer"),
        Platform.client_id == bindparam("client_id"),
        bindparam("standing") == STANDING,
    ),
)


def _spend_nonce(db: Database, prepared: Prepared, deployment_id: int | None) -> bool:
    """False where that deployment is not welcome, or is none, or is another's by now."""
    if deployment_id is None:
        return False
    nonce = {"nonce_hash": prepared.state.nonce_hash, "at": now()}
    registration = prepared.registration
    sender = {
        "deployment_id": deployment_id,
        "deployment": prepared.deployment,
        "issuer": registration.issuer,
        "client_id": registration.client_id,
        "standing": prepared.sender.standing,
    }
    try:
        spent = db.change(_SPENDING, nonce | sender)
    except IntegrityError as error:  # its unique key: this transaction comes to nothing
        raise LaunchRefused(Reason.replayed) from error
    return spent.rowcount == 1


_WELCOME = (
    select(
        *(Platform.accepts_all_deployments, Deployment.id.label("deployment_id")),
        *(Deployment.accepted_at, Deployment.declined_at),
    )
    .outerjoin(Deployment, NAMED_THERE)
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
    if tells_news(family, sender):
        this = update(Platform).where(Platform.id == sender.id)
        db.execute(this.values(family=family))
    if not is_heard_of_lately(sender):
        this = update(Platform).where(Platform.id == sender.id)
        stale = or_(Platform.launched_at.is_(None), Platform.launched_at < now() - OFTEN)
        db.execute(this.where(stale).values(launched_at=now()))
