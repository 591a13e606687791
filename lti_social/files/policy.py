"""Who may send files, and see what room is left."""

from lti_social.cohorts.here import Me
from lti_social.cohorts.policy import may_write


def may_send(me: Me) -> bool:
    return may_write(me)


def may_see_room(me: Me) -> bool:
    return me.teaches
