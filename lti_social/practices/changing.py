"""What may happen to a card that features further up follow."""

from lti_social.core.followers import Followers
from lti_social.core.wall import Database
from lti_social.practices import finding
from lti_social.practices.models import Practice

watches = Followers[[Practice]]()  # others see it differently: see `changed`
thrown_away = Followers[[Practice]]()  # a draft, which goes for good right after


def changed(db: Database, card: Practice) -> None:
    """It was published, changed, archived, hidden or shown again."""
    db.flush()
    finding.refresh(db, card)
    watches.tell(db, card)
