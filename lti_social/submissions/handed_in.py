"""What follows when something is handed in or withdrawn: features above say what."""

from collections.abc import Callable

from lti_social.core.wall import Database
from lti_social.submissions.models import Submission

Look = Callable[[Database, Submission], None]

HANDED_IN: list[Look] = []
WITHDRAWN: list[Look] = []
REVISED: list[Look] = []


def handed_in(db: Database, submission: Submission) -> None:
    """For the first time, or again after it was withdrawn."""
    db.flush()
    for look in HANDED_IN:
        look(db, submission)


def withdrawn(db: Database, submission: Submission) -> None:
    db.flush()
    for look in WITHDRAWN:
        look(db, submission)


def revised(db: Database, submission: Submission) -> None:
    """Or kept as it is, for good."""
    db.flush()
    for look in REVISED:
        look(db, submission)
