"""What follows when a cohort is made: features above say what."""

from lti_social.core.jobs import Handler, later
from lti_social.core.wall import Database

_TOLD: list[Handler] = []


def is_told_of_cohorts(handler: Handler) -> Handler:
    """A feature says, once, which job of its own runs in each new cohort."""
    _TOLD.append(handler)
    return handler


def tell_of_cohort(db: Database, cohort_id: int) -> None:
    """By who made it, in the same transaction, on none."""
    with db.within(cohort_id) as inside:
        for handler in _TOLD:
            later(inside, handler)
