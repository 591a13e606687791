"""What the page of a challenge is given, and what the LMS hears of its reader."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from lti_social.challenges.models import Challenge, Told
from lti_social.challenges.phases import Phase
from lti_social.challenges.policy import UNSEEN
from lti_social.cohorts.here import Here
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.grades.models import Grade, LineItem
from lti_social.running import policy, queries
from lti_social.running.listing import mine_in
from lti_social.running.steps import next_step
from lti_social.submissions.policy import may_keep

_GRADE: AnySelect = (
    select(Grade.score, Grade.state, LineItem.maximum)
    .join(LineItem, LineItem.id == Grade.line_item_id)
    .where(LineItem.about == bindparam("about"), Grade.member_id == bindparam("me"))
)


@dataclass(frozen=True)
class ToldOfMe:
    """What goes to the LMS of the reader: nothing of others, and nothing by others."""

    told: Told
    rule: list[str]
    maximum: float
    grade: AnyRow | None


def on_challenge(here: Here, challenge: Challenge, phase: Phase) -> dict[str, Any]:
    mine = mine_in(here, challenge)
    return {
        "step": None if challenge.standing in UNSEEN else next_step(here.me, mine),
        "may_keep": mine.work is not None and may_keep(here.me, phase, mine.work),
        "lines": queries.lines(here, challenge),
        "may_debrief": policy.may_debrief(here.me, challenge, phase),
        "looks_back": phase in policy.LOOKS_BACK,
        "may_watch": policy.may_watch(here.me),
        "told": _told(here, challenge),
    }


def _told(here: Here, challenge: Challenge) -> ToldOfMe:
    grade = None
    if challenge.told is not Told.nothing:
        known = {"about": challenge.path, "me": here.me.id}
        grade = here.db.rows(_GRADE, known).first()
    return ToldOfMe(challenge.told, challenge.rule, challenge.maximum, grade)
