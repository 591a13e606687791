"""What is found in the small corpus: the same on both databases."""

import pytest

from lti_social.cohorts.models import Role
from tests.pages import Page
from tests.search.conftest import paths
from tests.search.queries import FIRST, PARTLY, QUERIES, TITLES, UNLIKE


def test_there_are_enough_queries_to_tell():
    assert len(QUERIES) >= 60


def test_every_query_finds_what_it_should_and_nothing_else(town, visit, find):
    maelle = visit(town.maelle)

    wrong = {
        words: found
        for words, expected in QUERIES.items()
        if (found := set(find(maelle, words))) != expected
    }

    assert wrong == {words: set(QUERIES[words]) for words in wrong}
    assert wrong == {}


@pytest.mark.parametrize("words", PARTLY)
def test_where_nothing_has_all_words_some_will_do_and_it_says_so(town, visit, find, words):
    maelle = visit(town.maelle)

    assert set(find(maelle, words)) == PARTLY[words]
    assert "Nothing has all of these words" in maelle.open(f"/search?q={words}").text


@pytest.mark.parametrize("words", FIRST)
def test_titles_stand_first(town, visit, find, words):
    assert find(visit(town.maelle), words)[0] == FIRST[words]


def test_the_newest_stands_first_among_equals_and_not_what_people_like(town, visit):
    titles = [f"Le même titre, la fois {number}" for number in range(3)]
    maelle = visit(town.maelle)
    for title in titles:
        visit(town.solene).submit("/threads", kind="question", title=title, body="Voilà.")
    for number in range(2):  # which says nothing of what is looked for
        maelle.submit("/threads/1/posts", body=f"Le titre, encore {number}.")
    maelle.submit("/threads/3/posts", body="Merci.")

    found = Page(maelle.open("/search?q=titre"))

    assert paths(found) == ["/threads/3", "/threads/1", "/threads/2"]


@pytest.mark.parametrize("title", TITLES)
def test_a_question_about_to_be_asked_meets_the_one_most_like_it(town, visit, find, title):
    found = find(visit(town.maelle), "", path="/search/similar", title=title)

    assert found[0] == TITLES[title]
    assert len(found) <= 5


@pytest.mark.parametrize("title", UNLIKE)
def test_a_question_like_no_other_meets_none(town, visit, find, title):
    assert find(visit(town.maelle), "", path="/search/similar", title=title) == []


def test_next_door_nothing_of_it_is_found(town, visit, corpus):
    nadia = visit(town.nadia)

    assert paths(Page(nadia.open("/search?q=client"))) == []
    assert len(paths(Page(nadia.open("/search?q=épargne")))) == 1
    assert "salariale" in nadia.open("/search?q=épargne").text


def test_the_team_finds_no_more_than_others(town, visit, find):
    """What is hidden or not published yet has lists of its own."""
    for who in (town.claire, town.solene, town.karim):
        for words in ("Bérénice", "ristournes"):
            assert find(visit(who), words) == []
    assert find(visit(town.michel, Role.admin), "Bérénice") == []
