"""A card in a list as one reader sees it; and what its page says of how they keep it.

A card's HTML in a list is kept under all that it is made of, as that of posts is (see
threads.showing): twenty of them were a third of a page's cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from lti_social.cohorts.here import Here
from lti_social.core.rows import AnyRow
from lti_social.library import policy
from lti_social.library.listing import Beside
from lti_social.library.queries import kept, related
from lti_social.practices.models import Practice
from lti_social.resources.anchored import Anchored, Hung, in_brief
from lti_social.web.render import piece_of


class Listed(NamedTuple):
    """All that the HTML is made of. `path` is the cohort's; `mine`: the first of `by`."""

    row: AnyRow
    by: tuple[AnyRow, ...]
    skills: tuple[str, ...]
    hung: Hung | None
    path: str
    mine: bool
    level: int


def in_list(
    here: Here,
    row: AnyRow,
    beside: Beside,
    anchored: Sequence[Anchored] = (),
    level: int = 3,
) -> Markup:
    by, skills = tuple(beside.by), tuple(beside.skills)
    mine = bool(by) and by[0].member_id == here.me.id
    seen = Listed(row, by, skills, in_brief(anchored), here.path, mine, level)
    return piece_of(here.ask.locale, "library/parts.html", "inside", seen)


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
