"""What the maturity of one card depends on, read from what the cohort has of it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, exists, select

from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.db import Moment
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database
from lti_social.practices.models import Credit, Practice
from lti_social.resources.models import Anchor, Resource
from lti_social.trials.maturity import Evidence, Ground, Told
from lti_social.trials.models import Confirmation, Trial
from lti_social.trials.seeing import is_shown

More = Callable[[Database, Practice], Iterable[Told]]

MORE: list[More] = []  # features above say, once, what else was told of a card

IS_BY_AUTHOR = exists().where(
    Credit.practice_id == Trial.practice_id,
    Credit.member_id == Trial.member_id,
    Credit.has_agreed,
)
_TOLD: AnySelect = select(
    *(Trial.member_id, Trial.outcome, Trial.context, Trial.happened_on, Trial.told_at),
    IS_BY_AUTHOR.label("by_author"),
).where(Trial.practice_id == bindparam("card"), is_shown(Trial))
_MOVED: AnySelect = (
    select(Resource.changed_at, Resource.vanished_at, Anchor.at)
    .join(Anchor, Anchor.resource_id == Resource.id)
    .where(
        Anchor.practice_id == bindparam("card"),
        (Resource.changed_at > bindparam("renewed_at", type_=Moment()))
        | Resource.vanished_at.is_not(None),
    )
)
_CONFIRMED: AnySelect = (
    select(Confirmation.id, Confirmation.maturity, Confirmation.at, Member.name.label("by"))
    .join(Member, Member.id == Confirmation.member_id)
    .where(Confirmation.practice_id == bindparam("card"), Confirmation.lapsed_at.is_(None))
    .order_by(Confirmation.id)
)


class Gathered(NamedTuple):
    """The evidence, and the confirmations in force."""

    evidence: Evidence
    confirmations: list[AnyRow]


def gather(db: Database, card: Practice) -> Gathered:
    known = {"card": card.id}
    rows = db.rows(_TOLD, known).all()
    confirmations = list(db.rows(_CONFIRMED, known).all())
    evidence = Evidence(
        told=[*(Told(*row[:5]) for row in rows), *_from_elsewhere(db, card)],
        authors={row.member_id for row in rows if row.by_author},
        grounds=_grounds(db, card),
        has_curator=bool(confirmations),
        has_owner=card.owner_id is not None,
        review_on=card.review_on,
    )
    return Gathered(evidence, confirmations)


def today_in(where: ZoneInfo) -> date:
    """What day it is where the cohort lives."""
    return now().astimezone(where).date()


def _from_elsewhere(db: Database, card: Practice) -> Iterable[Told]:
    return (one for more in MORE for one in more(db, card))


def _grounds(db: Database, card: Practice) -> list[Ground]:
    """Of what moved after somebody renewed the card, or hung it there."""
    known = {"card": card.id, "renewed_at": card.renewed_at}
    grounds = []
    for row in db.rows(_MOVED, known):
        since = max(row.at, card.renewed_at)
        if row.vanished_at and row.vanished_at > since:
            grounds.append(Ground.vanished)
        elif row.changed_at > since:
            grounds.append(Ground.changed)
    return grounds
