"""What can be asked of what comes back to a member."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.practices.models import Credit, Practice, State
from lti_social.practices.queries import the_practice
from lti_social.practices.seeing import is_shown
from lti_social.recalls.models import Asking, Recall
from lti_social.trials.queries import today_of

MOST = 20

_DUE: AnySelect = (
    select(
        *(Recall.practice_id, Recall.asking, Recall.since, Recall.step),
        *(Practice.title, Practice.problem, Practice.maturity),
    )
    .join(Practice, Practice.id == Recall.practice_id)
    .where(
        Recall.member_id == bindparam("me"),
        Recall.due_on <= bindparam("today"),
        Practice.state == State.published,
        is_shown(Practice),
    )
    .order_by(Recall.asking != Asking.keep_up, Recall.due_on, Recall.id)
)
_ONE, _SOME = _DUE.limit(1), _DUE.limit(MOST)


def one_for(here: Here) -> AnyRow | None:
    """What comes back to the reader today: one thing at most."""
    return here.db.rows(_ONE, _known(here)).one_or_none()


def all_for(here: Here) -> Sequence[AnyRow]:
    """All that comes back, each card once."""
    rows: dict[int, AnyRow] = {}
    for row in here.db.rows(_SOME, _known(here)):
        rows.setdefault(row.practice_id, row)
    return list(rows.values())


def _known(here: Here) -> dict[str, Any]:
    return {"me": here.me.id, "today": today_of(here)}


def is_theirs(here: Here, card: Practice) -> bool:
    """Whether the reader answers for it, or is one of those who write it."""
    writes = select(Credit.id).where(
        Credit.practice_id == card.id,
        Credit.member_id == here.me.id,
        Credit.is_writer,
    )
    return card.owner_id == here.me.id or here.db.scalar(writes) is not None


def is_vacant(here: Here, card: Practice) -> bool:
    """Whether nobody answers for it who is still here."""
    owner = select(Member.id).where(Member.id == card.owner_id, Member.left_at.is_(None))
    return here.db.scalar(owner) is None


def the_offered(here: Here, practice_id: int) -> Practice:
    """A published card of this cohort that is there for the reader."""
    card = the_practice(here, practice_id)
    if card.state is not State.published or card.is_received:
        raise NotFound
    return card
