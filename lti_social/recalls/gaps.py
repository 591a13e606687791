"""When a card comes back to somebody: at growing gaps, and never two at a time."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from lti_social.recalls.models import Asking

GAPS: Mapping[Asking, Sequence[int]] = {  # days since it was saved, or told of
    Asking.remember: (2, 7, 21, 60),
    Asking.keep_up: (30, 60, 90),
}


def due(asking: Asking, since: date, step: int) -> date | None:
    """The day of a step; None after the last one."""
    gaps = GAPS[asking]
    return since + timedelta(days=gaps[step]) if step < len(gaps) else None


def asked(asking: Asking, since: date, step: int, today: date) -> int:
    """What is asked today where `step` came next: those that were missed are left out."""
    past = [n for n, gap in enumerate(GAPS[asking]) if since + timedelta(gap) <= today]
    return max([step, *past])
