"""Reported, decided, appealed, restored: at any width, with script or without."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from lti_social.threads.models import Post, Thread
from tests.browser.reader import Reader
from tests.browser.serving import Place
from tests.browser.visits import Visit

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1024, "height": 768}
WRITTEN = "Comme Madame Durand, de Tours."


@pytest.fixture(
    params=[
        pytest.param({"viewport": PHONE}, id="phone"),
        pytest.param({"viewport": WIDE}, id="desktop"),
        pytest.param({"viewport": PHONE, "java_script_enabled": False}, id="no script"),
    ]
)
def how(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


@pytest.fixture
def said(place: Place) -> tuple[Thread, Post]:
    """What Karim answered to Solène, and a name in it."""
    town = place.town
    thread = town.question(town.solene, "Comment rassurer une cliente ?")
    return thread, town.answer(thread, town.karim, WRITTEN)


def choose(reader: Reader, msgid: str) -> None:
    """By its words; its hint is part of its name too."""
    words = r"\s".join(re.escape(word) for word in reader.words(msgid).split())
    name = re.compile(rf"^{words}(\s|$)")
    reader.view.get_by_role("radio", name=name).check()


def decide(reader: Reader, about: Post, msgid: str, reasons: str) -> None:
    """From the home page, where it is said that something waits."""
    reader.open()
    reader.link("See what waits").click()
    case = reader.view.locator(f"a[href$='/posts/{about.id}/case']").last
    case.click()
    choose(reader, msgid)
    reader.field("Your reasons").fill(reasons)
    reader.button("Decide").click()
    expect(reader.view.get_by_role("status").first).to_contain_text("décidé")


def test_reported_removed_appealed_restored(
    place: Place, visit: Visit, said: tuple[Thread, Post], how: dict[str, Any]
):
    thread, post = said
    maelle = visit("maelle", **how)
    maelle.open(thread.path)
    maelle.view.locator(f"[popovertarget=menu-{post.id}]").click()
    maelle.link("Report to the team").click()
    choose(maelle, "Somebody can be recognised: a client, a colleague")
    maelle.field("In your words").fill("On la reconnaît.")
    maelle.button("Send the report").click()
    expect(maelle.view.locator(".notice--try")).to_contain_text("pas encore décidé")

    claire = visit("claire", **how)
    decide(claire, post, "Remove it", "Une cliente y est reconnaissable.")
    place.finish_later_work()

    maelle.open(thread.path)
    expect(maelle.view.locator("#posts")).not_to_contain_text(WRITTEN)
    expect(maelle.view.locator(f"#post-{post.id}")).to_contain_text("y est reconnaissable")

    karim = visit("karim", **how)
    karim.view.locator("#bell").click()
    karim.view.get_by_role("link", name="Claire").first.click()
    expect(karim.view.locator("main")).to_contain_text("Une cliente y est reconnaissable.")
    expect(karim.view.locator("main")).not_to_contain_text("Maëlle")
    karim.field("In your words").fill("C’est un nom inventé.")
    karim.button("Send the appeal").click()
    expect(karim.view.get_by_role("status").first).to_contain_text("recours")

    claire.open()
    expect(claire.view.locator("main")).not_to_contain_text("C’est un nom inventé.")
    aurore = visit("aurore", **how)
    decide(aurore, post, "The appeal is right: show it again", "En effet, inventé.")
    place.finish_later_work()

    maelle.open(thread.path)
    expect(maelle.view.locator("#posts")).to_contain_text(WRITTEN)
    karim.view.locator("#bell").click()
    expect(karim.view.locator("main")).to_contain_text("à nouveau visible")


@pytest.fixture
def questions_read_first(visit: Visit):
    """In Claire's other cohort, and as before afterwards."""
    claire = visit("claire", "managers-2026")
    choose_level(claire, "Everything")
    yield claire
    choose_level(claire, "Nothing: what is written is there at once")


def choose_level(claire: Reader, msgid: str) -> None:
    claire.open("/settings/posting")
    choose(claire, msgid)
    claire.button("Save").click()
    expect(claire.view.get_by_role("status").first).to_be_visible()


def test_what_waits_is_published_by_one_gesture(
    place: Place, visit: Visit, questions_read_first: Reader
):
    claire, nadia = questions_read_first, visit("nadia", "managers-2026")
    nadia.open("/threads/new")
    nadia.field("Title").fill("Comment déléguer un appel ?")
    nadia.write("Your text", "Je n’ose pas encore.")
    nadia.button("Publish the thread").click()
    expect(nadia.view.locator("#posts")).to_contain_text("En attente.")
    karim = visit("karim", "managers-2026")
    karim.open("/threads")
    expect(karim.view.locator("main")).not_to_contain_text("Comment déléguer un appel ?")

    claire.open("/reports")
    claire.button("Publish it").first.click()
    place.finish_later_work()

    karim.open("/threads")
    expect(karim.view.locator("main")).to_contain_text("Comment déléguer un appel ?")


def test_in_a_pause_what_one_is_writing_stays(place: Place, visit: Visit):
    """Nadia was writing when it began, and goes on when it ends."""
    town = place.town
    thread = town.question(town.in_cohort(town.managers, "claire"), "Et vous ?")
    claire, nadia = (visit(name, "managers-2026") for name in ("claire", "nadia"))
    nadia.open(thread.path)
    nadia.write("Your answer", "Je réfléchis depuis hier")
    claire.open("/settings/posting")
    claire.field("A sentence that everybody reads").fill("Nous relisons tout, deux jours.")
    claire.button("Pause writing").click()
    expect(claire.button("End the pause")).to_be_visible()

    nadia.button("Publish the answer").click()
    expect(nadia.problem).to_contain_text("en pause")
    expect(nadia.editor).to_contain_text("Je réfléchis depuis hier")
    nadia.open(thread.path)
    expect(nadia.view.locator("main")).to_contain_text("Nous relisons tout, deux jours.")
    expect(nadia.view.locator("#composer")).to_have_count(0)

    claire.button("End the pause").click()
    nadia.open(thread.path)
    expect(nadia.field("Your answer")).to_have_value("Je réfléchis depuis hier")
    nadia.forgive("status of 403")
