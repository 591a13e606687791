"""What of a cohort is shown beyond it, and what its authors let go farther than it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.practices.models import Credit, Practice, State
from lti_social.practices.seeing import is_read, is_shown, reader
from lti_social.sharing.models import Consent, Reach, Widening
from lti_social.sharing.queries import least

Said = aliased(Consent)

_PASSED_ON: AnySelect = (
    select(
        *(Practice.id, Practice.title, Practice.state, Widening.reach, Widening.at),
        *(Member.name, is_shown(Practice).label("is_shown")),
    )
    .join(Widening, Widening.practice_id == Practice.id)
    .join(Member, Member.id == Widening.member_id)
    .where(Widening.ended_at.is_(None), is_read(Practice))
    .order_by(Practice.title, Practice.id, Widening.at)
)
_SAID: AnySelect = (
    select(Practice.id, Practice.title, Consent.reach)
    .join(Credit, Credit.practice_id == Practice.id)
    .outerjoin(
        Consent,
        and_(
            Consent.practice_id == Practice.id,
            Consent.member_id == Credit.member_id,
            Consent.ended_at.is_(None),
        ),
    )
    .where(
        Credit.is_writer,
        Practice.state == State.published,
        is_shown(Practice),
        exists().where(Said.practice_id == Practice.id, Said.ended_at.is_(None)),
    )
    .order_by(Practice.title, Practice.id)
)


@dataclass(frozen=True)
class Going:
    """A card, how far its authors let it go, how far it was passed on, and by whom when."""

    id: int
    title: str
    agreed: Reach | None
    passed_on: Sequence[AnyRow]

    @property
    def farthest(self) -> Reach | None:
        reaches = [row.reach for row in self.passed_on]
        return max(reaches, key=lambda reach: reach.rank, default=None)

    @property
    def shown(self) -> Reach | None:
        return least([self.farthest, self.agreed])

    @property
    def may_go_on(self) -> bool:
        far = self.farthest
        return self.agreed is not None and (far is None or not far.covers(self.agreed))


def going(here: Here) -> Sequence[Going]:
    """Those that were passed on, or might be, by title."""
    agreed: dict[int, Reach | None] = {}
    titles: dict[int, str] = {}
    passed_on: dict[int, Sequence[AnyRow]] = {}
    for (card, title), rows in _by_card(here.db.rows(_SAID).all()):
        titles[card], agreed[card] = title, least([row.reach for row in rows])
    for (card, title), rows in _by_card(here.db.rows(_PASSED_ON, reader(here.me)).all()):
        titles[card], passed_on[card] = title, list(rows)
    found = [
        Going(card, title, agreed.get(card), passed_on.get(card, ()))
        for card, title in titles.items()
    ]
    listed = [one for one in found if one.passed_on or one.may_go_on]
    return sorted(listed, key=lambda one: (one.title.casefold(), one.id))


def _by_card(
    rows: Sequence[AnyRow],
) -> Iterable[tuple[tuple[int, str], Sequence[AnyRow]]]:
    for card, of_it in groupby(rows, key=lambda row: (row.id, row.title)):
        yield card, list(of_it)
