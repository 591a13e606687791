"""Keeping cards for oneself, and gathering them for others."""

from sqlalchemy import delete as remove

from lti_social.cohorts.here import Here, require
from lti_social.core.errors import N_, Conflict
from lti_social.core.wall import upsert
from lti_social.library import policy, queries
from lti_social.library.models import Collected, Collection, Saved
from lti_social.practices.models import Practice
from lti_social.recalls.coming import forget, remember

MOST = 60  # cards in one collection
ENOUGH = N_("There are sixty practices in this collection: begin another one.")


def save(here: Here, card: Practice, *, on: bool) -> None:
    """Find it again later, and come across it meanwhile; or no longer."""
    require(policy.may_save(here.me))
    mine = {"practice_id": card.id, "member_id": here.me.id}
    if not on:
        here.db.execute(remove(Saved).filter_by(**mine))
        forget(here.db, here.me.id, card.id)
    elif upsert(here.db, Saved, [mine], key=Saved.one_per).rowcount:
        remember(here.db, here.me.id, card.id)


def begin(here: Here, title: str, purpose: str = "") -> Collection:
    require(policy.may_gather(here.me))
    collection = Collection(member_id=here.me.id, title=title, purpose=purpose)
    here.db.add(collection)
    here.db.flush()
    return collection


def change(here: Here, collection: Collection, title: str, purpose: str) -> None:
    require(policy.may_edit(here.me, collection))
    collection.title, collection.purpose = title, purpose


def put_in(here: Here, collection: Collection, card: Practice, note: str) -> None:
    """At the end; what stands there already gets the note, if it is one."""
    require(policy.may_edit(here.me, collection))
    placed = queries.placed_in(here.db, collection)
    known = next((one for one in placed if one.practice_id == card.id), None)
    if known is not None:
        known.note = note or known.note
        return
    if len(placed) >= MOST:
        raise Conflict(ENOUGH)
    where = {"collection_id": collection.id, "practice_id": card.id}
    position = placed[-1].position + 1 if placed else 1
    here.db.add(Collected(**where, position=position, note=note))


def say_why(here: Here, collection: Collection, place: Collected, note: str) -> None:
    require(policy.may_edit(here.me, collection))
    place.note = note


def move(here: Here, collection: Collection, place: Collected, *, up: bool) -> None:
    """One place up or down; past the ends there is nowhere to go."""
    require(policy.may_edit(here.me, collection))
    placed = list(queries.placed_in(here.db, collection))
    at = placed.index(place)
    other = at - 1 if up else at + 1
    if 0 <= other < len(placed):
        there = placed[other]
        place.position, there.position = there.position, place.position


def take_out(here: Here, collection: Collection, place: Collected) -> None:
    """The card itself stays as it is."""
    require(policy.may_edit(here.me, collection))
    here.db.delete(place)


def delete(here: Here, collection: Collection) -> None:
    """The collection; its cards stay where they are."""
    require(policy.may_delete(here.me, collection))
    here.db.execute(remove(Collected).where(Collected.collection_id == collection.id))
    here.db.delete(collection)
