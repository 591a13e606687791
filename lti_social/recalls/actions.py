"""What a member says of what comes back to them."""

from datetime import date

from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.wall import upsert
from lti_social.recalls import gaps, policy
from lti_social.recalls.coming import come_across, move_on, recalls_of
from lti_social.recalls.models import Asking, FollowUp, Habit, Recall
from lti_social.trials.queries import today_of


def answer(here: Here, practice_id: int, habit: Habit) -> None:
    """Whether they still do it: who says no is not asked again. Once it was answered there
    is nothing to answer."""
    require(policy.may_answer(here.me))
    today = today_of(here)
    for row in recalls_of(here.db, here.me.id, practice_id, due_by=today):
        if row.asking is Asking.keep_up:
            _note(here, row, habit, today)
        move_on(row, today)
        if row.asking is Asking.keep_up and habit is Habit.no_more:
            row.due_on = None


def not_now(here: Here, practice_id: int) -> None:
    """It may come back the next time, if there is one."""
    require(policy.may_answer(here.me))
    come_across(here.db, here.me.id, practice_id, today_of(here))


def stop(here: Here, practice_id: int) -> None:
    """This card comes back to them no more."""
    require(policy.may_answer(here.me))
    for row in recalls_of(here.db, here.me.id, practice_id):
        row.due_on, row.stopped_at = None, now()


def _note(here: Here, row: Recall, habit: Habit, today: date) -> None:
    step = gaps.asked(row.asking, row.since.date(), row.step, today)
    key = {"member_id": row.member_id, "practice_id": row.practice_id, "step": step}
    said = {"habit": habit, "at": now()}
    upsert(here.db, FollowUp, [key | said], key=FollowUp.one_per, update=list(said))
