"""What can be asked: what has these words, and what of it a page shows."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import aliased

from lti_social.challenges.finding import IS_FOUND
from lti_social.challenges.models import Challenge
from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, standing
from lti_social.core.among import among
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.search import Findable, Part, What, has_any, known_of, signs
from lti_social.practices.models import Practice
from lti_social.practices.seeing import is_shown as is_card_shown
from lti_social.search.ranking import Hit
from lti_social.threads.models import Acceptance, Endorsement, Post, Thread
from lti_social.threads.seeing import is_out

Opening, Author = aliased(Post), aliased(Member)

_of_thread = and_(Findable.what == What.thread, Findable.thing == Thread.id)
_of_card = and_(Findable.what == What.practice, Findable.thing == Practice.id)
_of_challenge = and_(Findable.what == What.challenge, Findable.thing == Challenge.id)
_is_opening = and_(Opening.thread_id == Thread.id, Opening.opens)
_THREADS: AnySelect = (
    select(
        *(Thread.id, Thread.kind, Thread.title, Thread.replies, Thread.last_at),
        *(Thread.author_id, Author.name.label("author")),
        *(standing(Author).label("author_role"), Findable.text),
        exists().where(Acceptance.thread_id == Thread.id).label("accepted"),
        exists().where(Endorsement.thread_id == Thread.id).label("endorsed"),
    )
    .join(Findable, _of_thread)
    .join(Author, Author.id == Thread.author_id)
    .where(among(Thread.id, "ids"))
)
_CARDS: AnySelect = (
    select(
        *(Practice.id, Practice.title, Practice.maturity, Practice.state),
        *(Practice.worked, Practice.adapted, Practice.failed, Practice.not_tried),
        Findable.text,
    )
    .join(Findable, _of_card)
    .where(among(Practice.id, "ids"))
)
_CHALLENGES: AnySelect = (
    select(
        *(Challenge.id, Challenge.title, Challenge.format, Challenge.standing),
        *(Challenge.opens_at, Challenge.submit_by, Challenge.review_by),
        *(Challenge.revise_by, Challenge.closes_at, Findable.text),
    )
    .join(Findable, _of_challenge)
    .where(among(Challenge.id, "ids"))
)
_SHOWN = {
    What.thread: _THREADS,
    What.practice: _CARDS,
    What.challenge: _CHALLENGES,
}
_began = func.coalesce(Challenge.opens_at, Challenge.made_at)


@cache
def _having(what: What, parts: int) -> AnySelect:
    """Whatever the index says: what is out of sight is not found."""
    asked: AnySelect
    if what is What.thread:
        asked = select(Thread.id, Thread.kind, Thread.last_at, *signs(parts))
        asked = asked.join(Findable, _of_thread).join(Opening, _is_opening)
        asked = asked.where(~is_out(Opening))
    elif what is What.practice:
        asked = select(Practice.id, Practice.maturity, Practice.changed_at, *signs(parts))
        asked = asked.join(Findable, _of_card).where(is_card_shown(Practice))
    else:
        asked = select(Challenge.id, Challenge.format, _began, *signs(parts))
        asked = asked.join(Findable, _of_challenge).where(IS_FOUND)
    return asked.where(has_any(parts))


def having(here: Here, what: What, parts: Sequence[Part]) -> list[Hit]:
    """Each thing that has any of these parts."""
    rows = here.db.rows(_having(what, len(parts)), known_of(parts))
    return [_hit(what, row, len(parts)) for row in rows]


def shown(here: Here, what: What, ids: Collection[int]) -> Mapping[int, AnyRow]:
    """What a page says of these, by id."""
    if not ids:
        return {}
    return {row.id: row for row in here.db.rows(_SHOWN[what], {"ids": list(ids)})}


def _hit(what: What, row: AnyRow, parts: int) -> Hit:
    id_, kind, at, *has = row
    signs: list[Any] = [bool(sign) for sign in has]
    return Hit(what, id_, kind.value, at, signs[:parts], signs[parts:])
