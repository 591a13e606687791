"""Who lets a card go beyond its cohort, who passes it on, and who takes it back."""

from lti_social.cohorts.here import Me
from lti_social.cohorts.policy import may_act
from lti_social.sharing.models import Reach


def may_consent(me: Me, *, writes: bool) -> bool:
    """Those who write it (`writes`): even of a cohort that has ended, whose cards are what
    later ones begin with."""
    return may_act(me) and writes


def may_ask(me: Me) -> bool:
    """The authors, whether they agree."""
    return may_act(me) and me.teaches


def runs_the_lms(me: Me) -> bool:
    """In the trainer's chair or not: the one thing they do here without it."""
    return me.is_admin and me.administers_as is not None


def may_widen(me: Me, reach: Reach) -> bool:
    if reach is Reach.organisation:
        return runs_the_lms(me)
    return may_act(me) and me.sets_up


def may_narrow(me: Me, *, writes: bool) -> bool:
    """At once, and whoever had passed it on."""
    return me.sets_up or runs_the_lms(me) or may_consent(me, writes=writes)


def may_see_all(me: Me) -> bool:
    """What of the cohort is shown beyond it."""
    return me.sets_up or runs_the_lms(me)
