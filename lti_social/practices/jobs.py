"""What cards do after the answer has gone out."""

from sqlalchemy import select

from lti_social.cohorts.models import Member
from lti_social.cohorts.queries import team
from lti_social.core.jobs import job
from lti_social.core.wall import Database
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind
from lti_social.practices.models import Answered, Credit, Practice, State


def about(card: Practice) -> About:
    return About(card.path, card.path, card.title)


@job
def tell_credited(db: Database, practice_id: int, members: list[int]) -> None:
    """Those who were asked, and have not answered yet."""
    card = db.get(Practice, practice_id)
    if card is None:
        return
    asked = select(Credit.member_id).where(
        Credit.practice_id == card.id,
        Credit.member_id.in_(members),
        Credit.answered == Answered.asked,
    )
    author = db.get_one(Member, card.author_id)
    tell(db, Kind.credited, db.scalars(asked).all(), about(card), who=author.name)


@job
def tell_team(db: Database, practice_id: int) -> None:
    """That a card waits to be read."""
    card = db.get(Practice, practice_id)
    if card is not None and card.state is State.in_review:
        tell(db, Kind.card_waits, team(db), about(card))


@job
def tell_writers(db: Database, practice_id: int, kind: str, by: int) -> None:
    """What the team said of their card."""
    card = db.get(Practice, practice_id)
    if card is None:
        return
    writers = select(Credit.member_id).where(
        Credit.practice_id == card.id, Credit.is_writer
    )
    who = db.get_one(Member, by)
    readers = [reader for reader in db.scalars(writers) if reader != by]
    tell(db, Kind(kind), readers, about(card), who=who.name)
