"""Who may do what with a challenge."""

from lti_social.challenges.models import Challenge, Standing
from lti_social.cohorts.here import Me
from lti_social.cohorts.policy import may_begin

UNSEEN = (Standing.draft, Standing.proposed, Standing.declined)


def may_see(me: Me, challenge: Challenge) -> bool:
    is_theirs = me.teaches or me.id == challenge.author_id
    return is_theirs or challenge.standing not in UNSEEN


def may_make(me: Me) -> bool:
    return may_begin(me) and me.teaches


def may_propose(me: Me) -> bool:
    return may_begin(me)
