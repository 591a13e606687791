"""Who may do what with a challenge."""

from lti_social.challenges.models import Challenge, Standing
from lti_social.challenges.phases import RUNNING, Phase
from lti_social.challenges.phases import phase as phase_of
from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Role
from lti_social.cohorts.policy import may_begin, may_post, may_write
from lti_social.core.clock import now

UNSEEN = (Standing.draft, Standing.proposed, Standing.declined)
ANNOUNCED = (Phase.scheduled, *RUNNING)
CHANGEABLE = (Phase.draft, *ANNOUNCED)
DONE = (Phase.closed, Phase.cancelled)


def may_see(me: Me, challenge: Challenge) -> bool:
    is_theirs = me.teaches or me.id == challenge.author_id
    return is_theirs or challenge.standing not in UNSEEN


def may_make(me: Me) -> bool:
    """A draft of their own; content developers write, the team announces."""
    return may_begin(me) and (me.teaches or me.role is Role.designer)


def may_propose(me: Me) -> bool:
    return may_begin(me)


def may_change(me: Me, challenge: Challenge) -> bool:
    """What it says: the team until it is over; who proposed it, until the team decides."""
    if not may_post(me):
        return False
    phase = phase_of(challenge, now())
    if me.teaches and phase in CHANGEABLE:
        return True
    is_theirs = me.id == challenge.author_id
    drafts = phase is Phase.draft and me.role is Role.designer
    return is_theirs and (drafts or phase is Phase.proposed)


def may_throw_away(me: Me, challenge: Challenge, *, accepted: bool) -> bool:
    """Their own, until it is announced; what was `accepted` is the team's, too."""
    is_early = challenge.standing in (Standing.draft, Standing.proposed)
    return may_post(me) and me.id == challenge.author_id and is_early and not accepted


def may_lead(me: Me) -> bool:
    """Announce, put off, cancel, archive; teams; what becomes of proposals."""
    return may_write(me) and me.teaches


def may_announce(me: Me) -> bool:
    """Unlike the other decisions, it opens something new."""
    return may_begin(me) and me.teaches


def may_see_teams(me: Me) -> bool:
    return me.teaches
