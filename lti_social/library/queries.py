"""What can be asked of collections, and of what goes with a card."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, bindparam, func, literal, select, union_all
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database
from lti_social.library.models import Collected, Collection, Saved
from lti_social.library.seeing import IS_OFFERED, ROWS
from lti_social.practices.models import Practice, Skill
from lti_social.practices.seeing import is_shown
from lti_social.resources.models import Anchor

PAGE = 20
NEWEST = 2**31 - 1  # no collection has a higher id
MOST_RELATED = 5
MOST_MINE = 30  # collections of one's own to choose from: the newest

_card = bindparam("card", type_=Practice.id.type)
_me = bindparam("me", type_=Practice.id.type)
OwnSkill, OwnAnchor = aliased(Skill), aliased(Anchor)

_COLLECTIONS: AnySelect = (
    select(
        *(Collection.id, Collection.title, Collection.purpose, Collection.member_id),
        Member.name.label("by"),
        select(func.count())
        .select_from(Collected)
        .join(Practice, Practice.id == Collected.practice_id)
        .where(Collected.collection_id == Collection.id, IS_OFFERED)
        .correlate(Collection)
        .scalar_subquery()
        .label("cards"),
    )
    .join(Member, Member.id == Collection.member_id)
    .where(Collection.id < bindparam("before"))
    .order_by(Collection.id.desc())
    .limit(PAGE + 1)
)
_IN_IT: AnySelect = (
    ROWS.add_columns(
        *(Collected.note, IS_OFFERED.label("is_offered")),
        is_shown(Practice).label("is_shown"),
    )
    .join(Collected, Collected.practice_id == Practice.id)
    .where(Collected.collection_id == bindparam("collection"))
    .order_by(Collected.position, Collected.id)
)
_mine = (
    select(literal("mine").label("what"), Collection.id, Collection.title)
    .where(Collection.member_id == _me)
    .order_by(Collection.id.desc())
    .limit(MOST_MINE)
    .subquery()
)
_KEPT: AnySelect = select(
    union_all(
        select(_mine),
        select(literal("holds"), Collection.id, Collection.title)
        .join(Collected, Collected.collection_id == Collection.id)
        .where(Collected.practice_id == _card),
        select(literal("saved"), Saved.id, literal("")).where(
            Saved.practice_id == _card, Saved.member_id == _me
        ),
    ).subquery()
)
_shared = union_all(
    select(Skill.practice_id)
    .join(OwnSkill, OwnSkill.key == Skill.key)
    .where(OwnSkill.practice_id == _card),
    select(Anchor.practice_id)
    .join(OwnAnchor, OwnAnchor.resource_id == Anchor.resource_id)
    .where(OwnAnchor.practice_id == _card),
).subquery()
_counted = (
    select(_shared.c.practice_id, func.count().label("n"))
    .group_by(_shared.c.practice_id)
    .subquery()
)
_RELATED: AnySelect = (
    select(Practice.id, Practice.title, Practice.maturity)
    .join(_counted, _counted.c.practice_id == Practice.id)
    .where(Practice.id != _card, IS_OFFERED)
    .order_by(_counted.c.n.desc(), Practice.published_at.desc(), Practice.id.desc())
    .limit(MOST_RELATED)
)
_ON_RESOURCE: AnySelect = (
    ROWS.join(Anchor, Anchor.practice_id == Practice.id)
    .where(Anchor.resource_id == bindparam("resource"), IS_OFFERED)
    .order_by(Practice.published_at.desc(), Practice.id.desc())
    .limit(MOST_RELATED + 1)
)
_GROWN: AnySelect = (
    select(Anchor.resource_id, func.count().label("cards"))
    .join(Practice, Practice.id == Anchor.practice_id)
    .where(IS_OFFERED)
    .group_by(Anchor.resource_id)
)


def the_collection(here: Here, collection_id: int) -> Collection:
    """Locked for who writes, so that nobody else puts it in another order meanwhile."""
    lock = {"key_share": True} if here.ask.writes else None
    found = here.db.get(Collection, collection_id, with_for_update=lock)
    if found is None:
        raise NotFound
    return found


def maker_of(here: Here, collection: Collection) -> str:
    return here.db.get_one(Member, collection.member_id).name


def collections(here: Here, before: int) -> Sequence[AnyRow]:
    """One more than a page, newest first, each with how many `cards` others find in it."""
    return here.db.rows(_COLLECTIONS, {"before": before}).all()


def cards_in(here: Here, collection: Collection) -> Sequence[AnyRow]:
    """In their order. Who made it sees that some are no longer offered (archived, out of
    sight, taken back), and nobody else does."""
    rows = here.db.rows(_IN_IT, {"collection": collection.id}).all()
    is_mine = collection.member_id == here.me.id
    return [row for row in rows if row.is_offered or is_mine]


def placed_in(db: Database, collection: Collection) -> Sequence[Collected]:
    mine = select(Collected).where(Collected.collection_id == collection.id)
    return db.scalars(mine.order_by(Collected.position, Collected.id)).all()


def the_place(here: Here, collection: Collection, practice_id: int) -> Collected:
    """Where a card stands in it, whether it is still shown or not."""
    wanted: Select[Collected] = select(Collected).where(
        Collected.collection_id == collection.id, Collected.practice_id == practice_id
    )
    found = here.db.scalar(wanted)
    if found is None:
        raise NotFound
    return found


def kept(here: Here, card: Practice) -> Sequence[AnyRow]:
    """Whether the reader saved it (a row `saved`), which collections hold it, and which
    are the reader's own, newest first."""
    known = {"card": card.id, "me": here.me.id}
    return sorted(here.db.rows(_KEPT, known).all(), key=lambda row: -row.id)


def related(here: Here, card: Practice) -> Sequence[AnyRow]:
    """Cards that are good for the same or build on the same: the closest first."""
    return here.db.rows(_RELATED, {"card": card.id}).all()


def on_resource(here: Here, resource_id: int) -> Sequence[AnyRow]:
    """Cards that build on it, newest first: one more than are shown there."""
    return here.db.rows(_ON_RESOURCE, {"resource": resource_id}).all()


def grown(here: Here) -> Mapping[int, int]:
    """By resource, how many cards build on it."""
    return {row.resource_id: row.cards for row in here.db.rows(_GROWN)}
