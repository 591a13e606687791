"""What is found follows what everybody can read, from one moment to the next."""

import pytest

from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import Phase
from lti_social.cohorts.levels import Level
from lti_social.moderation.words import Act
from lti_social.practices.models import Practice
from lti_social.threads.models import Post, Thread
from tests.cards import CARD
from tests.challenges.asked import ASKED, days
from tests.contests import challenge
from tests.pages import Page
from tests.search.conftest import paths


@pytest.fixture
def ask(town, visit):
    """A question of Solène's, through the door."""

    def asked(title: str, body: str = "Voilà où j’en suis.") -> Thread:
        visit(town.solene).submit("/threads", kind="question", title=title, body=body)
        return town.rows(town.vente, Thread)[-1]

    return asked


@pytest.fixture
def finds(town, visit):
    """Whether each of these words finds something, to Maëlle."""

    def found(*words: str) -> list[bool]:
        maelle = visit(town.maelle)
        return [bool(paths(Page(maelle.open(f"/search?q={one}")))) for one in words]

    return found


@pytest.fixture
def decide(town, visit):
    """What Claire, or somebody else, makes of something that Maëlle reported."""

    def decided(what: str, thing_id: int, act: Act, by=town.claire) -> None:
        here, why = f"/{what}/{thing_id}", {"reason": "Un nom."}
        visit(town.maelle).submit(f"{here}/report", matter="name", **why)
        answer = visit(by).submit(f"{here}/decide", act=act.value, **why)
        assert answer.status_code == 200, answer.text

    return decided


def test_what_is_said_is_found_at_once_and_as_it_was_edited(town, visit, ask, finds):
    thread = ask("Comment ouvrir ?", "Avec un sourire.")
    visit(town.karim).submit(f"{thread.path}/posts", body="Plutôt une poignée de main.")
    assert finds("ouvrir", "sourire", "poignée") == [True, True, True]

    answer = town.rows(town.vente, Post)[-1]
    visit(town.karim).submit(f"/posts/{answer.id}/edit", body="Un café, simplement.")

    assert finds("ouvrir", "sourire", "poignée", "café") == [True, True, False, True]


def test_what_its_author_deletes_is_found_no_more(town, visit, ask, finds):
    thread = ask("Comment ouvrir ?", "Avec un sourire.")
    visit(town.karim).submit(f"{thread.path}/posts", body="Une poignée de main.")
    opening, answer = town.rows(town.vente, Post)

    visit(town.solene).submit(f"/posts/{opening.id}/delete")
    assert finds("ouvrir", "sourire", "poignée") == [False, False, True]
    page = Page(visit(town.maelle).open("/search?q=poignée"))
    assert "A thread that its author deleted" in page.main

    visit(town.karim).submit(f"/posts/{answer.id}/delete")
    assert finds("poignée") == [False]


@pytest.mark.parametrize("act", [Act.hidden, Act.removed], ids=str)
def test_what_the_team_takes_out_is_found_no_more(town, visit, ask, finds, decide, act):
    thread = ask("Comment ouvrir ?", "Avec un sourire.")
    visit(town.karim).submit(f"{thread.path}/posts", body="Une poignée de main.")
    opening, answer = town.rows(town.vente, Post)

    decide("posts", answer.id, act)
    assert finds("ouvrir", "poignée") == [True, False]

    decide("posts", opening.id, act)
    assert finds("ouvrir", "sourire", "poignée") == [False, False, False]


def test_what_is_shown_again_is_found_again(town, visit, ask, finds, decide):
    ask("Comment ouvrir ?", "Avec un sourire.")
    (opening,) = town.rows(town.vente, Post)
    decide("posts", opening.id, Act.hidden)
    assert finds("sourire") == [False]

    visit(town.solene).submit(f"/posts/{opening.id}/appeal", reason="Personne n’y est.")
    decide("posts", opening.id, Act.restored, by=town.aurore)

    assert finds("sourire") == [True]


def test_what_waits_for_the_team_is_found_once_they_have_read_it(
    town, visit, ask, finds, decide
):
    visit(town.claire).submit("/settings/posting", level=Level.everything.value)
    ask("Comment ouvrir ?", "Avec un sourire.")
    (opening,) = town.rows(town.vente, Post)
    assert finds("ouvrir", "sourire") == [False, False]

    decide("posts", opening.id, Act.published)

    assert finds("ouvrir", "sourire") == [True, True]


def test_a_card_is_found_once_it_is_published_and_as_it_is_now(town, visit, finds, decide):
    solene = visit(town.solene)
    solene.submit("/practices", **CARD, skills="Empathie", publish="0")
    (card,) = town.rows(town.vente, Practice)
    assert finds("reformuler", "empathie") == [False, False]

    solene.submit(f"{card.path}/publish")
    assert finds("reformuler", "empathie", "pressé") == [True, True, True]

    said = CARD | {"fails_when": "Il est debout.", "changed": "Quand."}
    solene.submit(f"{card.path}/edit", **said, skills="Patience")
    found = finds("reformuler", "pressé", "debout", "empathie", "patience")
    assert found == [True, False, True, False, True]

    decide("practices", card.id, Act.hidden)
    assert finds("reformuler", "debout", "patience") == [False, False, False]


def test_a_challenge_is_found_from_its_announcement_and_as_it_is_said_now(
    town, visit, finds
):
    claire = visit(town.claire)
    claire.submit("/challenges", **ASKED, **days())
    (asked,) = town.rows(town.vente, Challenge)
    assert finds("découverte", "entretien") == [False, False]

    claire.submit(f"{asked.path}/announce")
    assert finds("découverte", "proposent", "entretien", "minutes") == [True] * 4

    said = ASKED | {"worth": "", "body": "Un quart d’heure.", "told": "nothing"}
    claire.submit(f"{asked.path}/edit", **said, **days())
    assert finds("proposent", "entretien", "quart") == [False, True, True]


def test_what_is_cancelled_is_found_no_more_not_even_in_the_archive(town, visit, finds):
    asked = challenge(town, town.claire, Phase.open, title="Un tiroir")
    claire = visit(town.claire)
    claire.submit(f"{asked.path}/edit", **(ASKED | {"title": "Un tiroir"}))
    assert finds("tiroir") == [True]

    for step in ("cancel", "archive"):
        claire.submit(f"{asked.path}/{step}", reason="Trop tôt.")
        assert finds("tiroir") == [False]


def test_what_is_over_is_found_in_the_archive_too(town, visit, finds):
    asked = challenge(town, town.claire, Phase.closed, title="Un tiroir")

    visit(town.claire).submit(f"{asked.path}/archive")

    assert finds("tiroir") == [True]
    assert "Archived" in Page(visit(town.maelle).open("/search?q=tiroir")).main
