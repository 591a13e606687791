"""Hanging what people make on the course's resources: for the verbs of features above."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import delete, select

from lti_social.cohorts.here import Here
from lti_social.core.clock import now
from lti_social.core.errors import N_, Invalid
from lti_social.resources.models import Anchor
from lti_social.resources.queries import some

MOST = 6  # resources that one thing is about
NOWHERE: Mapping[int, str] = {}

NOT_THERE = N_("A resource that you chose is not in the course any more. Choose another.")
TOO_MANY = N_("These are too many resources: six is the most.")


class On(NamedTuple):
    """What hangs: its column of Anchor, and its id."""

    column: str
    id: int


def hang(here: Here, on: On, about: Mapping[int, str], off: Collection[int] = ()) -> None:
    """Make something be about these resources (ids), each with the place within it; `off`
    are those that it is about no more."""
    hung = _hung_by(here, on)
    for resource_id in hung.keys() & set(off):
        here.db.delete(hung.pop(resource_id))
    wanted = {id_: place for id_, place in about.items() if id_ not in off}
    new = [id_ for id_ in wanted if id_ not in hung]
    _require_there(here, new)
    if len(hung) + len(new) > MOST:
        raise Invalid(TOO_MANY)
    for resource_id, place in wanted.items():
        if resource_id in hung:
            hung[resource_id].place = place
    by = {on.column: on.id, "member_id": here.me.id}
    here.db.add_all(Anchor(**by, resource_id=id_, place=wanted[id_]) for id_ in new)
    here.db.flush()


def let_go(here: Here, on: On) -> None:
    """It is about nothing any more, and may go itself."""
    here.db.execute(delete(Anchor).filter_by(**{on.column: on.id}))


def hang_elsewhere(here: Here, resource_id: int, to: int) -> None:
    """All that hangs on one resource, to another that is there."""
    _require_there(here, [to])
    both = Anchor.resource_id.in_([resource_id, to])
    rows = here.db.scalars(select(Anchor).where(both)).all()
    there = {_hanging(row) for row in rows if row.resource_id == to}
    for row in rows:
        if row.resource_id == to:
            continue
        if _hanging(row) in there:
            here.db.delete(row)
        else:
            row.resource_id, row.member_id, row.at = to, here.me.id, now()
    here.db.flush()


def _hanging(row: Anchor) -> tuple[int | None, ...]:
    return row.thread_id, row.practice_id, row.challenge_id, row.submission_id


def _hung_by(here: Here, on: On) -> dict[int, Anchor]:
    rows = here.db.scalars(select(Anchor).filter_by(**{on.column: on.id}))
    return {row.resource_id: row for row in rows}


def _require_there(here: Here, ids: Collection[int]) -> None:
    """That the reader may open each of them now."""
    seen = some(here, ids) if ids else {}
    if not all(
        (entry := seen.get(id_)) and not entry.greyed and entry.vanished_at is None
        for id_ in ids
    ):
        raise Invalid(NOT_THERE)
