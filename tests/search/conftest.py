"""The small corpus in the town, and what a reader of it finds."""

from collections.abc import Callable
from typing import Any

import pytest

from lti_social.challenges.phases import Phase
from lti_social.core.wall import open_cohort
from lti_social.practices.models import Skill, State
from lti_social.search.jobs import rebuild_one
from lti_social.threads.finding import refresh
from lti_social.threads.models import Thread
from tests.cards import CARD, practice
from tests.contests import challenge
from tests.pages import Page
from tests.search.queries import CARDS, CHALLENGES, THREADS
from tests.visitor import Visitor

Names = dict[str, str]


@pytest.fixture
def corpus(town) -> Names:
    """All of it, said by Solène and Karim; the name of each by its path."""
    paths = {}
    for name, said in THREADS.items():
        opens = town.question if said.asks else town.discussion
        thread = opens(town.solene, said.title, said.body)
        for answer in said.answers:
            town.answer(thread, town.karim, answer)
        paths[thread.path] = name
    for name, said in CARDS.items():
        paths[a_card(town, said).path] = name
    for name, said in CHALLENGES.items():
        phase = Phase.archived if name == "carnet" else Phase.reviewing
        paths[challenge(town, town.claire, phase, **said).path] = name
    for phase in (Phase.draft, Phase.proposed, Phase.declined, Phase.cancelled):
        challenge(town, town.solene, phase, title="Prêter un parapluie")
    challenge(town, town.nadia, Phase.open, title="Un comptoir, un parapluie")
    town.hide(town.opening(town.question(town.karim, "Un nom : Bérénice")), town.claire)
    a_card(town, {"title": "Promettre des ristournes"}, state=State.draft)
    town.question(town.nadia, "L’épargne salariale, pour qui ?")
    read_anew(town)
    return paths


@pytest.fixture
def say(town) -> Callable[..., Thread]:
    """A question of Solène's, or a discussion, that can be found."""

    def said(title: str, body: str = "Voilà.", asks: bool = True) -> Thread:
        opens = town.question if asks else town.discussion
        thread = opens(town.solene, title, body)
        with open_cohort(town.engine, thread.cohort_id) as db, db.begin():
            refresh(db, thread)
        return thread

    return said


def a_card(town, said: dict[str, Any], **more: Any):
    fields = dict.fromkeys(CARD, "") | said
    skills = fields.pop("skills", ())
    card = practice(town, town.solene, **fields, **more)
    for words in skills:
        row = Skill(practice_id=card.id, key=words.casefold(), words=words)
        town.add(card, row)
    return card


def read_anew(town) -> None:
    """As `lti-social search rebuild`: these rows came in by no door."""
    for cohort in (town.vente, town.managers):
        with open_cohort(town.engine, cohort.id) as db, db.begin():
            rebuild_one(db)


@pytest.fixture
def find(corpus) -> Callable[..., list[str]]:
    """The names of what a visitor finds, in the order of all its pages."""

    def found(
        visitor: Visitor, words: str, path: str = "/search", **more: str
    ) -> list[str]:
        names: list[str] = []
        asked: dict[str, str] = {"q": words} | more
        while asked:
            page = Page(visitor.open(path, params=asked))
            names += [corpus[path] for path in paths(page)]
            after = int(asked.get("page", "1")) + 1
            asked = asked | {"page": str(after)} if page.links("What comes after") else {}
        return names

    return found


def paths(page: Page) -> list[str]:
    """Where the titles in a list lead, without the cohort."""
    titles = [a for a in page.all("a") if a.inside and a.inside.looks("title")]
    return ["/" + (a.attributes["href"] or "").split("/", 3)[3] for a in titles]
