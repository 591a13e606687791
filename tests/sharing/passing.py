"""What people of the town do with a card that goes beyond its cohort."""

from collections.abc import Callable
from typing import Any

import httpx

from lti_social.cohorts.models import Cohort, Member
from lti_social.core.wall import Database, open_cohort
from lti_social.practices.changing import changed
from lti_social.practices.models import Practice
from tests.pages import Page
from tests.town import Town
from tests.visitor import Visitor

Visit = Callable[..., Visitor]


def agree(
    visitor: Visitor, card: Practice, reach: str = "course", outside: str = "colleague"
) -> int:
    sent = visitor.submit(f"{card.path}/consent", reach=reach, outside=outside)
    return sent.status_code


def widen(visitor: Visitor, card: Practice, reach: str = "course") -> int:
    return visitor.submit(f"{card.path}/widen", reach=reach).status_code


def narrow(visitor: Visitor, card: Practice, reach: str = "cohort") -> int:
    return visitor.submit(f"{card.path}/narrow", reach=reach).status_code


def received(town: Town, cohort: Cohort) -> list[Practice]:
    """Cards of the cohort that came from another, whether or not they are there now."""
    return [one for one in town.rows(cohort, Practice) if one.is_received]


def looks(visitor: Visitor, card: Practice) -> httpx.Response:
    return visitor.open(card.path)


def sees(town: Town, visit: Visit, member: Member, cohort: Cohort) -> list[str]:
    """The titles of cards from elsewhere whose pages open for this member."""
    visitor = visit(member)
    pages = [looks(visitor, card) for card in received(town, cohort)]
    return [Page(page).texts("h1")[0] for page in pages if page.status_code == 200]


def at_home(town: Town, card: Practice, do: Callable[[Database, Practice], Any]) -> None:
    """What a verb of another feature does to the card, and what follows from it."""
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        found = db.get_one(Practice, card.id)
        do(db, found)
        changed(db, found)
