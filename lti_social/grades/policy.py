"""Who has something told to the LMS, and of whom."""

from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Role


def may_report(me: Me) -> bool:
    """Completion and grades go to the LMS by the trainer's will alone."""
    return me.role is Role.instructor


def is_gradable(role: Role) -> bool:
    """An LMS takes no grade for who teaches there."""
    return role is Role.learner
