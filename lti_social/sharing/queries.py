"""How far a card may go, how far it was passed on, and how far it is shown."""

from collections.abc import Sequence

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.models import Cohort, Course
from lti_social.core.wall import Database
from lti_social.lti.models import Deployment, Platform
from lti_social.lti.profiles import profile_of
from lti_social.practices.models import Credit, Practice, State
from lti_social.practices.seeing import is_shown
from lti_social.sharing.models import Consent, Reach, Widening

_OF_AUTHORS = (
    select(Credit.member_id, Consent.reach)
    .outerjoin(
        Consent,
        and_(
            Consent.practice_id == Credit.practice_id,
            Consent.member_id == Credit.member_id,
            Consent.ended_at.is_(None),
        ),
    )
    .where(Credit.is_writer)
    .order_by(Credit.id)
)


def consents(db: Database, card: Practice) -> dict[int, Reach | None]:
    """What each author (members, by id) said: those who write it and agreed to."""
    said: dict[int, Reach | None] = {}
    if card.author_id is not None:
        said[card.author_id] = None
    rows = db.execute(_OF_AUTHORS.where(Credit.practice_id == card.id))
    return said | {row.member_id: row.reach for row in rows}


def least(said: Sequence[Reach | None]) -> Reach | None:
    """As far as everyone agrees; None is no farther than the cohort."""
    agreed = [reach for reach in said if reach is not None]
    all_agree = len(agreed) == len(said) > 0
    return min(agreed, key=lambda reach: reach.rank) if all_agree else None


def widened(db: Database, card: Practice) -> Reach | None:
    """How far it was passed on, whether or not it is shown there now."""
    open_ones = select(Widening.reach).where(
        Widening.practice_id == card.id, Widening.ended_at.is_(None)
    )
    return max(db.scalars(open_ones), key=lambda reach: reach.rank, default=None)


def reach_of(db: Database, card: Practice) -> Reach | None:
    """How far beyond the cohort it is shown: as far as it was passed on, no farther than
    its authors agree, and only while the cohort itself has it to try."""
    passed_on = widened(db, card)
    if passed_on is None or not is_public(db, card):
        return None
    reach = least([passed_on, least(list(consents(db, card).values()))])
    return Reach.course if reach is Reach.organisation and serves_several(db) else reach


def serves_several(db: Database) -> bool:
    """Whether the registration stands for organisations that do not know each other, by a
    deployment each with people of its own. Nothing is passed on to all of them."""
    other = aliased(Deployment)
    row = db.execute(
        select(
            Platform.family,
            exists()
            .where(other.platform_id == Platform.id, other.id != Deployment.id)
            .where(other.accepted_at.is_not(None))
            .label("others"),
        )
        .select_from(Cohort)
        .join(Course, Course.id == Cohort.course_id)
        .join(Deployment, Deployment.id == Course.deployment_id)
        .join(Platform, Platform.id == Deployment.platform_id)
    ).one()
    return bool(row.others) and not profile_of(row.family).shares_people


def is_public(db: Database, card: Practice) -> bool:
    """Whether the cohort has it to try: published, and neither hidden nor archived."""
    if card.is_received or card.state is not State.published:
        return False
    shown = select(Practice.id).where(Practice.id == card.id, is_shown(Practice))
    return db.scalar(shown) is not None
