"""Where the trainer says so, the team reads a card before it is published."""

import pytest

from lti_social.practices.models import CardReading, PracticeVersion, State
from tests.cards import CARD
from tests.pages import Page


@pytest.fixture
def card(town, visit, write):
    """Solène's, which waits."""
    visit(town.claire).submit("/settings/practices", cards_read_first="1")
    return write(visit(town.solene), publish="1")


def read(visitor, card, on: str, **more: str):
    page = Page(visitor.open(card.path))
    inputs = {
        e.attributes.get("name"): e.attributes.get("value") for e in page.all("input")
    }
    sent = {"on": on, "seen": inputs.get("seen") or "", "reason": ""} | more
    return visitor.submit(f"{card.path}/read", **sent)


def test_it_waits_for_the_team_and_nobody_else_sees_it(town, visit, card, run_jobs):
    run_jobs()

    assert town.again(card).state is State.in_review
    assert visit(town.karim).open(card.path).status_code == 404
    assert visit(town.karim).open("/practices/waiting").status_code == 403
    assert "The team reads it first." in visit(town.solene).open(card.path).text
    for reader in (town.claire, town.aurore):
        visitor = visit(reader)
        assert "waits for you to read it" in visitor.open("/notices").text
        assert CARD["title"] in Page(visitor.open("/practices/waiting")).main
        assert "It waits for you to read it" in Page(visitor.open(card.path)).main


def test_the_team_lets_it_through(town, visit, card, run_jobs):
    read(visit(town.aurore), card, "1")
    run_jobs()

    assert town.again(card).state is State.published
    (version,) = town.rows(town.vente, PracticeVersion)
    assert version.member_id == town.solene.id
    assert "is there for everybody now" in visit(town.solene).open("/notices").text
    assert visit(town.karim).open(card.path).status_code == 200
    assert "No practice waits" in visit(town.claire).open("/practices/waiting").text


def test_the_team_sends_it_back_with_words(town, visit, card, run_jobs):
    assert read(visit(town.claire), card, "0").status_code == 422
    read(visit(town.claire), card, "0", reason="Un nom y figure.")
    run_jobs()

    solene = visit(town.solene)
    assert "Claire sends your practice" in solene.open("/notices").text
    page = Page(solene.open(card.path))
    assert "Sent back by Claire, today. Un nom y figure." in page.main
    assert visit(town.claire).open(card.path).status_code == 404
    solene.submit(f"{card.path}/edit", **(CARD | {"why": "Autrement."}), publish="1")
    assert town.again(card).state is State.in_review


def test_what_changed_since_it_was_read_is_read_again(town, visit, card):
    claire = visit(town.claire)
    before = Page(claire.open(card.path))
    seen = {
        e.attributes.get("name"): e.attributes.get("value") for e in before.all("input")
    }
    visit(town.solene).submit(f"{card.path}/edit", **(CARD | {"why": "Ha."}), publish="1")

    late = claire.submit(f"{card.path}/read", on="1", seen=seen["seen"])

    assert late.status_code == 409
    assert town.again(card).state is State.in_review


def test_its_author_takes_it_back_as_a_draft(town, visit, card):
    visit(town.solene).submit(f"{card.path}/edit", **CARD, publish="0")

    assert town.again(card).state is State.draft
    assert visit(town.claire).open(card.path).status_code == 404


def test_of_two_who_read_it_the_second_changes_nothing(town, visit, card):
    read(visit(town.aurore), card, "1")
    visit(town.claire).submit(f"{card.path}/read", on="0", reason="Non.", seen="")

    assert town.again(card).state is State.published
    assert len(town.rows(town.vente, CardReading)) == 1


def test_the_team_itself_is_not_read_first(town, visit, card, write):
    assert write(visit(town.claire), publish="1").state is State.published


def test_the_three_choices_are_a_trainer_s(town, visit, card):
    claire = visit(town.claire)
    names = ("cards_read_first", "champions_curate", "assistants_curate")

    def chosen() -> list[str | None]:
        boxes = Page(claire.open("/settings/practices")).all("input")
        return [b.attributes["name"] for b in boxes if "checked" in b.attributes]

    assert chosen() == ["cards_read_first"]
    claire.submit("/settings/practices", **dict.fromkeys(names, "1"))
    assert chosen() == list(names)
    claire.submit("/settings/practices")
    assert chosen() == []
    assert "Who writes a card publishes it." in claire.open("/settings").text
    assert visit(town.aurore).submit("/settings/practices").status_code == 403
