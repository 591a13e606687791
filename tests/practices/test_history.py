"""What changed from one version of a card to the next, word by word."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_social.practices.comparing import How, compared
from tests.cards import CARD
from tests.hostile import READ_TWICE, RUN
from tests.pages import Page

WORDS = st.lists(
    st.sampled_from(["je", "me", "tais", " ", "\n", ".", "<ins>", "</del>", "&amp;", "é"]),
    max_size=60,
).map("".join)


@given(WORDS | st.text(max_size=80), WORDS | st.text(max_size=80))
def test_all_words_of_both_are_there_in_their_order(before, after):
    pieces = compared(before, after)

    assert "".join(p.words for p in pieces if p.how is not How.added) == before
    assert "".join(p.words for p in pieces if p.how is not How.removed) == after
    assert all(piece.words for piece in pieces)


def test_what_is_the_same_is_no_change():
    assert [piece.how for piece in compared("Je me tais.", "Je me tais.")] == [How.same]
    assert compared("", "") == ()


def test_a_word_more_is_one_word_more():
    pieces = compared("Je laisse finir.", "Je laisse le client finir.")

    assert [p.words for p in pieces if p.how is How.added] == ["le client "]
    assert [p.words for p in pieces if p.how is How.removed] == []


@pytest.mark.parametrize("word", ["a", "a b c d", " ".join(map(str, range(20)))])
def test_the_longest_texts_are_compared_soon(word):
    before = (f"{word} " * 4000)[:4000]
    began = process_time()

    compared(before, f"x {before[::-1]}")

    assert process_time() - began < 1


@pytest.fixture
def card(town, visit, write):
    """In two versions."""
    solene = visit(town.solene)
    card = write(solene, publish="1")
    steps = CARD["steps"].replace("laisse le client", "laisse mon client")
    said = CARD | {
        "steps": steps,
        "effort": "Deux minutes",
        "changed": "Une étape dite mieux.",
    }
    solene.submit(f"{card.path}/edit", **said, licence="cc_by")
    return card


def test_the_history_says_what_changed_without_colour(town, visit, card):
    karim = visit(town.karim)
    (link, *_) = Page(karim.open(card.path)).links("What changed")

    page = Page(karim.get(link))

    assert page.texts("h2") == ["Version 2", "Version 1"]
    assert page.texts("del")[0] == "removed: le (end)"
    assert page.texts("ins")[0] == "added: mon (end)"
    assert "added: Deux minutes (end)" in page.texts("ins")
    assert "added: Creative Commons: name the authors (CC BY) (end)" in page.texts("ins")
    assert "Une étape dite mieux." in page.main
    assert page.texts("dt")[:3] == ["What I do", "The effort", "How others may use it"]


def test_a_long_history_comes_in_pages(town, visit, card):
    solene = visit(town.solene)
    for number in range(3, 15):
        said = CARD | {"effort": f"{number} minutes", "changed": "L’effort."}
        solene.submit(f"{card.path}/edit", **said)

    first = Page(solene.open(f"{card.path}/history"))
    (link,) = first.links("Earlier versions")

    assert first.texts("h2") == [f"Version {n}" for n in range(14, 4, -1)]
    assert "removed: 4" in " ".join(first.texts("del"))
    assert Page(solene.get(link)).texts("h2") == [f"Version {n}" for n in range(4, 0, -1)]
    lineage = Page(solene.open(card.path)).main
    assert "11 versions in between" in lineage


def test_hostile_words_stay_words(town, visit, card):
    solene = visit(town.solene)
    for number, said in enumerate(READ_TWICE[:12]):
        words = said.replace("{run}", RUN)
        form = CARD | {"why": words, "fails_when": words, "changed": f"{number}<b>"}
        solene.submit(f"{card.path}/edit", **form)

    for path in ("", "/history", "/edit"):
        page = Page(solene.open(f"{card.path}{path}"))
        assert not [e for e in page.elements if "onerror" in e.attributes], path
        assert page.all("img") == page.all("svg", "none") == [], path
