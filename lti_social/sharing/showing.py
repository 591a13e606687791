"""How far a card is shown, as its page says it to one reader, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import and_, bindparam, exists, select

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, Role
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.practices.models import (
    Credit,
    Known,
    Practice,
    PracticeHiding,
    State,
)
from lti_social.sharing import elsewhere, policy
from lti_social.sharing.models import Consent, Reach, Widening
from lti_social.sharing.queries import least
from lti_social.sharing.receiving import the_copy
from lti_social.trials.models import Outcome

NOON = time(12)

_AUTHORS: AnySelect = (
    select(
        *(Credit.member_id, Member.name, Member.left_at, Credit.outside, Consent.reach),
        exists().where(PracticeHiding.practice_id == bindparam("card")).label("is_hidden"),
    )
    .join(Member, Member.id == Credit.member_id)
    .outerjoin(
        Consent,
        and_(
            Consent.practice_id == Credit.practice_id,
            Consent.member_id == Credit.member_id,
            Consent.ended_at.is_(None),
        ),
    )
    .where(
        Credit.practice_id == bindparam("card"),
        Credit.is_writer,
    )
    .order_by(Credit.id)
)
_PASSED_ON: AnySelect = (
    select(Widening.reach, Widening.at, Member.name)
    .join(Member, Member.id == Widening.member_id)
    .where(Widening.practice_id == bindparam("card"), Widening.ended_at.is_(None))
)


@dataclass(frozen=True)
class Shown:
    """How somebody shows outside their cohort: a name, or else words of ours."""

    name: str = ""
    words: str = ""


@dataclass(frozen=True)
class Received:
    """Of a card from another cohort: how far it is shown, its authors, since when."""

    reach: Reach
    authors: Sequence[Shown]
    since: datetime


@dataclass(frozen=True)
class Ladder:
    """Of a card of this cohort: who let it go how far, and how far it was passed on.

    `next` is how far it may be passed on now, if any farther.
    """

    authors: Sequence[AnyRow]
    passed_on: dict[Reach, AnyRow]
    is_public: bool
    agreed: Reach | None
    mine: AnyRow | None
    next: Reach | None
    may_ask: bool
    may_widen: bool
    may_narrow: bool

    @property
    def steps(self) -> Sequence[Reach]:
        return list(Reach)

    @property
    def shown(self) -> Reach | None:
        farthest = max(self.passed_on, key=lambda reach: reach.rank, default=None)
        return least([farthest, self.agreed]) if self.is_public else None

    @property
    def silent(self) -> Sequence[AnyRow]:
        return [one for one in self.authors if one.reach is None]


@dataclass(frozen=True)
class Told:
    """A trial in another cohort, and the middle of its day here."""

    outcome: Outcome
    context: str
    at: datetime


@dataclass(frozen=True)
class OnCard:
    received: Received | None
    ladder: Ladder | None
    elsewhere: Sequence[Told]


def on_card(here: Here, practice: Practice) -> OnCard:
    if practice.is_received:
        return OnCard(_received(here, practice), None, ())
    came = [
        Told(
            row.outcome,
            row.context,
            datetime.combine(row.happened_on, NOON, here.cohort.zone),
        )
        for row in elsewhere.from_elsewhere(here.db, practice)
    ]
    return OnCard(None, ladder(here, practice), came)


def ladder(here: Here, practice: Practice) -> Ladder:
    me, card = here.me, {"card": practice.id}
    authors = here.db.rows(_AUTHORS, card).all()
    passed_on = {row.reach: row for row in here.db.rows(_PASSED_ON, card)}
    is_hidden = any(row.is_hidden for row in authors)
    is_public = practice.state is State.published and not is_hidden
    agreed = least([row.reach for row in authors])
    mine = next((row for row in authors if row.member_id == me.id), None)
    farther = _farther(passed_on, agreed) if is_public else None
    return Ladder(
        authors=authors,
        passed_on=passed_on,
        is_public=is_public,
        agreed=agreed,
        mine=mine,
        next=farther,
        may_ask=is_public and agreed is None and mine is None and policy.may_ask(me),
        may_widen=farther is not None and policy.may_widen(me, farther),
        may_narrow=bool(passed_on) and policy.may_narrow(me, writes=mine is not None),
    )


def as_chosen(authors: Sequence[Sequence[str]]) -> Sequence[Shown]:
    """What a copy holds of its authors, to be read: names first, colleagues last."""
    each = sorted(authors, key=lambda one: list(Known).index(Known(one[0])))
    return [
        Shown(name=words)
        if known == Known.name
        else Shown(words=Role(words).words if known == Known.role else "")
        for known, words in each
    ]


def _farther(passed_on: dict[Reach, AnyRow], agreed: Reach | None) -> Reach | None:
    left = [reach for reach in Reach if reach not in passed_on]
    return left[0] if left and agreed is not None and agreed.covers(left[0]) else None


def _received(here: Here, practice: Practice) -> Received | None:
    copy = the_copy(here.db, practice.copied_as or "")
    if copy is None:
        return None
    reach = Reach.course if hasattr(copy, "course_id") else Reach.organisation
    return Received(reach, as_chosen(copy.authors), copy.shown_since)
