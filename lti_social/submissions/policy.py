"""Who may hand in, change, and see what was handed in."""

from collections.abc import Collection

from lti_social.challenges.phases import Phase
from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Role
from lti_social.cohorts.policy import may_act, may_post
from lti_social.submissions.models import State, Submission

IN_TIME = (Phase.open,)
LATE = (Phase.reviewing, Phase.revising)
TAKES_PART = (Role.learner,)
HELPS = (Role.assistant, Role.mentor)


def may_take_part(me: Me) -> bool:
    """Learners, and champions among them."""
    return me.role in TAKES_PART and me.given not in HELPS


def may_hand_in(me: Me, phase: Phase, mine: Submission | None) -> bool:
    """In time as often as they like; late once, for those who have not yet."""
    if not (may_post(me) and may_take_part(me)):
        return False
    if phase in IN_TIME:
        return True
    return phase in LATE and (mine is None or not is_in(mine))


def may_revise(me: Me, phase: Phase, mine: Submission) -> bool:
    return may_post(me) and is_revised(phase, mine)


def is_revised(phase: Phase, mine: Submission) -> bool:
    """By its authors: once its reviews are there, until the debrief begins."""
    is_time = phase is Phase.revising or (phase in LATE and mine.released_at is not None)
    return is_time and mine.state is State.submitted


def may_keep(me: Me, phase: Phase, mine: Submission) -> bool:
    return may_revise(me, phase, mine)


def may_withdraw(me: Me, phase: Phase, mine: Submission) -> bool:
    return may_act(me) and phase in (*IN_TIME, *LATE) and mine.state is State.submitted


def may_show(me: Me, mine: Submission) -> bool:
    return may_post(me) and is_in(mine)


def may_read_versions(me: Me, authors: Collection[int]) -> bool:
    """What it said before: whoever agreed to show it agreed to what it says now."""
    return me.id in authors or may_read_all(me)


def may_read_all(me: Me) -> bool:
    """Of the whole cohort: who facilitates it."""
    return me.teaches


def is_in(submission: Submission) -> bool:
    return submission.state in (State.submitted, State.final)
