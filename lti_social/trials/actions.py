"""What members do with a card that others wrote: plan to try it, and tell what happened."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import delete

from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict
from lti_social.core.jobs import later
from lti_social.files.actions import NO_FILES, attach, take_off
from lti_social.files.models import TRIAL
from lti_social.grades.owing import took_part
from lti_social.notifications.actions import withdraw
from lti_social.notifications.models import Kind
from lti_social.practices.models import Practice, State
from lti_social.trials import jobs, policy, queries
from lti_social.trials.counting import recount
from lti_social.trials.forms import Account
from lti_social.trials.models import Because, Caveat, Intention, Plan, Trial
from lti_social.trials.telling import was_told

NOT_OFFERED = N_("This practice is archived: it is no longer offered.")
THEIRS = N_("This practice is yours, too: others try it and tell of it.")


def plan(here: Here, card: Practice, situation: str, act: str, due_on: date) -> None:
    """Mean to try it by that day. There is one plan at a time: another takes its place."""
    require(
        policy.may_try(here.me, is_theirs=(mine := queries.is_theirs(here, card))),
        THEIRS if mine else None,
    )
    if card.state is not State.published:
        raise Conflict(NOT_OFFERED)
    known = queries.my_plan(here, card)
    if known is None:
        known = Intention(practice_id=card.id, member_id=here.me.id)
        here.db.add(known)
    known.situation, known.act = situation, act
    _put_off(known, due_on)


def put_off(here: Here, known: Intention, due_on: date) -> None:
    """To another day, as often as they like; they are reminded of that day."""
    require(policy.may_replan(here.me, known))
    _put_off(known, due_on)
    known.rescheduled_at = now()
    _is_news_no_more(here, known)


def let_go(here: Here, known: Intention) -> None:
    """Nobody is told, and nobody asks why."""
    require(policy.may_replan(here.me, known))
    known.plan, known.ended_at = Plan.lapsed, now()
    _is_news_no_more(here, known)


def tell(
    here: Here, card: Practice, said: Account, files: Mapping[int, str] = NO_FILES
) -> Trial:
    require(
        policy.may_tell(here.me, is_theirs=(mine := queries.is_theirs(here, card))),
        THEIRS if mine else None,
    )
    known = queries.my_plan(here, card)
    trial = Trial(
        practice_id=card.id,
        member_id=here.me.id,
        intention_id=known and known.id,
        version=card.version,
        **said._asdict(),
    )
    here.db.add(trial)
    here.db.flush()
    attach(here.db, here.me.id, trial.id, files, on=TRIAL)
    if known is not None:
        known.plan, known.ended_at = Plan.reported, now()
        _is_news_no_more(here, known)
    was_told(here.db, trial)
    recount(here.db, card, Because.trial, here.me.id)
    took_part(here.db, here.me)
    later(here.db, jobs.tell_tried, trial_id=trial.id)
    return trial


def edit(
    here: Here,
    trial: Trial,
    said: Account,
    files: Mapping[int, str] = NO_FILES,
    off: Collection[int] = (),
) -> None:
    require(policy.may_edit(here.me, trial))
    taken_off = take_off(here.db, trial.id, off, on=TRIAL)
    new = attach(here.db, here.me.id, trial.id, files, on=TRIAL)
    before = Account(trial.outcome, trial.words, trial.context, trial.happened_on)
    if said == before and not taken_off and not new:
        return
    for name, value in said._asdict().items():
        setattr(trial, name, value)
    trial.edited_at = now()
    _follow(here, trial, Because.trial)


def take_back(here: Here, trial: Trial) -> None:
    """Withdraw a report: its words and files go, and what the card had of it."""
    require(policy.may_withdraw(here.me, trial))
    trial.words, trial.context, trial.withdrawn_at = "", "", now()
    take_off(here.db, trial.id, on=TRIAL)
    here.db.execute(delete(Caveat).where(Caveat.trial_id == trial.id))
    withdraw(here.db, trial.path, (Kind.tried,))
    _follow(here, trial, Because.withdrawn)


def _put_off(known: Intention, due_on: date) -> None:
    known.due_on, known.reminded_at = due_on, None


def _is_news_no_more(here: Here, known: Intention) -> None:
    """That it is due."""
    withdraw(here.db, known.path, (Kind.due,))


def _follow(here: Here, trial: Trial, because: Because) -> None:
    was_told(here.db, trial)
    card = here.db.get_one(Practice, trial.practice_id)
    recount(here.db, card, because, here.me.id)
