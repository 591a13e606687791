"""What follows when a challenge is cancelled: features above say what."""

from collections.abc import Callable

from lti_social.challenges.models import Challenge
from lti_social.core.wall import Database

CANCELLED: list[Callable[[Database, Challenge], None]] = []


def cancelled(db: Database, challenge: Challenge) -> None:
    """What is in it stays as it is."""
    db.flush()
    for follow in CANCELLED:
        follow(db, challenge)
