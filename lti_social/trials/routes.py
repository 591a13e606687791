"""The doors of trying: what I mean to try, what happened, what the team confirms."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.files.queries import hanging_on_trial
from lti_social.files.taking import take_in
from lti_social.practices.models import Practice
from lti_social.practices.queries import the_shown, writes
from lti_social.trials import actions, curating, policy, queries
from lti_social.trials.forms import Confirming, Day, Merging, NewPlan, Report
from lti_social.trials.listing import NEWEST, mine, reports
from lti_social.trials.models import Outcome, Trial
from lti_social.trials.showing import blank, days

doors = Doors()

Older = Annotated[int, Query(ge=1, le=NEWEST)]


@doors.get("/me/trials")
def my_own(here: Here, older: Older = NEWEST) -> Response:
    return here.page(
        "trials/mine.html",
        mine=mine(here, older),
        today=queries.today_of(here),
        offered=days(here),
    )


@doors.post("/practices/{practice_id}/intentions")
def plan(here: Here, practice_id: Id, form: NewPlan) -> Response:
    card = the_shown(here, practice_id)
    day = form.day(queries.today_of(here))
    actions.plan(here, card, form.situation, form.doing, day)
    return here.go(f"{card.path}?said=planned#t-try")


@doors.post("/intentions/{intention_id}")
def put_off(here: Here, intention_id: Id, form: Day) -> Response:
    known = queries.the_intention(here, intention_id)
    actions.put_off(here, known, form.day(queries.today_of(here)))
    return here.go(f"/me/trials?said=put-off#plan-{known.id}")


@doors.post("/intentions/{intention_id}/let-go")
def let_go(here: Here, intention_id: Id) -> Response:
    actions.let_go(here, queries.the_intention(here, intention_id))
    return here.go("/me/trials?said=let-go")


@doors.get("/practices/{practice_id}/trials")
def index(here: Here, practice_id: Id, older: Older = NEWEST) -> Response:
    card = the_shown(here, practice_id)
    page = reports(here, card, writes=writes(here, card), older=older)
    return here.page(
        "trials/index.html", practice=card, page=page, is_first=older == NEWEST
    )


@doors.get("/practices/{practice_id}/trials/new")
def new(here: Here, practice_id: Id) -> Response:
    card = the_shown(here, practice_id)
    require(policy.may_tell(here.me, is_theirs=queries.is_theirs(here, card)))
    known = blank(here, queries.my_plan(here, card))
    return here.page("trials/new.html", practice=card, blank=known, outcomes=tuple(Outcome))


@doors.post("/practices/{practice_id}/trials", read=take_in)
def tell(here: Here, practice_id: Id, form: Report) -> Response:
    card = the_shown(here, practice_id)
    account = form.account(queries.today_of(here))
    trial = actions.tell(here, card, account, form.goes)
    return here.leave(f"{card.path}?said=told#trial-{trial.id}")


@doors.get("/trials/{trial_id}")
def link(here: Here, trial_id: Id) -> Response:
    """The lasting address of a report: the page of its card's that begins with it."""
    trial = queries.the_trial(here, trial_id)
    older = min(trial.id + 1, NEWEST)
    return here.go(f"/practices/{trial.practice_id}/trials?older={older}#trial-{trial.id}")


@doors.get("/trials/{trial_id}/edit")
def change(here: Here, trial_id: Id) -> Response:
    trial = queries.the_trial(here, trial_id)
    require(policy.may_edit(here.me, trial))
    return here.page(
        "trials/edit.html",
        trial=trial,
        practice=_card(here, trial),
        files=hanging_on_trial(here, trial.id),
        blank=blank(here, None),
        outcomes=tuple(Outcome),
    )


@doors.post("/trials/{trial_id}/edit", read=take_in)
def edit(here: Here, trial_id: Id, form: Report) -> Response:
    trial = queries.the_trial(here, trial_id)
    account = form.account(queries.today_of(here))
    actions.edit(here, trial, account, form.goes, form.leaves)
    return here.leave(trial.path)


@doors.get("/trials/{trial_id}/withdraw")
def sure(here: Here, trial_id: Id) -> Response:
    trial = queries.the_trial(here, trial_id)
    require(policy.may_withdraw(here.me, trial))
    return here.page("trials/withdraw.html", trial=trial, practice=_card(here, trial))


@doors.post("/trials/{trial_id}/withdraw")
def take_back(here: Here, trial_id: Id) -> Response:
    trial = queries.the_trial(here, trial_id)
    actions.take_back(here, trial)
    return here.go(f"/practices/{trial.practice_id}?said=withdrawn#t-trials")


@doors.get("/trials/{trial_id}/merge")
def into_the_card(here: Here, trial_id: Id) -> Response:
    trial = queries.the_shown_trial(here, trial_id)
    card = queries.the_own(here, trial.practice_id)
    require(policy.may_merge(here.me, writes=writes(here, card)))
    return here.page(
        "trials/merge.html",
        trial=trial,
        practice=card,
        by=queries.name_of(here, trial.member_id),
        known=queries.caveat_of(here, trial),
    )


@doors.post("/trials/{trial_id}/merge")
def merge(here: Here, trial_id: Id, form: Merging) -> Response:
    trial = queries.the_shown_trial(here, trial_id)
    card = queries.the_own(here, trial.practice_id)
    curating.merge(here, trial, card, form.words)
    return here.leave(f"{card.path}?said=merged#t-fails")


@doors.post("/trials/{trial_id}/unmerge")
def unmerge(here: Here, trial_id: Id) -> Response:
    trial = queries.the_shown_trial(here, trial_id)
    card = queries.the_own(here, trial.practice_id)
    curating.unmerge(here, trial, card)
    return here.go(f"{card.path}?said=unmerged#t-trials")


@doors.post("/practices/{practice_id}/confirm")
def confirm(here: Here, practice_id: Id, form: Confirming) -> Response:
    card = queries.the_own(here, practice_id)
    say = curating.confirm if form.on else curating.take_back
    say(here, card, form.maturity)
    return here.go(f"{card.path}#t-standing")


def _card(here: Here, trial: Trial) -> Practice:
    return here.db.get_one(Practice, trial.practice_id)
