"""A card is found by its words while it is shown."""

from sqlalchemy import select

from lti_social.core import search
from lti_social.core.wall import Database
from lti_social.practices.card import FIELDS
from lti_social.practices.models import Practice, Skill
from lti_social.practices.queries import is_shown_to_all

SAID = [name for name in FIELDS if name not in ("title", "language", "licence")]


def refresh(db: Database, card: Practice) -> None:
    """As everybody sees it now, or no more."""
    if not is_shown_to_all(db, card):
        search.drop(db, search.What.practice, card.id)
        return
    skills = db.scalars(select(Skill.words).where(Skill.practice_id == card.id))
    said = [*(getattr(card, name) for name in SAID), *skills]
    text = "\n".join(words for words in said if words)
    search.put(db, search.What.practice, card.id, card.title, text)
