"""From rows to an outline: the tree in its order, with what this reader sees of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from lti_social.core.errors import N_
from lti_social.core.rows import AnyRow
from lti_social.resources.sources.meta import Kind, Source
from lti_social.resources.visibility import Chosen, Reader, Sight, sight, within

ORDER = (Source.moodle, Source.cartridge, Source.by_hand, Source.claims)


class Mark(StrEnum):
    """What those who teach are told of a resource that learners may not see."""

    hidden = "hidden"
    restricted = "restricted"

    @property
    def words(self) -> str:
        return MARKS[self]


MARKS = {
    Mark.hidden: N_("hidden from learners"),
    Mark.restricted: N_("restricted in the LMS"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A resource as one reader sees it. Greyed: a title that is not for them now, and
    nothing else. `mark` is for those who teach."""

    id: int
    source: Source
    kind: Kind
    title: str
    depth: int
    parent_id: int | None
    position: int
    greyed: bool
    mark: Mark | None
    url: str | None
    description: str
    mime: str | None
    files: tuple[dict[str, Any], ...]
    points: float | None
    due_at: datetime | None
    updated_at: datetime | None
    came_at: datetime
    changed_at: datetime
    vanished_at: datetime | None


def entries(rows: Iterable[AnyRow], reader: Reader) -> list[Entry]:
    """In order, parents first, without what is absent for this reader."""
    listed = _wanted(list(rows))
    there = {row.id for row in listed}
    below: dict[int | None, list[AnyRow]] = defaultdict(list)
    for row in sorted(listed, key=_place):
        below[row.parent_id if row.parent_id in there else None].append(row)
    return list(_walk(below, reader))


def _wanted(rows: list[AnyRow]) -> list[AnyRow]:
    """What launches alone tell is of use until the LMS itself tells more."""
    tells_more = any(row.source is Source.moodle and not row.vanished_at for row in rows)
    return [row for row in rows if not (tells_more and row.source is Source.claims)]


def _place(row: AnyRow) -> tuple[int, int, int]:
    return ORDER.index(row.source), row.position, row.id


class _Step(NamedTuple):
    """A resource to look at, and what is known of where it lies."""

    row: AnyRow
    depth: int
    around: Sight
    mark_around: Mark | None


def _walk(below: dict[int | None, list[AnyRow]], reader: Reader) -> Iterator[Entry]:
    """Without recursion: a cartridge may lie deep."""
    waiting = [_Step(row, 0, Sight.open, None) for row in reversed(below[None])]
    while waiting:
        row, depth, around, mark_around = waiting.pop()
        own = Chosen(row.visible, row.on_page, row.availability)
        mark = mark_around or _mark(own)
        seen = Sight.open if reader.teaches else within(sight(own, reader), around)
        if seen is Sight.absent:
            continue
        yield _entry(row, depth, seen, mark if reader.teaches else None)
        inner = [_Step(one, depth + 1, seen, mark) for one in below[row.id]]
        waiting.extend(reversed(inner))


def _mark(chosen: Chosen) -> Mark | None:
    if not (chosen.visible and chosen.on_page):
        return Mark.hidden
    return Mark.restricted if chosen.rule is not None else None


def _entry(row: AnyRow, depth: int, seen: Sight, mark: Mark | None) -> Entry:
    is_open = seen is Sight.open
    return Entry(
        id=row.id,
        source=row.source,
        kind=row.kind,
        title=row.title,
        depth=depth,
        parent_id=row.parent_id,
        position=row.position,
        greyed=not is_open,
        mark=mark,
        url=row.url if is_open and row.vanished_at is None else None,
        description=row.description if is_open else "",
        mime=row.mime if is_open else None,
        files=tuple(row.files) if is_open else (),
        points=row.points if is_open else None,
        due_at=row.due_at if is_open else None,
        updated_at=row.updated_at if is_open else None,
        came_at=row.came_at,
        changed_at=row.changed_at,
        vanished_at=row.vanished_at,
    )
