"""Where in an LMS the tool may be used: each new place waits for somebody's yes."""

from collections.abc import Sequence

from sqlalchemy import select

from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.wall import Database, upsert
from lti_social.lti.audit import Event, note
from lti_social.lti.models import Deployment

KEY = ("platform_id", "lms_id")


def waiting(db: Database, platform_id: int | None = None) -> Sequence[Deployment]:
    """Those that nobody has answered, oldest first; of one registration, or of all."""
    asked = select(Deployment).where(
        Deployment.accepted_at.is_(None), Deployment.declined_at.is_(None)
    )
    if platform_id is not None:
        asked = asked.where(Deployment.platform_id == platform_id)
    return db.scalars(asked.order_by(Deployment.id)).all()


def accept_deployment(db: Database, deployment_id: int, by: str | None) -> None:
    """Its people come in from now on. `by` nobody: its registration accepts all."""
    deployment = _the_deployment(db, deployment_id)
    if deployment.accepted_at:
        return
    deployment.accepted_at, deployment.accepted_by = now(), by
    deployment.declined_at = deployment.declined_by = None
    _note(db, Event.deployment_accepted, deployment, by or "registration")


def decline_deployment(db: Database, deployment_id: int, by: str, reason: str = "") -> None:
    """Nobody comes in from there any more, until somebody accepts it after all."""
    deployment = _the_deployment(db, deployment_id)
    if deployment.declined_at:
        return
    deployment.declined_at, deployment.declined_by = now(), by
    deployment.accepted_at = deployment.accepted_by = None
    _note(db, Event.deployment_declined, deployment, by, reason=reason)


def accept_named(
    db: Database, platform_id: int, names: Sequence[str], *, by: str | None
) -> None:
    """Those that somebody gave by the LMS's own ids, launched from or not."""
    if not names:
        return
    rows = [{"platform_id": platform_id, "lms_id": name} for name in names]
    upsert(db, Deployment, rows, key=KEY)
    named = select(Deployment).where(
        Deployment.platform_id == platform_id, Deployment.lms_id.in_(names)
    )
    for deployment in db.scalars(named):
        accept_deployment(db, deployment.id, by)


def let_wait(db: Database, platform_id: int, name: str, course: str | None) -> None:
    """Somebody came from a place that nobody knows yet."""
    row = {"platform_id": platform_id, "lms_id": name, "first_course": course}
    upsert(db, Deployment, [row], key=KEY)


def _the_deployment(db: Database, deployment_id: int) -> Deployment:
    found = db.get(Deployment, deployment_id)
    if found is None:
        raise NotFound
    return found


def _note(db: Database, event: Event, deployment: Deployment, by: str, **more: str) -> None:
    note(
        db,
        event,
        by=by,
        platform_id=deployment.platform_id,
        deployment=deployment.lms_id,
        **more,
    )
