"""The list of cards: what is offered, newest first, narrowed by what the reader asks for.

It is never ordered by how much a card is liked. Cards that need trials come in the order
in which they need them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, standing
from lti_social.core.among import among
from lti_social.core.db import Moment
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.library.forms import Filters, Show
from lti_social.library.models import Saved
from lti_social.library.seeing import IS_OFFERED, NEEDS_TRIALS, ROWS, TRIED
from lti_social.practices.models import (
    Credit,
    Practice,
    Skill,
)
from lti_social.practices.seeing import is_shown, named
from lti_social.resources.models import Anchor

PAGE = 20

Mine, On = aliased(Credit), aliased(Anchor)

_is_saved = exists().where(
    Saved.practice_id == Practice.id, Saved.member_id == bindparam("me")
)
_is_mine = exists().where(
    Mine.practice_id == Practice.id,
    Mine.member_id == bindparam("me"),
    Mine.has_agreed,
)

_SHOWN: Mapping[Show, ColumnElement[bool]] = {
    Show.all: IS_OFFERED,
    Show.trials: and_(IS_OFFERED, NEEDS_TRIALS),
    Show.saved: and_(_is_saved, is_shown(Practice)),
    Show.mine: and_(_is_mine, Practice.version > 0),
}
_NARROWED: Mapping[str, ColumnElement[bool]] = {
    "maturity": Practice.maturity == bindparam("maturity"),
    "skill": exists().where(
        Skill.practice_id == Practice.id, Skill.key == bindparam("skill")
    ),
    "job": Practice.job == bindparam("job"),
    "language": Practice.language == bindparam("language"),
    "resource": exists().where(
        On.practice_id == Practice.id, On.resource_id == bindparam("resource")
    ),
}
_BESIDE: AnySelect = select(
    union_all(
        select(
            literal("by").label("what"),
            *(Credit.practice_id, Credit.id.label("place"), Credit.member_id),
            *(named(Member, Credit).label("words"), standing(Member).label("role")),
        )
        .join(Member, Member.id == Credit.member_id)
        .where(among(Credit.practice_id, "cards"), Credit.has_agreed),
        select(
            literal("skill"), Skill.practice_id, Skill.id, null(), Skill.words, null()
        ).where(among(Skill.practice_id, "cards")),
    ).subquery()
)


@dataclass(frozen=True)
class Cursor:
    """The last card of a page: where the next one goes on."""

    tried: int
    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.tried}-{self.at.timestamp():.6f}-{self.id}"

    @classmethod
    def read(cls, said: str) -> "Cursor":
        tried, at, number = said.split("-")
        return cls(int(tried), datetime.fromtimestamp(float(at), UTC), int(number))


@dataclass(frozen=True)
class Beside:
    """Whose a card is, the author first, and what it is good for."""

    by: list[AnyRow] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Listing:
    rows: Sequence[AnyRow]
    beside: Mapping[int, Beside]
    older: Cursor | None

    def words_of(self, skill: str) -> str:
        """As a card that has it says it."""
        said = (words for one in self.beside.values() for words in one.skills)
        return next((words for words in said if words.casefold() == skill), skill)


def listing(here: Here, filters: Filters) -> Listing:
    known: dict[str, Any] = {name: getattr(filters, name) for name in filters.narrowing}
    if filters.show in (Show.saved, Show.mine):
        known["me"] = here.me.id
    if filters.older:
        known |= vars(Cursor.read(filters.older))
    question = _page(filters.show, filters.narrowing, older=bool(filters.older))
    rows = here.db.rows(question, known).all()
    rows, is_more = rows[:PAGE], len(rows) > PAGE
    last = rows[-1] if is_more else None
    return Listing(
        rows=rows,
        beside=beside(here, rows),
        older=Cursor(last.tried, last.published_at, last.id) if last else None,
    )


def beside(here: Here, rows: Sequence[AnyRow]) -> Mapping[int, Beside]:
    """What the rows of some cards do not say themselves."""
    found: dict[int, Beside] = defaultdict(Beside)
    if not rows:
        return found
    authors = {row.id: row.author_id for row in rows}
    said = here.db.rows(_BESIDE, {"cards": list(authors)}).all()
    for one in sorted(said, key=lambda one: one.place):
        card = found[one.practice_id]
        if one.what == "skill":
            card.skills.append(one.words)
        elif one.member_id == authors[one.practice_id]:
            card.by.insert(0, one)
        else:
            card.by.append(one)
    return found


@cache
def _page(show: Show, narrowing: frozenset[str], *, older: bool) -> AnySelect:
    """Built once for each way to ask."""
    only = (_SHOWN[show], *(_NARROWED[name] for name in sorted(narrowing)))
    by_date = (Practice.published_at.desc(), Practice.id.desc())
    order = (TRIED, *by_date) if show is Show.trials else by_date
    rows = ROWS.where(*only, *([_is_later(show)] if older else []))
    return rows.order_by(*order).limit(PAGE + 1)


def _is_later(show: Show) -> ColumnElement[bool]:
    at = bindparam("at", type_=Moment())
    before = Practice.published_at < at
    same_moment = and_(Practice.published_at == at, Practice.id < bindparam("id"))
    by_date = or_(before, same_moment)
    if show is not Show.trials:
        return by_date
    tried = bindparam("tried", type_=Practice.worked.type)
    return or_(tried < TRIED, and_(tried == TRIED, by_date))
