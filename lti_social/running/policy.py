"""Who may do what in a challenge under way, and with the cohort’s goals."""

from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import RUNNING, Phase
from lti_social.cohorts.here import Me
from lti_social.cohorts.policy import may_begin, may_post, may_write
from lti_social.grades.policy import may_report

LOOKS_BACK = (Phase.revising, Phase.debrief, Phase.closed)


def may_debrief(me: Me, challenge: Challenge, phase: Phase) -> bool:
    """Say something of one of its parts: the first to do so opens the thread."""
    may = may_post(me) if challenge.thread_id else may_begin(me)
    return may and phase in LOOKS_BACK


def may_watch(me: Me) -> bool:
    """Who is where: blind rules do not bind the team."""
    return me.teaches


def may_remind(me: Me, phase: Phase) -> bool:
    return may_write(me) and me.teaches and phase in RUNNING


def may_score(me: Me) -> bool:
    return may_report(me)


def may_tell_the_lms(me: Me) -> bool:
    return may_report(me)


def may_set_goals(me: Me) -> bool:
    return may_write(me) and me.teaches
