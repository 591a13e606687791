"""What a trainer decides about writing: what the team reads first, and pauses."""

from sqlalchemy import select, update

from lti_social.cohorts import policy
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.levels import Level
from lti_social.cohorts.models import Cohort
from lti_social.cohorts.records import LevelChange, Pause
from lti_social.core.clock import now


def choose_level(here: Here, level: Level) -> None:
    """From now on: what waits already goes on waiting, what is there stays."""
    require(policy.may_set_up(here.me))
    if level is here.cohort.level:
        return
    here.db.execute(update(Cohort).where(Cohort.id == here.cohort.id).values(level=level))
    here.db.add(LevelChange(member_id=here.me.id, level=level))


def pause(here: Here, sentence: str, *, on: bool) -> None:
    """Another sentence is another pause: each is on record with who asked for it."""
    require(policy.may_set_up(here.me))
    here.db.execute(select(Cohort.id).with_for_update(key_share=True))  # one at a time
    ended = update(Pause).where(Pause.ended_at.is_(None))
    here.db.execute(ended.values(ended_at=now(), ended_by_id=here.me.id))
    if on:
        here.db.add(Pause(member_id=here.me.id, sentence=sentence))
