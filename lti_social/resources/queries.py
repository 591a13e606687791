"""What can be asked of resources: the outline as its reader may see it, and how fresh."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import CTE, bindparam, exists, select

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Person
from lti_social.core.among import among, lines_of
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.resources import policy
from lti_social.resources.models import Belonging, Resource, SyncState
from lti_social.resources.outlining import Entry, entries
from lti_social.resources.sources.meta import Source
from lti_social.resources.succession import successor
from lti_social.resources.visibility import Reader

_tells_groups = exists().where(SyncState.source == Source.moodle, SyncState.tells_groups)
_groups = (  # the reader's, one a line
    select(lines_of(Belonging.group))
    .join(Person, Person.sub == Belonging.sub)
    .where(Person.id == bindparam("person_id"))
    .scalar_subquery()
)
COLUMNS: tuple[Any, ...] = (
    *(Resource.id, Resource.source, Resource.parent_id, Resource.position, Resource.kind),
    *(Resource.lms_kind, Resource.title, Resource.url, Resource.description),
    *(Resource.visible, Resource.on_page, Resource.availability, Resource.updated_at),
    *(Resource.due_at, Resource.points, Resource.mime, Resource.files),
    *(Resource.came_at, Resource.changed_at, Resource.vanished_at),
    *(_tells_groups.label("tells_groups"), _groups.label("groups")),
)
_ALL: AnySelect = select(*COLUMNS)


def and_around(first: AnySelect) -> CTE:
    """The ids of the resources that `first` names (id, parent_id) and of all that they lie
    in: what is needed to judge who may see them."""
    chain = first.cte("chain", recursive=True)
    above = select(Resource.id, Resource.parent_id)
    return chain.union(above.join(chain, chain.c.parent_id == Resource.id))


_chain = and_around(
    select(Resource.id, Resource.parent_id).where(among(Resource.id, "ids"))
)
_SOME: AnySelect = select(*COLUMNS).join(_chain, _chain.c.id == Resource.id)
_STATES = select(
    *(SyncState.source, SyncState.asked_at, SyncState.reading_at, SyncState.tried_at),
    *(SyncState.read_at, SyncState.failure, SyncState.detail, SyncState.mender),
    SyncState.remarks,
).order_by(SyncState.id)


def outline(here: Here) -> list[Entry]:
    """The course's resources in their order, parents first: what the LMS hides from the
    reader is not among them. Those that vanished are, where they were not hidden."""
    rows = here.db.rows(_ALL, asked_by(here)).all()
    return entries(rows, reader_of(here, rows))


def some(here: Here, ids: Collection[int]) -> dict[int, Entry]:
    """Those of these that the reader may see, wherever they lie."""
    rows = here.db.rows(_SOME, {"ids": list(ids)} | asked_by(here)).all()
    seen = entries(rows, reader_of(here, rows))
    return {entry.id: entry for entry in seen if entry.id in ids}


def the_entry(here: Here, resource_id: int) -> Entry:
    """One that the reader may see; NotFound for any other."""
    found = some(here, {resource_id})
    if not found:
        raise NotFound
    return found[resource_id]


def the_resource(here: Here, resource_id: int) -> Resource:
    """For those who keep the outline; NotFound where the course has none of this id."""
    found = here.db.get(Resource, resource_id)
    if found is None:
        raise NotFound
    return found


def successor_of(here: Here, resource_id: int) -> Entry | None:
    """What probably took the place of one that vanished or is no longer the same."""
    listed = outline(here)
    gone = next((entry for entry in listed if entry.id == resource_id), None)
    return successor(gone, listed) if gone else None


def freshness(here: Here) -> Sequence[AnyRow]:
    """How it stands with each source of the course."""
    return here.db.rows(_STATES).all()


def asked_by(here: Here) -> dict[str, Any]:
    """What a question of COLUMNS has to know."""
    return {"person_id": here.me.person_id}


def reader_of(here: Here, rows: Sequence[AnyRow]) -> Reader:
    """Rows of COLUMNS all say the same of the reader's groups."""
    groups = None
    if rows and rows[0].tells_groups:
        groups = frozenset((rows[0].groups or "").split("\n")) - {""}
    return Reader(teaches=policy.may_see_hidden(here.me), now=now(), groups=groups)
