"""A draft or a proposal that its author gives up, for good."""

from sqlalchemy import delete, select

from lti_social.challenges import policy
from lti_social.challenges.models import (
    Challenge,
    ChallengeStep,
    Criterion,
    Step,
    Team,
    TeamMember,
)
from lti_social.cohorts.here import Here, require
from lti_social.notifications.actions import withdraw
from lti_social.notifications.models import Kind
from lti_social.resources.anchoring import On, let_go

_BESIDE = (TeamMember, Team, Criterion, ChallengeStep)


def throw_away(here: Here, challenge: Challenge) -> None:
    """Nobody else has read a draft; of a proposal the team hears nothing more."""
    require(
        policy.may_throw_away(here.me, challenge, accepted=is_accepted(here, challenge))
    )
    let_go(here, On("challenge_id", challenge.id))
    for beside in _BESIDE:
        here.db.execute(delete(beside).where(beside.challenge_id == challenge.id))
    withdraw(here.db, challenge.path, (Kind.proposed,))
    here.db.delete(challenge)


def is_accepted(here: Here, challenge: Challenge) -> bool:
    of_it = ChallengeStep.challenge_id == challenge.id
    accepted = select(ChallengeStep.id).where(of_it, ChallengeStep.step == Step.accepted)
    return here.db.execute(accepted).first() is not None
