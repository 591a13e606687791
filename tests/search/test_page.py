"""The page of what is found: marks, filters, pages, and what it costs."""

import pytest

from lti_social.challenges.phases import Phase
from lti_social.core.search import Findable
from lti_social.practices.models import Maturity
from tests.contests import challenge
from tests.pages import Page
from tests.search.conftest import a_card, paths, read_anew


def marks(page: Page) -> list[str]:
    return page.texts("mark")


def test_the_box_is_on_every_page(town, visit):
    page = Page(visit(town.maelle).open("/threads"))

    boxes = [one for one in page.all("input") if one.attributes.get("name") == "q"]
    assert {one.attributes["type"] for one in boxes} == {"search"}
    searches = [one for one in page.all("form") if one.attributes.get("role") == "search"]
    assert {one.attributes["action"] for one in searches} == {f"/c/{town.vente.id}/search"}


def test_what_was_looked_for_is_marked_in_title_and_text(town, visit, say):
    say("L’entretien qui s’arrête", "Nos entretiens durent. D’entretien en…")

    page = Page(visit(town.maelle).open("/search?q=entretiens"))

    assert marks(page) == ["entretien", "entretiens", "entretien"]
    assert "L’entretien qui s’arrête" in page.main


def test_a_phrase_is_marked_as_one_and_only_where_it_stands(town, visit, say):
    say("Une date", "Le rappel, la date du rappel, date à date.")

    page = Page(visit(town.maelle).open('/search?q="date du rappel"'))

    assert marks(page) == ["date du rappel"]


@pytest.mark.parametrize(
    "said", ["<script>alert(1)</script> café", "a & b <b>café</b>", '"><img src=x> café']
)
def test_nothing_that_is_shown_is_taken_for_html(town, visit, say, said):
    say(said, said)

    answer = visit(town.maelle).open("/search", params={"q": f"{said} <i>"})

    assert answer.status_code == 200
    page = Page(answer)
    assert "café" in marks(page)
    inside = page.all("main")[0]
    for tag in ("script", "b", "img", "i"):
        assert [one for one in page.all(tag) if _is_in(one, inside)] == []
    assert said in page.main


def _is_in(one, other) -> bool:
    while one.inside is not None:
        one = one.inside
        if one is other:
            return True
    return False


def test_of_a_long_text_the_stretch_that_has_most_is_shown(town, visit, say):
    filler = "Rien de neuf par ici. " * 60
    say("Un long récit", f"Du café. {filler} Du café au comptoir. {filler}")

    page = Page(visit(town.maelle).open("/search?q=café comptoir"))

    assert marks(page) == ["café", "comptoir"]
    (text,) = [one.text for one in page.all("p") if "comptoir" in one.text]
    assert text.startswith("…")
    assert text.endswith("…")
    assert len(text) < 260


def test_filters_say_how_much_there_is_of_each(town, visit, say):
    say("Un café, quand ?")
    say("Le café du matin", asks=False)
    a_card(town, {"title": "Offrir un café", "steps": "Je sers."})
    a_card(town, {"title": "Payer le café", "steps": "Je paie."}, maturity=Maturity.proven)
    read_anew(town)
    maelle = visit(town.maelle)

    page = Page(maelle.open("/search?q=café"))

    filters = [
        one.text for one in page.all("a") if "what=" in (one.attributes["href"] or "")
    ]
    assert filters == [
        "Threads 2",
        "Questions 1",
        "Discussions 1",
        "Practices 2",
        "Idea 1",
        "Proven 1",
    ]
    for only, titles in {
        "question": ["Un café, quand ?"],
        "thread": ["Le café du matin", "Un café, quand ?"],
        "proven": ["Payer le café"],
        "standard": [],
    }.items():
        answer = Page(maelle.open(f"/search?q=café&what={only}"))
        assert answer.texts("h3") == titles
        assert ("Nothing found" in answer.main) is (titles == [])


