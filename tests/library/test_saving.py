"""Saving a card: for oneself, to find it again and to come across it."""

from datetime import timedelta

import pytest
import time_machine

from lti_social.core.clock import now
from lti_social.library.models import Saved
from lti_social.practices.models import PracticeHiding, State
from lti_social.recalls.models import Asking, Recall
from tests.cards import practice
from tests.library.conftest import titles
from tests.pages import Page


@pytest.fixture
def card(shelve, town):
    return shelve(town.solene, "Se taire trois secondes")


def recalls(town) -> list[Asking]:
    return [row.asking for row in town.rows(town.vente, Recall)]


def test_a_saved_card_is_found_again_and_by_nobody_else(town, visit, card, shelve):
    shelve(town.solene, "Une autre")
    maelle = visit(town.maelle)
    page = Page(maelle.submit(f"{card.path}/saved", on="1"))

    assert "Saved: it comes back to you" in page.main
    assert titles(maelle, "/practices?show=saved") == [card.title]
    assert titles(maelle, "/me/saved") == [card.title]
    assert titles(visit(town.karim), "/practices?show=saved") == []
    assert "Saved: it comes back" not in visit(town.karim).open(card.path).text


def test_saving_makes_it_come_back_and_saving_twice_begins_nothing_anew(town, visit, card):
    maelle = visit(town.maelle)
    maelle.submit(f"{card.path}/saved", on="1")
    with time_machine.travel(now() + timedelta(days=3), tick=False):
        assert "Coming back to you" in visit(town.maelle).open("").text
        due = town.rows(town.vente, Recall)[0].due_on
        visit(town.maelle).submit(f"{card.path}/saved", on="1")

    assert recalls(town) == [Asking.remember]
    assert town.rows(town.vente, Recall)[0].due_on >= due
    assert len(town.rows(town.vente, Saved)) == 1


def test_what_is_no_longer_saved_comes_back_no_more(town, visit, card):
    maelle = visit(town.maelle)
    maelle.submit(f"{card.path}/saved", on="1")
    page = Page(maelle.submit(f"{card.path}/saved", on="0"))

    assert "Save it" in page.main
    assert titles(maelle, "/practices?show=saved") == []
    assert recalls(town) == []
    assert maelle.submit(f"{card.path}/saved", on="0").status_code == 200


def test_what_they_told_of_comes_back_all_the_same(town, visit, card):
    karim = visit(town.karim)
    karim.submit(f"{card.path}/saved", on="1")
    karim.submit(f"{card.path}/trials", outcome="worked", context="Orléans")
    karim.submit(f"{card.path}/saved", on="0")

    assert Asking.remember in recalls(town)
    assert town.rows(town.vente, Saved) == []


def test_who_asked_for_no_more_is_not_asked_again_by_no_longer_saving(town, visit, card):
    maelle = visit(town.maelle)
    maelle.submit(f"{card.path}/saved", on="1")
    maelle.submit(f"/me/recalls/{card.id}/stop")
    maelle.submit(f"{card.path}/saved", on="0")

    (row,) = town.rows(town.vente, Recall)
    assert row.stopped_at is not None


def test_an_archived_card_stays_saved_and_a_hidden_one_waits(town, visit, card):
    archived = practice(town, town.solene, state=State.archived, title="Archivée")
    maelle = visit(town.maelle)
    for one in (card, archived):
        maelle.submit(f"{one.path}/saved", on="1")
    out = town.add(card, PracticeHiding(practice_id=card.id, member_id=town.claire.id))

    assert titles(maelle, "/practices?show=saved") == ["Archivée"]
    assert "no longer offered" in maelle.open("/practices?show=saved").text
    assert out.practice_id == card.id
    assert maelle.submit(f"{card.path}/saved", on="0").status_code == 404


def test_a_draft_is_not_saved(town, visit):
    draft = practice(town, town.solene, state=State.draft)

    assert visit(town.solene).submit(f"{draft.path}/saved", on="1").status_code == 404
    assert "Find it again" not in Page(visit(town.solene).open(draft.path)).main


@pytest.mark.parametrize("sent", [{}, {"on": "perhaps"}])
def test_an_unclear_gesture_changes_nothing(town, visit, card, sent):
    assert visit(town.maelle).submit(f"{card.path}/saved", **sent).status_code == 422
    assert town.rows(town.vente, Saved) == []


def test_an_administrator_keeps_nothing(town, visit, card):
    assert visit(town.michel).submit(f"{card.path}/saved", on="1").status_code == 403
    assert "Save it" not in Page(visit(town.michel).open(card.path)).main
