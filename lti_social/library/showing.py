"""What a card's page says of how its reader keeps it, and of cards like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lti_social.cohorts.here import Here
from lti_social.core.rows import AnyRow
from lti_social.library import policy
from lti_social.library.queries import kept, related
from lti_social.practices.models import Practice


@dataclass(frozen=True)
class Keeping:
    """Which collections hold the card, and which of the reader's own do not yet."""

    is_saved: bool
    held_by: Sequence[AnyRow]
    others: Sequence[AnyRow]
    related: Sequence[AnyRow]
    may_save: bool
    may_gather: bool


def on_card(here: Here, practice: Practice) -> Keeping:
    rows = kept(here, practice)
    holding = {row.id for row in rows if row.what == "holds"}
    others = [row for row in rows if row.what == "mine" and row.id not in holding]
    return Keeping(
        is_saved=any(row.what == "saved" for row in rows),
        held_by=[row for row in rows if row.what == "holds"],
        others=others,
        related=related(here, practice),
        may_save=policy.may_save(here.me),
        may_gather=policy.may_gather(here.me),
    )
