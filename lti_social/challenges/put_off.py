"""What follows when dates are put off: features above say what."""

from collections.abc import Callable, Mapping
from datetime import datetime

from lti_social.challenges.models import Challenge
from lti_social.core.wall import Database

Dates = Mapping[str, datetime | None]
Follow = Callable[[Database, Challenge, Dates], None]

PUT_OFF: list[Follow] = []


def put_off(db: Database, challenge: Challenge, before: Dates) -> None:
    """It has its new dates; `before` are those that it had."""
    db.flush()
    for follow in PUT_OFF:
        follow(db, challenge, before)
