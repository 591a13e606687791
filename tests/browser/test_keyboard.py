"""Everything by keyboard alone, and one always sees where one is."""

import re

import pytest
from playwright.sync_api import Locator, expect

from lti_social.threads.models import Post, Thread
from tests.browser.reader import Reader
from tests.browser.serving import Place
from tests.browser.visits import Visit

ANSWERED = "Chez moi ça marche."


@pytest.fixture
def asked(place: Place) -> tuple[Thread, Post]:
    """A question of Solène's with an answer of Karim's."""
    town = place.town
    thread = town.question(town.solene, "Comment finir un rendez-vous ?")
    return thread, town.answer(thread, town.karim, ANSWERED)


def press(reader: Reader, *keys: str) -> None:
    for key in keys:
        reader.page.keyboard.press(key)


def tab_to(reader: Reader, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus; every stop on the way must be seen."""
    for _ in range(80):
        press(reader, "Tab")
        assert _focus_is_seen(reader), reader.page.evaluate(WHERE)
        if wanted.evaluate(HAS_FOCUS):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


def _focus_is_seen(reader: Reader) -> bool:
    """Within a moment: an editor may be taking the place of its field."""
    for _ in range(40):
        if reader.page.evaluate(FOCUS_IS_SEEN):
            return True
        reader.page.wait_for_timeout(50)
    return False


WHERE = "document.activeElement.outerHTML.slice(0, 200)"
HAS_FOCUS = """(wanted) => {
  const here = document.activeElement; // perhaps the editor that stands in for a field
  return here === wanted || here.closest(".editor")?.previousElementSibling === wanted;
}"""
FOCUS_IS_SEEN = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const ringed = (e) => e && getComputedStyle(e).outlineStyle !== "none"
    && parseFloat(getComputedStyle(e).outlineWidth) >= 2;
  const inSight =
    box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return inSight && (ringed(here) || ringed(here.closest(".choice, .editor")));
}"""


def test_the_first_key_leads_past_the_navigation(visit: Visit):
    solene = visit("solene")

    press(solene, "Tab")
    expect(solene.link("Skip to content")).to_be_focused()
    expect(solene.link("Skip to content")).to_be_in_viewport()
    press(solene, "Enter")

    expect(solene.view.locator("main")).to_be_focused()
    press(solene, "Tab")
    assert solene.page.evaluate("document.activeElement.closest('main') !== null")


def test_an_answer_is_accepted_from_its_menu_and_the_focus_stays_there(
    visit: Visit, asked: tuple[Thread, Post]
):
    thread, answer = asked
    solene = visit("solene")
    solene.open(thread.path)
    opener = solene.view.locator(f"[popovertarget=menu-{answer.id}]")

    tab_to(solene, opener)
    press(solene, "Enter")
    tab_to(solene, solene.button("This answer helped me: accept it"))
    press(solene, "Enter")

    kept = solene.view.locator(f"#post-{answer.id} .post--kept")
    expect(kept).to_contain_text(ANSWERED)
    expect(opener).to_be_focused()
    press(solene, "Enter")
    expect(solene.button("No longer the answer I accepted")).to_be_visible()
    press(solene, "Escape")
    expect(opener).to_be_focused()


def test_a_gesture_keeps_the_focus_on_its_button(visit: Visit, asked: tuple[Thread, Post]):
    thread, answer = asked
    solene = visit("solene")
    solene.open(thread.path)
    thanks = solene.view.locator(f"#thanks-{answer.id}")

    tab_to(solene, thanks)
    press(solene, "Space")

    expect(thanks).to_have_attribute("aria-pressed", "true")
    expect(thanks).to_have_text(re.compile(r"\b1$"))
    expect(thanks).to_be_focused()


def test_an_answer_with_a_bold_word_is_written_and_published(
    visit: Visit, asked: tuple[Thread, Post]
):
    thread, _ = asked
    maelle = visit("maelle")
    maelle.open(thread.path)

    tab_to(maelle, maelle.view.locator("#body"))
    expect(maelle.editor).to_be_focused()
    maelle.page.keyboard.type("Ici, ")
    press(maelle, "Shift+Tab")
    expect(maelle.button("Bold")).to_be_focused()
    press(maelle, "ArrowRight")
    expect(maelle.button("Italic")).to_be_focused()
    press(maelle, "ArrowLeft", "Enter")
    expect(maelle.editor).to_be_focused()
    expect(maelle.button("Bold")).to_have_attribute("aria-pressed", "true")
    maelle.page.keyboard.type("jamais")
    tab_to(maelle, maelle.button("Publish the answer"))
    press(maelle, "Enter")

    published = maelle.view.locator("#posts .prose", has_text="Ici, jamais")
    expect(published.locator("strong")).to_have_text("jamais")
    expect(maelle.button("Publish the answer")).to_be_focused()
    expect(maelle.field("Your answer")).to_have_value("")


def test_tab_leaves_the_editor(visit: Visit):
    solene = visit("solene")
    solene.open("/threads/new")

    solene.write("Your text", "Un mot")
    press(solene, "Tab")

    expect(solene.editor).not_to_be_focused()
    tab_to(solene, solene.button("Publish the thread"))
