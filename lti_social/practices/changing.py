"""What follows whenever others would see a card differently: features above say what."""

from collections.abc import Callable

from lti_social.core.wall import Database
from lti_social.practices import finding
from lti_social.practices.models import Practice

Look = Callable[[Database, Practice], None]

_WATCHING: list[Look] = []
THROWN_AWAY: list[Look] = []  # what a feature does before a draft goes for good


def watches(look: Look) -> Look:
    """A feature says, once, what it does in the same transaction when a card is published,
    changed, archived, hidden or shown again."""
    _WATCHING.append(look)
    return look


def changed(db: Database, card: Practice) -> None:
    db.flush()
    finding.refresh(db, card)
    for look in _WATCHING:
        look(db, card)
