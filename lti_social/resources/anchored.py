"""What stands on the course's resources, as one reader may know of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import InstrumentedAttribute

from lti_social.cohorts.here import Here
from lti_social.core.among import among
from lti_social.core.rows import AnySelect
from lti_social.resources.models import Anchor, Resource
from lti_social.resources.outlining import Entry, entries
from lti_social.resources.queries import COLUMNS, and_around, asked_by, outline, reader_of
from lti_social.resources.sources.meta import Kind

RECENT = 5  # resources that the picker puts first


class Anchored(NamedTuple):
    """Where something hangs, since when. Of a resource that the LMS hides from this reader
    there is no `entry`, and nothing of it may be said."""

    resource_id: int
    place: str
    at: datetime
    entry: Entry | None

    @property
    def is_gone(self) -> bool:
        return self.entry is not None and self.entry.vanished_at is not None

    @property
    def has_changed(self) -> bool:
        """Since it was hung there: what was said may be about something else."""
        if self.entry is None or self.is_gone:
            return False
        return self.entry.changed_at > max(self.at, self.entry.came_at)


class Hung(NamedTuple):
    """What a list says of it: the first resource, and how many more. One that the LMS hides
    from this reader has no title."""

    resource_id: int
    title: str | None
    is_gone: bool
    more: int


def _of(owner: InstrumentedAttribute[int | None]) -> AnySelect:
    """What these things are about, by the column that points at them."""
    mine = among(owner, "owners")
    chain = and_around(
        select(Resource.id, Resource.parent_id)
        .join(Anchor, Anchor.resource_id == Resource.id)
        .where(mine)
    )
    return (
        select(*COLUMNS, owner.label("owner"), Anchor.place, Anchor.at)
        .join(chain, chain.c.id == Resource.id)
        .outerjoin(Anchor, and_(Anchor.resource_id == Resource.id, mine))
        .order_by(Anchor.id)
    )


_OF_THREADS, _OF_PRACTICES = _of(Anchor.thread_id), _of(Anchor.practice_id)
_OF_CHALLENGES, _OF_SUBMISSIONS = _of(Anchor.challenge_id), _of(Anchor.submission_id)
_RECENT: AnySelect = (
    select(Anchor.resource_id)
    .group_by(Anchor.resource_id)
    .order_by(func.max(Anchor.id).desc())
    .limit(RECENT)
)


def of_threads(here: Here, threads: Collection[int]) -> Mapping[int, Sequence[Anchored]]:
    """What these threads are about, in one question where no rule needs another."""
    return _anchored(here, _OF_THREADS, threads)


def of_practices(
    here: Here, practices: Collection[int]
) -> Mapping[int, Sequence[Anchored]]:
    """What these cards build on, likewise."""
    return _anchored(here, _OF_PRACTICES, practices)


def of_challenges(
    here: Here, challenges: Collection[int]
) -> Mapping[int, Sequence[Anchored]]:
    return _anchored(here, _OF_CHALLENGES, challenges)


def of_submissions(
    here: Here, submissions: Collection[int]
) -> Mapping[int, Sequence[Anchored]]:
    return _anchored(here, _OF_SUBMISSIONS, submissions)


def _anchored(
    here: Here, question: AnySelect, owners: Collection[int]
) -> Mapping[int, Sequence[Anchored]]:
    found: dict[int, list[Anchored]] = defaultdict(list)
    if not (owners and here.cohort.has_outline):
        return found
    asked = {"owners": list(owners)} | asked_by(here)
    rows = here.db.rows(question, asked).all()
    each = {row.id: row for row in rows}
    seen = {entry.id: entry for entry in entries(each.values(), reader_of(here, rows))}
    for row in rows:
        if row.owner is not None:
            hung = Anchored(row.id, row.place, row.at, seen.get(row.id))
            found[row.owner].append(hung)
    return found


def in_brief(several: Sequence[Anchored]) -> Hung | None:
    if not several:
        return None
    first = several[0]
    title = first.entry.title if first.entry else None
    return Hung(first.resource_id, title, first.is_gone, len(several) - 1)


class Offered(NamedTuple):
    """A group of the picker; without a title, those that were spoken of lately."""

    title: str
    entries: Sequence[Entry]


def offered(here: Here) -> list[Offered]:
    """What may be chosen: recent ones first, then the course's in their order."""
    if not here.cohort.has_outline:
        return []
    there = [one for one in outline(here) if not one.greyed and one.vanished_at is None]
    by_id = {one.id: one for one in there if one.kind is not Kind.section}
    recent = [id_ for id_ in here.db.rows(_RECENT).scalars() if id_ in by_id]
    groups = [Offered("", [by_id[id_] for id_ in recent])] if recent else []
    return groups + _by_section(there)


def _by_section(there: Sequence[Entry]) -> list[Offered]:
    """What lies in sections within a section is of its own innermost one."""
    titles = {one.id: one.title for one in there if one.kind is Kind.section}
    sections: dict[str, list[Entry]] = defaultdict(list)
    around: dict[int, str] = {}
    for one in there:
        inherited = around.get(one.parent_id or 0, "…")
        around[one.id] = titles.get(one.id, inherited)
        if one.kind is not Kind.section:
            sections[around[one.id]].append(one)
    return [Offered(title, listed) for title, listed in sections.items()]
