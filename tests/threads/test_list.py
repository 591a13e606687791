"""The list of threads: what waits, what is new, and page after page of the rest."""

import re
from datetime import timedelta
from itertools import chain

import pytest
import time_machine

from lti_social.core.clock import now
from lti_social.threads.models import Follow
from tests.pages import Page

FILTERS = ("all", "unanswered", "unread", "followed")


def titles(visitor, show="all") -> list[str]:
    return Page(visitor.open(f"/threads?show={show}")).texts("h3")


def counts(visitor) -> dict[str, str]:
    return dict(zip(FILTERS, Page(visitor.open("/threads")).texts(look="n"), strict=True))


def test_nothing_yet_is_said_with_a_way_to_begin(town, visit):
    page = Page(visit(town.solene).open("/threads"))
    assert page.links("Open the first thread")
    assert Page(visit(town.michel).open("/threads")).links("Open the first thread") == []


def test_a_question_without_an_answer_stands_on_top_with_its_first_words(town, visit):
    answered = town.question(town.solene, "Répondue")
    town.answer(answered, town.karim)
    town.question(town.solene, "En attente", "Que faire un lundi ?")

    page = Page(visit(town.maelle).open("/threads"))

    assert page.texts("h3") == ["En attente", "Répondue"]
    assert page.texts("h2") == ["A first answer would be welcome", "Latest replies"]
    assert "Que faire un lundi ?" in page.main
    assert titles(visit(town.maelle), "unanswered") == ["En attente"]


def test_what_the_asker_adds_is_no_answer(town, visit):
    thread = town.question(town.solene, "En attente")
    town.answer(thread, town.solene, "Je précise.")
    town.discussion(town.solene, "Une idée")

    assert titles(visit(town.karim), "unanswered") == ["En attente"]


def test_a_thread_is_new_until_it_is_opened_and_again_when_somebody_writes(town, visit):
    thread, karim = town.question(town.solene, "Du neuf"), visit(town.karim)
    assert titles(karim, "unread") == ["Du neuf"]
    karim.open(thread.path)
    assert titles(karim, "unread") == []

    town.answer(thread, town.maelle)
    assert titles(karim, "unread") == ["Du neuf"]
    assert "new" in Page(karim.open("/threads")).texts(look="new")
    assert titles(visit(town.maelle), "unread") == []


def test_what_was_said_before_one_joined_is_not_new(town, visit):
    with time_machine.travel(now() - timedelta(days=3), tick=True):
        town.question(town.solene, "D’avant")
    leo = town.member(town.vente, "Léo")
    town.question(town.solene, "D’après")

    assert titles(visit(leo), "unread") == ["D’après"]


def test_followed_threads_have_a_filter(town, visit):
    followed, _ = (
        town.question(town.solene, "Suivi"),
        town.question(town.solene, "Non suivi"),
    )
    town.mark(Follow, followed, by=town.karim)

    assert titles(visit(town.karim), "followed") == ["Suivi"]
    assert titles(visit(town.maelle), "followed") == []


def test_every_filter_tells_how_many_it_holds(town, visit):
    question, talk = town.question(town.solene), town.discussion(town.karim)
    town.mark(Follow, talk, by=town.maelle)
    visit(town.maelle).open(question.path)

    assert counts(visit(town.maelle)) == {
        **{"all": "2", "unanswered": "1"},
        **{"unread": "1", "followed": "1"},
    }


def test_an_empty_filter_says_so(town, visit):
    for show in FILTERS[1:]:
        page = Page(visit(town.karim).open(f"/threads?show={show}"))
        assert len(page.all(look="empty")) == 1


@pytest.fixture
def many(town):
    """Forty-five discussions a minute apart; where a page ends, two of the same moment."""
    start = now() - timedelta(hours=2)
    for number in range(45):
        moment = start + timedelta(minutes=24 if number == 25 else number)
        town.discussion(town.solene, f"Fil {number}", at=moment)


def pages(visitor, path="/threads", between=lambda: None) -> list[list[str]]:
    """The titles of each page, one click on “Earlier threads” after the other."""
    found = []
    while path:
        page = Page(visitor.get(path) if path.startswith("/c/") else visitor.open(path))
        found.append(page.texts("h3"))
        path = next(iter(page.links("Earlier threads")), None)
        between()
    return found


@pytest.mark.parametrize("show", ["all", "unread"])
def test_forty_five_threads_are_three_pages_newest_first(town, visit, many, show):
    found = pages(visit(town.karim), f"/threads?show={show}")

    assert [len(page) for page in found] == [20, 20, 5]
    assert [*chain(*found)] == [f"Fil {number}" for number in reversed(range(45))]


def test_what_arrives_meanwhile_shifts_no_page(town, visit, many):
    found = pages(visit(town.karim), between=lambda: town.discussion(town.maelle, "Neuf"))

    assert [len(page) for page in found] == [20, 20, 5]
    assert [*chain(*found)] == [f"Fil {number}" for number in reversed(range(45))]


def test_exactly_one_page_has_no_earlier_one(town, visit):
    for number in range(20):
        town.discussion(town.solene, f"Fil {number}")

    assert [len(page) for page in pages(visit(town.karim))] == [20]


@pytest.mark.parametrize(
    "older",
    ["x", "1", "1-x", "nan-1", "inf-1", "1e400-1", "-1-1", f"1-{'9' * 30}", "1-2147483648"],
)
def test_a_place_that_no_page_gave_is_not_found(town, visit, many, older):
    answer = visit(town.karim).open(f"/threads?older={older}")

    assert answer.status_code == 404


@pytest.mark.parametrize("query", ["show=none", f"older={'1' * 61}"])
def test_an_address_we_never_made_is_not_found(town, visit, query):
    assert visit(town.karim).open(f"/threads?{query}").status_code == 404


def test_the_link_to_earlier_threads_keeps_the_filter(town, visit, many):
    page = Page(visit(town.karim).open("/threads?show=unread"))

    (link,) = page.links("Earlier threads")
    assert re.search(r"show=unread&older=[\d.]+-\d+$", link)
