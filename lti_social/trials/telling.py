"""What follows whenever others would see a trial differently: features above say what."""

from collections.abc import Callable

from lti_social.core.wall import Database
from lti_social.trials.models import Trial

Heed = Callable[[Database, Trial], None]

_HEEDING: list[Heed] = []


def heeds(heed: Heed) -> Heed:
    """A feature says, once, what it does in the same transaction when a trial is told,
    changed, withdrawn, hidden or shown again."""
    _HEEDING.append(heed)
    return heed


def was_told(db: Database, trial: Trial) -> None:
    db.flush()
    for heed in _HEEDING:
        heed(db, trial)
