"""What a source said, written down: only what differs, and nothing that was is lost."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from lti_social.cohorts.models import Course
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database, upsert
from lti_social.resources.models import Belonging, Resource
from lti_social.resources.sources.meta import Listing, ResourceMeta, Source

AT_ONCE = 500  # ids in one statement

_KNOWN = select(
    *(Resource.id, Resource.lms_id, Resource.lms_kind),
    *(Resource.fingerprint, Resource.vanished_at),
).where(Resource.source == bindparam("source"))


@dataclass(frozen=True)
class Changes:
    """Ids of what a reading changed; what returned is among `changed`. Of these `renewed`
    are those in which its readers would notice something."""

    came: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    renewed: tuple[int, ...] = ()
    vanished: tuple[int, ...] = ()


def known(db: Database, source: Source) -> dict[str, AnyRow]:
    """What the course has of a source, by the LMS's ids, vanished ones too."""
    return {row.lms_id: row for row in db.rows(_KNOWN, {"source": source})}


def bring_in(db: Database, source: Source, listing: Listing) -> Changes:
    """Make the rows of `db`'s course say what the listing says."""
    before = known(db, source)
    told = {one.lms_id: one for one in listing.resources}
    ids = {lms_id: row.id for lms_id, row in before.items()}
    came = _add(db, source, [one for one in told.values() if one.lms_id not in ids], ids)
    differing = [
        one
        for one in told.values()
        if (row := before.get(one.lms_id)) and _differs(row, one)
    ]
    renewed = _change(db, differing, ids)
    here_still = told.keys() | listing.unseen
    gone = [
        row.id
        for row in before.values()
        if row.vanished_at is None and row.lms_id not in here_still
    ]
    for some in _pieces(gone):
        vanishing = update(Resource).where(Resource.id.in_(some))
        db.execute(vanishing.values(vanished_at=now(), changed_at=now()))
    if listing.groups is not None:
        _settle_groups(db, listing.groups)
    changed = tuple(ids[one.lms_id] for one in differing)
    return Changes(came=came, changed=changed, renewed=renewed, vanished=tuple(gone))


def add_one(db: Database, source: Source, one: ResourceMeta) -> int:
    """A new one beside the others of its source; its id."""
    (added,) = _add(db, source, [one], {})
    return added


def _differs(row: AnyRow, one: ResourceMeta) -> bool:
    return row.vanished_at is not None or row.fingerprint != one.fingerprint


def _add(
    db: Database, source: Source, new: list[ResourceMeta], ids: dict[str, int]
) -> tuple[int, ...]:
    """Level by level, as each needs its parent's id."""
    depths = _depths(new)
    added, at = [], now()
    for _, level in groupby(sorted(new, key=lambda one: depths[one.lms_id]), _by(depths)):
        came = {"source": source, "came_at": at, "changed_at": at}
        rows = [Resource(**came, **_values(one, ids)) for one in level]
        db.add_all(rows)
        db.flush()
        ids.update({row.lms_id: row.id for row in rows})
        added += [row.id for row in rows]
    if added:
        db.execute(_FIRST.values(outlined_at=now()), {"course_id": db.course_id})
    return tuple(added)


def _by(depths: Mapping[str, int]) -> Any:
    return lambda one: depths[one.lms_id]


def _depths(listed: Iterable[ResourceMeta]) -> dict[str, int]:
    """How many of the listed each lies in; parents come before what they hold."""
    depths: dict[str, int] = {}
    for one in listed:
        depths[one.lms_id] = depths[one.parent] + 1 if one.parent in depths else 0
    return depths


def _change(
    db: Database, differing: list[ResourceMeta], ids: Mapping[str, int]
) -> tuple[int, ...]:
    """The ids of those in which its readers would notice something."""
    told = {ids[one.lms_id]: one for one in differing}
    renewed = []
    for some in _pieces(list(told)):
        for row in db.scalars(select(Resource).where(Resource.id.in_(some))):
            before = _noticed(row)
            for name, value in _values(told[row.id], ids).items():
                setattr(row, name, value)
            row.vanished_at = None
            if _noticed(row) != before:
                row.changed_at = now()
                renewed.append(row.id)
    db.flush()
    return tuple(renewed)


def _noticed(row: Resource) -> tuple[object, ...]:
    """What its readers would see change: not where it stands, or for whom."""
    return tuple(getattr(row, name) for name in _NOTICED)


def _values(one: ResourceMeta, ids: Mapping[str, int]) -> dict[str, Any]:
    """A row's columns. A parent that is not there, or is itself, is none."""
    said = {name: getattr(one, name) for name in _AS_SAID}
    parent = ids.get(one.parent or "")
    return said | {
        "parent_id": parent if parent != ids.get(one.lms_id) else None,
        "files": [asdict(file) for file in one.files],
        "fingerprint": one.fingerprint,
    }


_AS_SAID = (
    *("lms_id", "position", "kind", "lms_kind", "title", "url", "description", "visible"),
    *("on_page", "availability", "updated_at", "due_at", "points", "mime"),
)
_NOTICED = (
    *("title", "kind", "url", "description", "files", "updated_at", "due_at"),
    "vanished_at",
)
_FIRST = update(Course).where(
    Course.id == bindparam("course_id"), Course.outlined_at.is_(None)
)
_BELONGING = select(Belonging.sub, Belonging.group, Belonging.id)


def _settle_groups(db: Database, groups: Mapping[str, frozenset[str]]) -> None:
    before = {(row.sub, row.group): row.id for row in db.rows(_BELONGING)}
    told = {(sub, group) for group, people in groups.items() for sub in people}
    if new := sorted(told - before.keys()):
        rows = [{"sub": sub, "group": group} for sub, group in new]
        upsert(db, Belonging, rows, key=Belonging.one_per)
    for some in _pieces([id_ for pair, id_ in before.items() if pair not in told]):
        db.execute(delete(Belonging).where(Belonging.id.in_(some)))


def _pieces(ids: list[int]) -> Iterator[list[int]]:
    yield from (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))
