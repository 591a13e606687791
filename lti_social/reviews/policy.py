"""Who may do what with reviews."""

from collections.abc import Collection

from lti_social.challenges.phases import Phase
from lti_social.cohorts.here import Me
from lti_social.cohorts.policy import may_post, may_write
from lti_social.reviews.known import UNDER_WAY
from lti_social.reviews.models import By, Review, State
from lti_social.reviews.situation import COMING

WRITABLE = (*COMING, State.expired)  # late is better than never: nobody is stopped


def may_see_readers(me: Me) -> bool:
    """Who reads what, by name."""
    return me.teaches


def may_arrange(me: Me) -> bool:
    """Change who reads what."""
    return may_write(me) and me.teaches


def may_volunteer(me: Me) -> bool:
    return may_post(me)


def may_calibrate(me: Me) -> bool:
    return may_post(me)


def may_review(me: Me, phase: Phase, review: Review) -> bool:
    """As long as reviews are under way, theirs; what is sent stays as it is."""
    is_theirs = review.member_id == me.id and review.state in WRITABLE
    return may_post(me) and phase in UNDER_WAY and is_theirs


def may_decline(me: Me, phase: Phase, review: Review) -> bool:
    """Of what one wrote oneself there is no conflict."""
    is_asked = review.state in COMING and review.by is not By.oneself
    return may_review(me, phase, review) and is_asked


def may_take_longer(me: Me, phase: Phase, review: Review) -> bool:
    """Once."""
    has_a_day = review.due_at is not None and review.extended_at is None
    return may_review(me, phase, review) and review.state in COMING and has_a_day


def may_rate(me: Me, authors: Collection[int], review: Review) -> bool:
    """What somebody else said of one's own work."""
    return may_post(me) and me.id in authors and review.member_id != me.id
