"""The journal: who registered, accepted, opened, read as administrator; kept for good.

An entry outlives what it is about, so it points at nothing: it holds numbers and words.
Its words say what was done to what, never a token, and no person but the one who did it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, Moment
from lti_social.core.errors import N_
from lti_social.core.wall import Database
from lti_social.lti.reasons import tame

OPERATOR = "operator"  # as `by` names whoever runs the tool


class Event(StrEnum):
    invited = "invited"
    invite_revoked = "invite_revoked"
    registered = "registered"
    updated = "updated"
    removed = "removed"
    deployment_accepted = "deployment_accepted"
    deployment_declined = "deployment_declined"
    roles_changed = "roles_changed"
    self_tested = "self_tested"
    access_saved = "access_saved"
    access_forgotten = "access_forgotten"
    keys_rotated = "keys_rotated"
    link_made = "link_made"
    console_opened = "console_opened"
    exported = "exported"
    job_tried_again = "job_tried_again"
    job_forgotten = "job_forgotten"
    chair_taken = "chair_taken"
    chair_left = "chair_left"
    read_as_admin = "read_as_admin"
    decided_as_admin = "decided_as_admin"
    widened = "widened"
    narrowed = "narrowed"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Event.invited: N_("Invite issued"),
    Event.invite_revoked: N_("Invite revoked"),
    Event.registered: N_("LMS registered"),
    Event.updated: N_("Registration changed"),
    Event.removed: N_("Registration removed"),
    Event.deployment_accepted: N_("Deployment accepted"),
    Event.deployment_declined: N_("Deployment declined"),
    Event.roles_changed: N_("Roles changed"),
    Event.self_tested: N_("Self-test run"),
    Event.access_saved: N_("Access to web services saved"),
    Event.access_forgotten: N_("Access to web services forgotten"),
    Event.keys_rotated: N_("Keys rotated"),
    Event.link_made: N_("Console link made"),
    Event.console_opened: N_("Console opened"),
    Event.exported: N_("Journal exported"),
    Event.job_tried_again: N_("Failed work tried again"),
    Event.job_forgotten: N_("Failed work forgotten"),
    Event.chair_taken: N_("Trainer’s chair taken"),
    Event.chair_left: N_("Trainer’s chair left"),
    Event.read_as_admin: N_("Page read as administrator"),
    Event.decided_as_admin: N_("Report or appeal decided as administrator"),
    Event.widened: N_("Practice shown to more people by an administrator"),
    Event.narrowed: N_("Practice shown to fewer people by an administrator"),
}


class AuditEntry(Base):
    """One thing that was done. `by` is a plain name: `operator`, or `Michel (LMS)`."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "event", "id"),
        Index(None, "platform_id", "id"),
        Index(None, "by", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    event: Mapped[Event]
    by: Mapped[str]
    platform_id: Mapped[int | None]  # whose registration it concerns
    cohort_id: Mapped[int | None]  # where it happened, if in a cohort
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)


def note(
    db: Database,
    event: Event,
    *,
    by: str,
    platform_id: int | None = None,
    **detail: str | int | None,
) -> None:
    """Put it on record, with what `db` saves; the cohort is the one that `db` is in."""
    told = {name: tame(value) for name, value in detail.items()}
    db.add(
        AuditEntry(
            event=event,
            by=tame(by),
            platform_id=platform_id,
            cohort_id=db.cohort_id,
            detail=told,
        )
    )
