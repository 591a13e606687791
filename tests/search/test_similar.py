"""Before somebody asks: what was asked already, and that they found it there."""

import pytest

from lti_social.cohorts.models import Role
from lti_social.search.models import Found
from tests.pages import Page
from tests.search.conftest import paths

TITLE = "/search/similar?title=Un client veut réfléchir"


def test_the_form_of_a_new_thread_looks_as_one_writes_and_links_to_it_without_script(
    town, visit
):
    page = Page(visit(town.maelle).open("/threads/new"))

    title = page.the("title").attributes
    assert title["hx-get"] == f"/c/{town.vente.id}/search/similar"
    assert title["hx-target"] == "#similar"
    assert page.the("similar").attributes["aria-live"] == "polite"
    (link,) = page.links("Look first whether it was asked already")
    assert visit(town.maelle).get(link).status_code == 200


def test_it_says_where_it_was_talked_about_and_somebody_finds_it_there(town, visit, corpus):
    maelle = visit(town.maelle)
    page = Page(maelle.open(TITLE))
    (first, *_) = [one for one in page.all("button") if "I found it there" in one.text]
    assert corpus[paths(page)[0]] == "réfléchir"
    address = (first.attributes["formaction"] or "").removeprefix(maelle.path)

    answer = maelle.submit(address)

    assert answer.url.path == f"{maelle.path}{paths(page)[0]}"
    assert answer.status_code == 200
    maelle.submit(address)
    (found,) = town.rows(town.vente, Found)
    assert found.member_id == town.maelle.id
    assert f"/threads/{found.thread_id}" == paths(page)[0]


def test_cards_are_not_questions(town, visit, find):
    found = find(visit(town.maelle), "", path="/search/similar", title="Le prix en silence")

    assert found == []


def test_nothing_is_said_until_there_is_a_title(town, visit, corpus):
    page = Page(visit(town.maelle).open("/search/similar"))

    assert page.the("similar").text == ""
    unlike = visit(town.maelle).open("/search/similar?title=Où garer son vélo ?")
    assert "Nothing like it yet" in Page(unlike).the("similar").text


def test_who_only_reads_finds_and_says_nothing(town, visit, corpus):
    michel = visit(town.michel, Role.admin)
    page = Page(michel.open(TITLE))

    assert paths(page)
    assert "I found it there" not in page.main
    assert michel.submit(f"{paths(page)[0]}/found").status_code == 403


@pytest.mark.parametrize("hidden", [False, True])
def test_a_thread_that_is_not_there_has_nothing_to_find(town, visit, hidden):
    thread = town.question(town.karim)
    if hidden:
        town.hide(town.opening(thread), town.claire)
    path = thread.path if hidden else "/threads/999"

    assert visit(town.maelle).submit(f"{path}/found").status_code == 404
    assert town.rows(town.vente, Found) == []
