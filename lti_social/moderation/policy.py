"""Who may report, who decides, and who decides over an appeal."""

from lti_social.cohorts import policy
from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Role
from lti_social.cohorts.policy import may_act
from lti_social.moderation.dossiers import Dossier
from lti_social.moderation.words import State

APPEALABLE = (State.edit_asked, State.hidden, State.removed, State.refused)


def may_report(me: Me, dossier: Dossier) -> bool:
    return policy.may_report(me, dossier.authors)


def may_read(me: Me) -> bool:
    """What waits for them: the team; and an administrator of the LMS, who need not take
    the trainer's chair to decide what nobody of the team may."""
    return me.teaches or me.role is Role.admin


def may_read_all(me: Me, dossier: Dossier) -> bool:
    """The reports too, and who made them: nobody learns who reported their own."""
    is_judge = me.teaches or may_decide(me, dossier)
    return is_judge and me.id not in dossier.authors


def may_decide(me: Me, dossier: Dossier) -> bool:
    if me.id in dossier.parties:
        return False
    is_for_the_lms = dossier.case.to_lms or not dossier.has_judge
    return me.teaches or (me.role is Role.admin and dossier.waits and is_for_the_lms)


def may_hand_on(me: Me, dossier: Dossier) -> bool:
    """A report or an appeal that waits; what is read first waits for whoever comes."""
    is_case = dossier.case.id is not None and dossier.waits
    return me.teaches and me.id not in dossier.authors and is_case


def may_hide(me: Me, dossier: Dossier) -> bool:
    """Without a report: champions too."""
    return policy.may_hide(me, dossier.authors)


def may_appeal(me: Me, dossier: Dossier) -> bool:
    """Once against each decision: another one of the team decides then."""
    is_author = me.id in dossier.authors
    is_out = dossier.how is not None and dossier.case.state in APPEALABLE
    return may_act(me) and is_author and is_out
