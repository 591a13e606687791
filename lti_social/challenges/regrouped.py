"""What follows when people change teams, or a challenge its format: features above say."""

from collections.abc import Callable, Mapping

from lti_social.challenges.models import Challenge
from lti_social.core.wall import Database

Teams = Mapping[int, frozenset[int]]  # who (ids) is in which team
Follow = Callable[[Database, Challenge, Teams], None]

REGROUPED: list[Follow] = []


def regrouped(db: Database, challenge: Challenge, before: Teams) -> None:
    """Teams and format are as they are to be; `before` is who was in which team."""
    db.flush()
    for follow in REGROUPED:
        follow(db, challenge, before)
