"""What a card's page shows of its trials: who tries it, what was told, how far it got."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, func, or_, select

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.practices.models import Credit, Practice, State
from lti_social.practices.seeing import is_shown as is_card_shown
from lti_social.trials import policy, saying
from lti_social.trials.evidence import Gathered, gather
from lti_social.trials.forms import When, offered
from lti_social.trials.listing import Page, reports
from lti_social.trials.maturity import (
    FEWEST,
    Tally,
    by_others,
    tally,
)
from lti_social.trials.models import Caveat, Intention, Outcome, Plan, Trial
from lti_social.trials.queries import today_of
from lti_social.trials.seeing import is_shown
from lti_social.trials.standing import Standing, standing

FIRST = 3  # reports on the card's own page
SOON = timedelta(weeks=1)

_MINE: AnySelect = (
    select(
        *(Credit.has_agreed.label("is_theirs"), Credit.is_writer.label("writes")),
        is_card_shown(Practice).label("is_shown"),
    )
    .select_from(Practice)
    .outerjoin(
        Credit,
        (Credit.practice_id == Practice.id) & (Credit.member_id == bindparam("me")),
    )
    .where(Practice.id == bindparam("card"))
)
_PLANS: AnySelect = (
    select(
        *(Intention.id, Intention.member_id, Intention.situation, Intention.act),
        *(Intention.due_on, Member.name),
    )
    .join(Member, Member.id == Intention.member_id)
    .where(
        Intention.practice_id == bindparam("card"),
        Intention.plan == Plan.planned,
        or_(
            Intention.member_id == bindparam("me"),
            Intention.due_on.between(bindparam("today"), bindparam("soon")),
        ),
        Member.left_at.is_(None),
    )
    .order_by(Intention.due_on, Intention.id)
)
_CONTEXTS: AnySelect = (
    select(
        Trial.context,
        func.max(Trial.id).filter(Trial.member_id == bindparam("me")).label("mine"),
    )
    .where(Trial.context != "", is_shown(Trial))
    .group_by(Trial.context)
    .order_by(func.count().desc(), Trial.context)
    .limit(30)
)
_CAVEATS: AnySelect = (
    select(*(Caveat.trial_id, Caveat.words, Caveat.version), Member.name.label("by"))
    .join(Trial, Trial.id == Caveat.trial_id)
    .join(Member, Member.id == Trial.member_id)
    .where(Caveat.practice_id == bindparam("card"), is_shown(Trial))
    .order_by(Caveat.id)
)


class May(NamedTuple):
    """What policy answers about one reader and one card."""

    curate: bool
    tell: bool
    try_it: bool


@dataclass(frozen=True)
class Blank:
    """What the form of a report begins with."""

    plan: AnyRow | Intention | None
    context: str
    contexts: Sequence[str]
    today: date


@dataclass(frozen=True)
class Trials:
    """Of a draft, and of what is out of sight, there is nothing to try (`is_on` is false).

    `total` and `people` are of all that others told; of a card from another cohort nobody
    here knows by how many. `tally` is what of it counts, and the true rate lies between
    `low` and `high`, once enough trials were told.
    """

    is_on: bool
    is_theirs: bool
    total: int
    people: int
    tally: Tally
    missing: int
    low: str
    high: str
    page: Page
    mine: AnyRow | None
    others: str
    how_many: int
    days: Sequence[tuple[When, str]]
    caveats: Sequence[AnyRow]
    standing: Standing
    may: May


def on_card(here: Here, practice: Practice) -> Trials:
    known = {"card": practice.id, "me": here.me.id}
    own = here.db.rows(_MINE, known).one()
    is_theirs = bool(own.is_theirs)
    found = gather(here.db, practice)
    counted, told = _tally(practice, found), by_others(found.evidence)
    low, high = counted.interval or (0.0, 0.0)
    language, plans = here.ask.locale, _plans(here, known)
    others = [plan.name for plan in plans if plan.member_id != here.me.id]
    mine = next((plan for plan in plans if plan.member_id == here.me.id), None)
    return Trials(
        is_on=bool(own.is_shown),
        is_theirs=is_theirs,
        total=sum(getattr(practice, one.value) for one in Outcome),
        people=0 if practice.is_received else len({one.who for one in told}),
        tally=counted,
        missing=max(0, FEWEST - counted.trials),
        low=saying.percent(low, language),
        high=saying.percent(high, language),
        page=reports(here, practice, writes=bool(own.writes), most=FIRST),
        mine=mine,
        others=saying.names(others, language),
        how_many=len(others),
        days=days(here),
        caveats=here.db.rows(_CAVEATS, known).all() if practice.version > 1 else (),
        standing=standing(here, practice, found),
        may=_may(here, practice, is_theirs=is_theirs, is_on=bool(own.is_shown)),
    )


def _tally(practice: Practice, found: Gathered) -> Tally:
    """Of a card from another cohort only the counts are known."""
    if not practice.is_received:
        return tally(found.evidence)
    successes = practice.worked + practice.adapted
    return Tally(successes + practice.failed, successes, people=0, contexts=0)


def days(here: Here) -> Sequence[tuple[When, str]]:
    """Which a plan is offered."""
    language, today = here.ask.locale, today_of(here)
    return [(when, saying.weekday(day, language)) for when, day in offered(today).items()]


def blank(here: Here, plan: AnyRow | Intention | None) -> Blank:
    rows = here.db.rows(_CONTEXTS, {"me": here.me.id}).all()
    mine = [row for row in rows if row.mine is not None]
    last = max(mine, key=lambda row: row.mine).context if mine else ""
    return Blank(plan, last, [row.context for row in rows], today_of(here))


def _plans(here: Here, known: dict[str, int]) -> Sequence[AnyRow]:
    today = today_of(here)
    week = {"today": today, "soon": today + SOON}
    return here.db.rows(_PLANS, known | week).all()


def _may(here: Here, practice: Practice, *, is_theirs: bool, is_on: bool) -> May:
    is_offered = is_on and practice.state is State.published
    is_own = is_on and not practice.is_received
    return May(
        curate=is_own and policy.may_curate(here.me, is_theirs=is_theirs),
        tell=is_on and policy.may_tell(here.me, is_theirs=is_theirs),
        try_it=is_offered and policy.may_try(here.me, is_theirs=is_theirs),
    )
