"""Who hears that a card needs something, after it has been saved."""

from sqlalchemy import select

from lti_social.cohorts.models import Member
from lti_social.cohorts.queries import team
from lti_social.core.jobs import job
from lti_social.core.wall import Database
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind
from lti_social.practices.models import Credit, Practice, State
from lti_social.practices.seeing import is_shown
from lti_social.recalls.models import UpdateNeed


@job
def tell_of_need(db: Database, practice_id: int, by: int | None = None) -> None:
    """Those who look after it, besides who asked (`by`); the team, once they all left."""
    card = _offered(db, practice_id)
    needs = select(UpdateNeed.id).where(UpdateNeed.practice_id == practice_id)
    if card is not None and db.scalar(needs.limit(1)) is not None:
        readers = _carers(db, card) or team(db)
        tell(db, Kind.needs_update, [one for one in readers if one != by], _about(card))


@job
def tell_of_vacancy(db: Database, practice_id: int) -> None:
    """The team, that it looks for somebody who answers for it."""
    card = _offered(db, practice_id)
    if card is not None and card.owner_id is None:
        tell(db, Kind.unowned, team(db), _about(card))


def _offered(db: Database, practice_id: int) -> Practice | None:
    offered = (Practice.state == State.published, is_shown(Practice))
    return db.scalar(select(Practice).where(Practice.id == practice_id, *offered))


def _carers(db: Database, card: Practice) -> set[int]:
    """Its owner and who writes it, as far as they are still here."""
    writers = select(Credit.member_id).where(
        Credit.practice_id == card.id, Credit.is_writer
    )
    theirs = Member.id.in_(writers) | (Member.id == card.owner_id)
    return set(db.scalars(select(Member.id).where(theirs, Member.left_at.is_(None))))


def _about(card: Practice) -> About:
    return About(card.path, card.path, card.title)
