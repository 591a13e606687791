"""Keeping who decided what about a challenge: for its verbs, which have asked who may."""

from typing import Any

from lti_social.challenges.models import Challenge, ChallengeStep, Step
from lti_social.cohorts.here import Here


def note(here: Here, challenge: Challenge, step: Step, **said: Any) -> None:
    """With its `reason` and `detail`, where there are any."""
    known = {"challenge_id": challenge.id, "member_id": here.me.id}
    here.db.add(ChallengeStep(step=step, **known, **said))
