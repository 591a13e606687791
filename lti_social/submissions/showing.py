"""What the page of a challenge tells of what was handed in."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import Phase
from lti_social.cohorts.here import Here
from lti_social.submissions import policy, queries
from lti_social.submissions.models import Submission
from lti_social.submissions.queries import IN, IS_SHOWCASED

_COUNTS = (
    select(
        func.count().filter(Submission.state.in_(IN)).label("works"),
        func.count().filter(IS_SHOWCASED).label("shown"),
    )
    .select_from(Submission)
    .where(Submission.challenge_id == bindparam("challenge"))
)


@dataclass(frozen=True)
class Handed:
    """`works` is how many are in, `shown` how many of them everybody may see."""

    mine: Submission | None
    takes_part: bool
    may_hand_in: bool
    may_revise: bool
    works: int
    shown: int


def on_challenge(here: Here, challenge: Challenge, phase: Phase) -> Handed:
    mine = queries.mine(here, challenge)
    counts = here.db.rows(_COUNTS, {"challenge": challenge.id}).one()
    return Handed(
        mine=mine,
        takes_part=policy.may_take_part(here.me),
        may_hand_in=policy.may_hand_in(here.me, phase, mine),
        may_revise=mine is not None and policy.may_revise(here.me, phase, mine),
        works=counts.works,
        shown=counts.shown,
    )
