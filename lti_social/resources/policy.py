"""Who may do what with the course's resources."""

from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Role

KEEPERS = (Role.instructor, Role.designer, Role.admin)


def may_keep(me: Me) -> bool:
    """Have the course read again, bring in a cartridge, write and remove entries."""
    return me.role in KEEPERS


def may_see_hidden(me: Me) -> bool:
    """What the LMS hides from learners, with a mark."""
    return me.teaches or me.role is Role.designer
