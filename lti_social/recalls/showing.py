"""How a card is looked after, as its page says it to one reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, select
from sqlalchemy.orm import aliased

from lti_social.cohorts import policy as of_cohort
from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.practices.models import (
    Credit,
    Practice,
    PracticeHiding,
    State,
)
from lti_social.recalls import policy
from lti_social.recalls.coming import come_across
from lti_social.recalls.models import Recall, UpdateNeed
from lti_social.trials.queries import today_of

NOON = time(12)
Owner = aliased(Member)

_mine = and_(
    Credit.practice_id == Practice.id,
    Credit.member_id == bindparam("me"),
    Credit.has_agreed,
)
_STANDING: AnySelect = (
    select(
        *(Owner.name.label("owner"), Owner.left_at.label("owner_left_at")),
        *(PracticeHiding.how, PracticeHiding.reason, PracticeHiding.at.label("out_at")),
        exists().where(_mine).label("is_author"),
        exists().where(_mine, Credit.writes).label("writes"),
        exists()
        .where(
            Recall.practice_id == Practice.id,
            Recall.member_id == bindparam("me"),
            Recall.due_on <= bindparam("today"),
        )
        .label("came_back"),
    )
    .select_from(Practice)
    .outerjoin(Owner, Owner.id == Practice.owner_id)
    .outerjoin(PracticeHiding, PracticeHiding.practice_id == Practice.id)
    .where(Practice.id == bindparam("card"))
)
_NEEDS: AnySelect = (
    select(
        *(UpdateNeed.need, UpdateNeed.words, UpdateNeed.at, UpdateNeed.member_id),
        Member.name.label("by"),
    )
    .outerjoin(Member, Member.id == UpdateNeed.member_id)
    .where(UpdateNeed.practice_id == bindparam("card"))
    .order_by(UpdateNeed.id)
)


class May(NamedTuple):
    """What policy answers about one reader and one card."""

    ask: bool
    care: bool
    decide: bool
    hide: bool
    leave: bool
    report: bool
    take: bool


@dataclass(frozen=True)
class Care:
    """`owner` is empty where nobody answers for the card, `review_at` the middle of the day
    when it is read again. The words of who asks for an update are for those who look after
    it. `out` says how and why it is out of sight."""

    owner: str
    is_mine: bool
    review_at: datetime | None
    review_on: date | None
    needs: Sequence[AnyRow]
    out: AnyRow | None
    is_author: bool
    may: May


def on_card(here: Here, practice: Practice) -> Care:
    today = today_of(here)
    known = {"card": practice.id, "me": here.me.id, "today": today}
    row = here.db.rows(_STANDING, known).one()
    if row.came_back:
        me = here.me.id
        here.note(lambda db: come_across(db, me, practice.id, today))
    day = practice.review_on
    is_owned = practice.owner_id is not None and row.owner_left_at is None
    return Care(
        owner=row.owner if is_owned else "",
        is_mine=practice.owner_id == here.me.id,
        review_at=datetime.combine(day, NOON, here.ask.zone) if day else None,
        review_on=day,
        needs=here.db.rows(_NEEDS, {"card": practice.id}).all(),
        out=row if row.how is not None else None,
        is_author=row.is_author,
        may=_may(here, practice, row, is_owned=is_owned),
    )


def _may(here: Here, practice: Practice, row: AnyRow, *, is_owned: bool) -> May:
    me = here.me
    is_out = practice.state is State.published and not practice.is_received
    is_owner = practice.owner_id == me.id
    is_theirs = bool(row.writes) or is_owner
    authors = [me.id] if row.is_author else []
    is_shown = row.how is None and practice.state in (State.published, State.archived)
    may_care = is_out and policy.may_care(me, is_theirs=is_theirs)
    return May(
        ask=is_out and not may_care and policy.may_ask(me),
        care=may_care,
        decide=me.teaches and not row.is_author,
        hide=is_shown and of_cohort.may_hide(me, authors),
        leave=is_out and is_owned and policy.may_leave(me, is_owner=is_owner),
        report=is_shown and of_cohort.may_report(me, authors),
        take=is_out
        and not is_owner
        and policy.may_take(me, is_theirs=is_theirs, is_vacant=not is_owned),
    )
