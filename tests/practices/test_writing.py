"""A card from its first words to its versions."""

import pytest

from lti_social.practices.models import Practice, PracticeVersion, Skill, State
from tests.cards import CARD
from tests.pages import Page

BARE = {"title": "Se taire", "steps": "Je pose ma question.\n\nJe compte jusqu’à cinq."}


def test_a_draft_needs_a_title_and_what_one_does(town, visit, write):
    solene = visit(town.solene)
    for missing, kept in (("title", "Je pose ma question."), ("steps", "Se taire")):
        refused = solene.submit("/practices", **(BARE | {missing: " \n "}))
        assert refused.status_code == 422
        assert kept in " ".join(Page(refused).texts("textarea"))

    answer = solene.submit("/practices", **BARE, publish="0")

    (card,) = town.rows(town.vente, Practice)
    assert (card.state, card.version) == (State.draft, 0)
    assert card.steps == "Je pose ma question.\nJe compte jusqu’à cinq."
    assert "The draft is kept." in answer.text
    assert town.rows(town.vente, PracticeVersion) == []


def test_a_draft_is_there_for_those_who_write_it_and_for_nobody_else(town, visit, write):
    card = write(visit(town.solene), **BARE)

    assert visit(town.solene).open(card.path).status_code == 200
    assert Page(visit(town.solene).open("/practices/new")).links("Se taire")
    assert Page(visit(town.karim).open("/practices/new")).links("Se taire") == []
    for other in (town.karim, town.claire, town.aurore, town.michel):
        for page in ("", "/edit", "/history", "/talk"):
            assert visit(other).open(f"{card.path}{page}").status_code == 404, page
        form = CARD | {"on": "1", "reason": "Non.", "body": "Et ?"}
        for page in ("/edit", "/publish", "/delete", "/credit", "/archive", "/read"):
            answer = visit(other).submit(f"{card.path}{page}", **form)
            assert answer.status_code in (403, 404), page
    assert town.again(card).title == "Se taire"


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ({"result": ""}, "What comes of it: this is needed before others can try it."),
        ({"conditions": " "}, "What it takes: this is needed before others can try it."),
        ({"job": "", "audience": ""}, "For which job: say for which job, or with whom"),
    ],
)
def test_what_others_try_says_more_and_nothing_written_is_lost(
    town, visit, left_out, sentence
):
    said = CARD | left_out | {"publish": "1"}

    answer = visit(town.solene).submit("/practices", **said)

    assert answer.status_code == 422
    page = Page(answer)
    assert sentence in " ".join(page.texts())
    kept = page.texts("textarea")
    assert [
        said[name] for name in ("title", "problem", "why") if said[name] not in kept
    ] == []
    assert town.rows(town.vente, Practice) == []


def test_a_card_with_an_audience_and_no_job_has_its_context(town, visit, write):
    card = write(visit(town.solene), publish="1", job="", audience="Clients pressés")

    assert card.state is State.published


def test_a_published_card_is_there_for_everybody(town, visit, write):
    card = write(visit(town.solene), publish="1", skills="Écouter, écouter ; Conclure")

    (version,) = town.rows(town.vente, PracticeVersion)
    assert (version.number, version.title) == (1, CARD["title"])
    assert [row.words for row in town.rows(town.vente, Skill)] == ["Écouter", "Conclure"]
    page = Page(visit(town.karim).open(card.path))
    assert page.texts("h1") == [CARD["title"]]
    assert [
        step for step in CARD["steps"].splitlines() if step not in page.texts("li")
    ] == []
    assert CARD["fails_when"] in page.main
    assert "Écouter, Conclure" in page.main
    assert "Version 1" in page.main
