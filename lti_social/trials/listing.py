"""Reports of trials as a reader sees them: of one card, newest first, and their own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import bindparam, select

from lti_social.cohorts import policy as of_cohort
from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, standing
from lti_social.core.among import among
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.files.models import Attachment
from lti_social.files.queries import SHOWN
from lti_social.practices.models import Practice
from lti_social.practices.seeing import is_shown as is_card_shown
from lti_social.practices.seeing import reader
from lti_social.trials import policy
from lti_social.trials.evidence import IS_BY_AUTHOR
from lti_social.trials.models import Caveat, Intention, Outcome, Plan, Trial, TrialHiding
from lti_social.trials.queries import today_of
from lti_social.trials.seeing import is_read

PAGE = 20
NEWEST = 2**31 - 1  # no trial has this number
NOON = time(12)

_REPORTS: AnySelect = (
    select(
        *(Trial.id, Trial.member_id, Trial.outcome, Trial.words, Trial.context),
        *(Trial.happened_on, Trial.edited_at, Trial.version),
        *(Member.name, standing(Member).label("role"), TrialHiding.how.label("hidden")),
        *(Caveat.version.label("merged"), IS_BY_AUTHOR.label("by_author")),
    )
    .join(Member, Member.id == Trial.member_id)
    .outerjoin(TrialHiding, TrialHiding.trial_id == Trial.id)
    .outerjoin(Caveat, Caveat.trial_id == Trial.id)
    .where(
        Trial.practice_id == bindparam("card"),
        Trial.id < bindparam("older"),
        is_read(Trial),
    )
    .order_by(Trial.id.desc())
    .limit(bindparam("most"))
)
_FILES: AnySelect = (
    select(Attachment.trial_id, *SHOWN)
    .where(among(Attachment.trial_id, "trials"))
    .order_by(Attachment.id)
)
_MY_PLANS: AnySelect = (
    select(
        *(Intention.id, Intention.practice_id, Intention.situation, Intention.act),
        *(Intention.due_on, Practice.title),
    )
    .join(Practice, Practice.id == Intention.practice_id)
    .where(
        Intention.member_id == bindparam("me"),
        Intention.plan == Plan.planned,
        is_card_shown(Practice),
    )
    .order_by(Intention.due_on, Intention.id)
)
_MY_TRIALS: AnySelect = (
    select(
        *(Trial.id, Trial.practice_id, Trial.outcome, Trial.words, Trial.context),
        *(Trial.happened_on, Practice.title, TrialHiding.how.label("hidden")),
    )
    .join(Practice, Practice.id == Trial.practice_id)
    .outerjoin(TrialHiding, TrialHiding.trial_id == Trial.id)
    .where(
        *(Trial.member_id == bindparam("me"), Trial.withdrawn_at.is_(None)),
        *(Trial.id < bindparam("older"), is_card_shown(Practice)),
    )
    .order_by(Trial.id.desc())
    .limit(PAGE + 1)
)


class Report(NamedTuple):
    """One report, `at` the middle of its day; what the reader may do about it."""

    row: AnyRow
    at: datetime
    files: Sequence[AnyRow]
    is_mine: bool
    may_edit: bool
    may_withdraw: bool
    may_merge: bool
    may_report: bool
    may_hide: bool


class Page(NamedTuple):
    """Some of them, and the last one's number where there are more."""

    rows: Sequence[Report]
    older: int | None


class Dated(NamedTuple):
    """A plan or a report, `at` the middle of its day."""

    row: AnyRow
    at: datetime


class Mine(NamedTuple):
    """What the reader means to try: first what is due. And what they told."""

    due: Sequence[Dated]
    planned: Sequence[Dated]
    told: Sequence[Dated]
    older: int | None


def reports(
    here: Here, card: Practice, *, writes: bool, older: int = NEWEST, most: int = PAGE
) -> Page:
    """`writes`: whether the reader is one of those who write the card."""
    known = {"card": card.id, "older": older, "most": most + 1} | reader(here.me)
    rows = here.db.rows(_REPORTS, known).all()
    shown, is_more = rows[:most], len(rows) > most
    files = _files(here, shown)
    merges = not card.is_received and policy.may_merge(here.me, writes=writes)
    return Page(
        [_report(here, row, files.get(row.id, ()), merges) for row in shown],
        shown[-1].id if is_more else None,
    )


def mine(here: Here, older: int = NEWEST) -> Mine:
    me, today = {"me": here.me.id}, today_of(here)
    plans = [Dated(row, noon(here, row.due_on)) for row in here.db.rows(_MY_PLANS, me)]
    told = here.db.rows(_MY_TRIALS, me | {"older": older}).all()
    return Mine(
        due=[plan for plan in plans if plan.row.due_on <= today],
        planned=[plan for plan in plans if plan.row.due_on > today],
        told=[Dated(row, noon(here, row.happened_on)) for row in told[:PAGE]],
        older=told[PAGE - 1].id if len(told) > PAGE else None,
    )


def noon(here: Here, day: date) -> datetime:
    """For the filters that say a day."""
    return datetime.combine(day, NOON, here.ask.zone)


def _report(here: Here, row: AnyRow, files: Sequence[AnyRow], merges: bool) -> Report:
    is_merged, failed = row.merged is not None, row.outcome is Outcome.failed
    return Report(
        row=row,
        at=noon(here, row.happened_on),
        files=files,
        is_mine=row.member_id == here.me.id,
        may_edit=policy.may_edit(here.me, row),
        may_withdraw=policy.may_withdraw(here.me, row),
        may_merge=merges and row.hidden is None and (failed or is_merged),
        may_report=row.hidden is None and of_cohort.may_report(here.me, [row.member_id]),
        may_hide=row.hidden is None and of_cohort.may_hide(here.me, [row.member_id]),
    )


def _files(here: Here, rows: Sequence[AnyRow]) -> Mapping[int, Sequence[AnyRow]]:
    found: dict[int, list[AnyRow]] = defaultdict(list)
    if rows:
        for file in here.db.rows(_FILES, {"trials": [row.id for row in rows]}):
            found[file.trial_id].append(file)
    return found
