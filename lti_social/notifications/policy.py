"""Who may say how notices reach people."""

from lti_social.cohorts.here import Me
from lti_social.cohorts.policy import may_set_up


def may_set_rhythm(me: Me) -> bool:
    """When the cohort's digest goes out."""
    return may_set_up(me)
