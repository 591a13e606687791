"""Cards on the shelf, and what somebody finds there."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.library.models import Collection
from lti_social.practices.models import Practice, Skill
from lti_social.resources.models import Anchor, Resource
from lti_social.trials.counting import recount
from lti_social.trials.models import Because, Outcome
from tests.cards import practice, trial
from tests.pages import Page
from tests.town import Town
from tests.visitor import Visitor


@pytest.fixture
def shelve(town: Town) -> Callable[..., Practice]:
    """A card that was published so many days ago."""

    def put(
        author: Member,
        title: str,
        *others: Member,
        days: float = 0,
        skills: Sequence[str] = (),
        on: Sequence[Resource] = (),
        **said: object,
    ) -> Practice:
        card = practice(town, author, *others, title=title, **said)
        with open_cohort(town.engine, card.cohort_id) as db, db.begin():
            db.get_one(Practice, card.id).published_at = now() - timedelta(days=days)
        for words in skills:
            known = {"practice_id": card.id, "key": words.casefold(), "words": words}
            town.add(card, Skill(**known))
        for resource in on:
            about = {"resource_id": resource.id, "member_id": author.id, "place": ""}
            town.add(card, Anchor(practice_id=card.id, **about))
        return town.again(card)

    return put


@pytest.fixture
def tell(town: Town) -> Callable[..., None]:
    """Others told of trials, one for each outcome; what the card shows follows."""

    def told(card: Practice, *outcomes: Outcome, by: Member | None = None) -> None:
        for outcome in outcomes:
            trial(town, card, by or town.karim, outcome)
        with open_cohort(town.engine, card.cohort_id) as db, db.begin():
            recount(db, db.get_one(Practice, card.id), Because.trial)

    return told


@pytest.fixture
def collection(town: Town) -> Callable[..., Collection]:
    """Of a member, put together through the door."""

    def gather(visitor: Visitor, title: str, *cards: Practice) -> Collection:
        visitor.submit("/collections", title=title)
        made = town.rows(visitor.member, Collection)[-1]
        for card in cards:
            visitor.submit(f"{card.path}/collect", collection=str(made.id))
        return made

    return gather


def titles(visitor: Visitor, path: str = "/practices") -> list[str]:
    """Of the cards that are listed there."""
    answer = visitor.open(path)
    assert answer.status_code == 200, answer.text
    cards = [one for one in Page(answer).all("a") if one.is_within("card")]
    return [one.text for one in cards if one.inside and one.inside.looks("title")]
