"""Who may place what in the LMS's course, carry over, and look at somebody's posts."""

from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Role
from lti_social.core.errors import N_
from lti_social.placements.models import Picking

PLACES = (Role.instructor, Role.assistant, Role.designer)
ONLY_TRAINERS = N_(
    "Only trainers of the course can place something in it from here. Administrators of "
    "the LMS take the trainer’s chair of the cohort first."
)
NOT_YOURS = N_("Somebody else is choosing here. Open the choice again from your course.")
ONLY_WHERE_YOU_TEACH = N_("You can carry over from a course only if you teach in both.")
ONLY_OWN_WORK = N_("You can look at your own contributions here, not at those of others.")


def may_place(me: Me) -> bool:
    return me.role in PLACES


def may_choose(me: Me, picking: Picking) -> bool:
    return may_place(me) and me.id == picking.member_id


def may_carry_over(me: Me) -> bool:
    return me.role is Role.instructor


def may_review(me: Me, member_id: int) -> bool:
    """Everybody their own; trainers anybody's, as the LMS's gradebook asks them to."""
    return me.id == member_id or me.role is Role.instructor
