"""Where else cards are met: on the front page, and on the resources they build on."""

from datetime import timedelta

import pytest

from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.trials.models import Outcome
from tests.cards import intention, practice, today
from tests.library.conftest import titles
from tests.pages import Page


def todo(visitor) -> list[str]:
    page = Page(visitor.open(""))
    return [one.text for one in page.all("h3") if one.is_within("todo")]


def happened(visitor) -> list[str]:
    page = Page(visitor.open(""))
    return [one.text for one in page.all("a") if one.is_within("line")]


def test_what_i_meant_to_try_by_now_comes_first(town, visit, shelve):
    card = shelve(town.solene, "Se taire")
    intention(town, card, town.maelle, due_on=today() + timedelta(days=2))
    town.question(town.karim)
    assert "You meant to try" not in visit(town.maelle).open("").text

    other = shelve(town.solene, "Reformuler")
    intention(town, other, town.maelle, due_on=today() - timedelta(days=2))
    page = Page(visit(town.maelle).open(""))
    assert todo(visit(town.maelle))[:2] == [
        "You meant to try this: what happened?",
        "Karim waits for a first answer",
    ]
    assert page.links("Tell what happened") == [
        f"/c/{town.vente.id}{other.path}/trials/new"
    ]
    assert "You meant to try" not in visit(town.karim).open("").text


def test_a_card_that_needs_trials_is_offered_to_who_could_try_it(town, visit, shelve, tell):
    card = shelve(town.solene, "Se taire", town.aurore)

    asks = "Nobody has tried this yet: would you?"
    assert todo(visit(town.maelle)) == [asks]
    for member in (town.solene, town.aurore, town.michel):  # theirs, or none of theirs
        assert todo(visit(member)) == []
    tell(card, Outcome.failed, by=town.maelle)
    assert todo(visit(town.maelle)) == []  # she has
    assert todo(visit(town.karim)) == ["A practice that needs trials: would you try it?"]
    intention(town, card, town.karim, due_on=today() + timedelta(days=5))
    assert todo(visit(town.karim)) == []


def test_no_more_than_three_gestures_with_cards_among_them(town, visit, shelve):
    card = shelve(town.solene, "Se taire")
    shelve(town.solene, "Reformuler")
    intention(town, card, town.maelle)
    for author in (town.solene, town.karim):
        town.question(author)

    assert len(todo(visit(town.maelle))) == 3


def test_new_cards_of_others_stand_among_what_happened(town, visit, shelve):
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.get_one(Member, town.maelle.id).away_since = now() - timedelta(days=4)
    shelve(town.karim, "Ancienne", days=6)
    shelve(town.karim, "Récente", days=2)
    shelve(town.maelle, "La mienne", days=1)
    practice(town, town.karim, state="draft", title="Brouillon")
    town.question(town.karim, "Hier", at=now() - timedelta(days=1))
    town.question(town.karim, "Avant-hier", at=now() - timedelta(days=3))

    assert happened(visit(town.maelle)) == ["Hier", "Récente", "Avant-hier"]
    assert "Karim published this practice" in Page(visit(town.maelle).open("")).main


@pytest.fixture
def guide(town):
    return town.resource(town.vente, "Le guide")


def test_a_resource_shows_the_cards_that_build_on_it(town, visit, shelve, guide):
    page = f"/resources/{guide.id}"
    assert "No practice builds on it yet" in Page(visit(town.maelle).open(page)).main
    assert Page(visit(town.maelle).open(page)).links("Write down what you do with it")

    for n in range(7):
        shelve(town.solene, f"Fiche {n}", on=[guide], days=n)
    shelve(town.solene, "Ailleurs")
    maelle = visit(town.maelle)
    assert titles(maelle, page) == [f"Fiche {n}" for n in range(5)]
    (every,) = Page(maelle.open(page)).links("All practices that build on it")
    assert len(titles(maelle, every.removeprefix(maelle.path))) == 7


def test_the_outline_counts_them(town, visit, shelve, guide):
    shelve(town.solene, "Se taire", on=[guide])
    shelve(town.solene, "Archivée", on=[guide], state="archived")
    maelle = visit(town.maelle)
    (link,) = Page(maelle.open("/resources")).links("1 practice")

    assert titles(maelle, link.removeprefix(maelle.path)) == ["Se taire"]
