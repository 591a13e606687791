"""What the page of the outline shows: sections, what grew on each resource, what is new."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from lti_social.cohorts.here import Here
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.library.queries import grown as grown_cards
from lti_social.resources import policy
from lti_social.resources.outlining import Entry
from lti_social.resources.queries import freshness, outline
from lti_social.resources.sources.meta import Kind
from lti_social.resources.state import LOST
from lti_social.threads.about import Grown, grown

NEW = timedelta(days=7)  # that a resource is called new, to who was never away
FIRST = timedelta(hours=1)  # what came with the outline itself is not new in it

NOTHING = Grown(0, 0, 0)


class Show(StrEnum):
    all = "all"
    talked = "talked"
    unread = "unread"


@dataclass(frozen=True)
class Row:
    """A resource, what was said about it, and how many practices build on it."""

    entry: Entry
    grown: Grown
    cards: int
    is_new: bool


@dataclass
class Section:
    """What lies in one section and in none within it; without an entry, in no section."""

    entry: Entry | None
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """`total` of the resources and `talked` are of the whole course, `sections` of what was
    asked for."""

    sections: Sequence[Section]
    total: int
    talked: int
    unread: int


def the_outline(here: Here, show: Show, words: str) -> Outline:
    listed = outline(here)
    rows = _rows(here, listed, grown(here), grown_cards(here))
    there = [row for row in rows.values() if row.entry.vanished_at is None]
    return Outline(
        sections=_sections(listed, rows, show, words.casefold()),
        total=len(there),
        talked=sum(row.grown.threads > 0 for row in there),
        unread=sum(row.grown.unread > 0 for row in rows.values()),
    )


def _rows(
    here: Here,
    listed: Sequence[Entry],
    counts: Mapping[int, Grown],
    cards: Mapping[int, int],
) -> dict[int, Row]:
    """Of those that vanished, the ones on which something stands; keepers see them all."""
    began = min((entry.came_at for entry in listed), default=now()) + FIRST
    since = max(began, here.me.away_since or now() - NEW)
    keeps = policy.may_keep(here.me)
    return {
        entry.id: _row(entry, counts.get(entry.id, NOTHING), cards.get(entry.id, 0), since)
        for entry in listed
        if entry.kind is not Kind.section
        and (keeps or entry.vanished_at is None or entry.id in {*counts, *cards})
    }


def _row(entry: Entry, grown: Grown, cards: int, since: datetime) -> Row:
    is_new = entry.vanished_at is None and entry.came_at > since
    return Row(entry, grown, cards, is_new)


def _sections(
    listed: Iterable[Entry], rows: Mapping[int, Row], show: Show, words: str
) -> list[Section]:
    sections: dict[int | None, Section] = {None: Section(None)}
    around: dict[int | None, int | None] = {None: None}
    for entry in listed:
        inside = around.get(entry.parent_id)
        is_section = entry.kind is Kind.section
        around[entry.id] = entry.id if is_section else inside
        if is_section:
            sections[entry.id] = Section(entry)
        elif (row := rows.get(entry.id)) and _is_wanted(row, show, words):
            sections[inside].rows.append(row)
    return [section for section in sections.values() if section.rows]


def _is_wanted(row: Row, show: Show, words: str) -> bool:
    if show is Show.talked and not row.grown.threads:
        return False
    if show is Show.unread and not row.grown.unread:
        return False
    said = f"{row.entry.title} {row.entry.description}".casefold()
    return all(word in said for word in words.split())


@dataclass(frozen=True)
class Source:
    """How it stands with one source, and whether it is about to be read, or being read."""

    state: AnyRow
    waits: bool


def sources(here: Here) -> list[Source]:
    return [
        Source(row, row.asked_at is not None and now() - row.asked_at < LOST)
        for row in freshness(here)
    ]
