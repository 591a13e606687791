"""Who may do what with reviews."""

from lti_social.cohorts.here import Me
from lti_social.cohorts.policy import may_post, may_write


def may_see_readers(me: Me) -> bool:
    """Who reads what, by name."""
    return me.teaches


def may_arrange(me: Me) -> bool:
    """Change who reads what."""
    return may_write(me) and me.teaches


def may_volunteer(me: Me) -> bool:
    return may_post(me)
