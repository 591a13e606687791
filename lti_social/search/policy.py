"""Who may say what of what is found: to find, it is enough to be there."""

from lti_social.cohorts.here import Me
from lti_social.cohorts.policy import may_write


def may_say_found(me: Me) -> bool:
    return may_write(me)