def test_a_challenge_is_shown_with_how_far_it_is_and_has_a_filter(town, visit, say):
    say("Un café, quand ?")
    said = {"title": "Offrir un café", "format": "mission"}
    asked = challenge(town, town.claire, Phase.reviewing, **said)
    read_anew(town)
    maelle = visit(town.maelle)

    page = Page(maelle.open("/search?q=café"))
    only = Page(maelle.get(page.links("Challenges 1")[0]))

    assert set(paths(page)) == {asked.path, "/threads/1"}
    assert paths(only) == [asked.path]
    for said in ("Challenge", "Reviews", "A mission in the field"):
        assert said in page.main
    assert marks(only) == ["café"]


def test_what_does_not_fit_is_on_the_next_page(town, visit, say):
    for number in range(23):
        say(f"Café numéro {number}")
    maelle = visit(town.maelle)

    first = Page(maelle.open("/search?q=café&what=question"))
    (more,) = first.links("What comes after")
    second = Page(maelle.get(more))
    third = Page(maelle.get(second.links("What comes after")[0]))

    seen = [paths(page) for page in (first, second, third)]
    assert [len(several) for several in seen] == [10, 10, 3]
    assert len({path for several in seen for path in several}) == 23
    assert third.links("What comes after") == []
    assert Page(maelle.open("/search?q=café&page=9")).main.count("Nothing found") == 1


@pytest.mark.parametrize("words", ["", " ", "?", "«»", '""', "…", "%", "_", "😀"])
def test_nothing_to_look_for_finds_nothing(town, visit, say, words):
    say("50 % de rabais ?")
    answer = visit(town.maelle).open("/search", params={"q": words})

    assert answer.status_code == 200
    assert paths(Page(answer)) == []


@pytest.mark.parametrize(
    "words", ["\x00café\x00", "café " * 500, "café’", "'café'", "CAFE"]
)
def test_odd_words_are_looked_for_all_the_same(town, visit, say, words):
    thread = say("Un café, quand ?")

    answer = visit(town.maelle).open("/search", params={"q": words})

    assert answer.status_code == 200
    assert paths(Page(answer)) == [thread.path]


@pytest.mark.parametrize("query", ["what=nothing", "page=0", "page=1001", "page=x"])
def test_an_address_that_was_never_made_is_not_found(town, visit, query):
    assert visit(town.maelle).open(f"/search?q=a&{query}").status_code == 404


def test_where_nothing_is_found_one_may_ask(town, visit):
    page = Page(visit(town.maelle).open("/search?q=licorne"))

    assert page.links("Ask the cohort") == [f"/c/{town.vente.id}/threads/new"]
    assert "licorne" in (page.the("q").attributes["value"] or "")


def test_in_french_it_says_so_in_french(town, visit):
    page = Page(visit(town.maelle, language="fr").open("/search?q=licorne"))

    assert "Rien trouvé" in page.main


def test_what_everybody_can_read_no_more_is_not_found_even_if_its_words_are_still_there(
    town, visit, say
):
    """As of a card from elsewhere, which is withdrawn there."""
    thread = say("Un café, quand ?")
    town.hide(town.opening(thread), town.claire)
    left = {"what": "thread", "thing": thread.id, "text": "café"}
    town.add(thread, Findable(**left, titled=" cafe / cafe ", said=" cafe / cafe "))

    assert paths(Page(visit(town.claire).open("/search?q=café"))) == []


def test_a_page_takes_few_statements_however_much_is_found(town, visit, counted, corpus):
    maelle = visit(town.maelle)
    many = []
    for words, found in (("xylophone", 0), ("épargne", 1), ("client", 8)):
        with counted() as asked:
            page = Page(maelle.open(f"/search?q={words}"))
        assert len(paths(page)) == found
        many.append(len(asked))
        assert [said for said in asked if "cohort_id" not in said] == []
    assert many == [4, 5, 6]

    with counted() as asked:
        maelle.open("/search/similar?title=Un client à relancer")
    assert len(asked) <= 3
