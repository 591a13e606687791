"""In which phase a challenge is: of what people decided, and of its dates."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from lti_social.challenges.models import Standing
from lti_social.core.errors import N_


class Dated(Protocol):
    @property
    def standing(self) -> Standing: ...
    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def submit_by(self) -> datetime | None: ...
    @property
    def review_by(self) -> datetime | None: ...
    @property
    def revise_by(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...


class Phase(StrEnum):
    """`revising` is the end of `reviewing`: reviews are released, and answered."""

    draft = "draft"
    proposed = "proposed"
    declined = "declined"
    scheduled = "scheduled"
    open = "open"
    reviewing = "reviewing"
    revising = "revising"
    debrief = "debrief"
    closed = "closed"
    archived = "archived"
    cancelled = "cancelled"

    @property
    def words(self) -> str:
        return PHASES[self]


PHASES = {
    Phase.draft: N_("Draft"),
    Phase.proposed: N_("Proposed"),
    Phase.declined: N_("Declined"),
    Phase.scheduled: N_("Announced"),
    Phase.open: N_("Handing in"),
    Phase.reviewing: N_("Reviews"),
    Phase.revising: N_("Revision"),
    Phase.debrief: N_("Debrief"),
    Phase.closed: N_("Over"),
    Phase.archived: N_("Archived"),
    Phase.cancelled: N_("Cancelled"),
}
RUNNING = (Phase.open, Phase.reviewing, Phase.revising, Phase.debrief)
SHOWN = (Phase.scheduled, *RUNNING, Phase.closed, Phase.archived, Phase.cancelled)


def phase(it: Dated, at: datetime) -> Phase:
    """An announced challenge has all its dates, each later than the one before."""
    if it.standing is not Standing.announced:
        return Phase(it.standing.value)
    ends = (
        (it.opens_at, Phase.scheduled),
        (it.submit_by, Phase.open),
        (it.review_by, Phase.reviewing),
        (it.revise_by, Phase.revising),
        (it.closes_at, Phase.debrief),
    )
    return next((now_in for end, now_in in ends if end and at < end), Phase.closed)
