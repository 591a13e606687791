"""Taking a card out of sight and bringing it back: moderation decides, this does it."""

from sqlalchemy import select

from lti_social.cohorts.here import Here
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.wall import Database, upsert
from lti_social.notifications.actions import forget_title
from lti_social.practices.changing import changed
from lti_social.practices.models import Practice, PracticeHiding, State
from lti_social.threads.models import Out


def to_judge(here: Here, practice_id: int) -> Practice:
    """A card that was published, whoever may see it: moderation asks that itself."""
    card = here.db.get(Practice, practice_id)
    if card is not None and here.ask.writes:
        here.db.refresh(card, with_for_update={"key_share": True})
    if card is None or card.state not in (State.published, State.archived):
        raise NotFound
    return card


def hiding_of(db: Database, card: Practice) -> PracticeHiding | None:
    return db.scalar(select(PracticeHiding).where(PracticeHiding.practice_id == card.id))


def take_out(
    db: Database, card: Practice, how: Out, *, by: int | None, reason: str = ""
) -> None:
    """`by` nobody: reported as grave, and out of sight until somebody decides."""
    mark = {"practice_id": card.id, "how": how, "member_id": by, "reason": reason}
    key, new = PracticeHiding.one_per, ["how", "member_id", "reason", "at"]
    upsert(db, PracticeHiding, [mark | {"at": now()}], key=key, update=new)
    forget_title(db, card.path)
    changed(db, card)


def bring_back(db: Database, card: Practice) -> None:
    """To everybody, as it says now."""
    if hiding := hiding_of(db, card):
        db.delete(hiding)
        changed(db, card)


def cover(card: Practice) -> None:
    """What it says until now is nobody's to read once it says something else."""
    card.covered_at = now()
