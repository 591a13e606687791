"""Who answers what comes back, and who looks after a card."""

from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Role
from lti_social.cohorts.policy import may_act, may_post


def may_answer(me: Me) -> bool:
    """What comes back to them: nobody else learns it, so in an archive too."""
    return may_act(me)


def may_care(me: Me, *, is_theirs: bool) -> bool:
    """Read a card again, and say when next: its owner and who writes it, the team, and
    content developers."""
    return may_post(me) and (is_theirs or me.teaches or me.role is Role.designer)


def may_take(me: Me, *, is_theirs: bool, is_vacant: bool) -> bool:
    """Answer for a card: where nobody does, whoever offers to."""
    return may_post(me) and (is_vacant or may_care(me, is_theirs=is_theirs))


def may_leave(me: Me, *, is_owner: bool) -> bool:
    """No longer answer for it; the team may say so of others."""
    return may_post(me) and (is_owner or me.teaches)


def may_ask(me: Me) -> bool:
    """For an update."""
    return may_post(me)
