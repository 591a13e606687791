"""A trainer places what learners find in their course, and learners open it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, ViewportSize, expect

from lti_social.placements.models import Former
from tests.browser.conftest import OwnBrowser
from tests.browser.owed import PHONE, TOO_SMALL, TOO_WIDE, WIDE, found
from tests.browser.profiles import THIRD_PARTY_BLOCKED
from tests.browser.reader import IN_A_COHORT, Reader, enter, launch_in_tab
from tests.browser.serving import Place
from tests.browser.watching import watch

COURSE = "vente-2026"
TITLE = "Ce que ma semaine m’a appris"


def picker(place: Place, context: BrowserContext, person: str = "claire") -> Reader:
    """The tool's page in the LMS's frame."""
    page = enter(place, context, person, COURSE)
    page.get_by_role("link", name="Ajouter du contenu").click()
    page.wait_for_url("**/add")
    frame = page.frame(name="tool")
    assert frame
    frame.wait_for_url(re.compile(r"/c/\d+/place/\d+"))
    home = re.search(r"/c/\d+", frame.url)
    assert home
    return Reader(place, page, frame, home[0])


def open_activity(place: Place, context: BrowserContext, title: str) -> Frame:
    page = enter(place, context, "solene", COURSE)
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/activity*")
    frame = page.frame(name="tool")
    assert frame
    frame.wait_for_url(IN_A_COHORT)
    return frame


def test_a_trainer_places_two_items_and_a_learner_opens_each(
    place: Place, own_browser: OwnBrowser
):
    context = own_browser(THIRD_PARTY_BLOCKED)
    complaints = watch(context, place)
    claire = picker(place, context)
    claire.view.get_by_role("button", name=re.compile(r"^Choisir Vente conseil")).click()
    claire.link("Write a new one").click()
    claire.field("Title").fill(TITLE)
    claire.write("Your text", "Une chose vue, une chose essayée.")
    claire.button("Publish and choose it").click()
    claire.view.get_by_role("link", name=re.compile("^Titre, texte, note Vente")).click()
    claire.view.get_by_label("Titre", exact=True).fill("Le lieu, par l’animation")
    claire.view.get_by_role("checkbox").check()
    claire.view.get_by_label("Note maximale").fill("20")
    claire.button("Save").click()
    expect(claire.view.get_by_text("Carnet de notes : Le lieu")).to_be_visible()
    claire.button("Place in the course").click()

    frame = claire.page.frame_locator("iframe[name=tool]")
    expect(frame.get_by_role("heading", name="Ajouté au cours")).to_be_visible()
    frame.get_by_role("link", name="Revenir au cours").click()
    expect(claire.page.get_by_text("Le lieu, par l’animation / 20")).to_be_visible()
    assert complaints == []

    learner = own_browser(THIRD_PARTY_BLOCKED)
    thread = open_activity(place, learner, TITLE)
    expect(thread.get_by_role("heading", level=1)).to_have_text(TITLE)
    home = open_activity(place, learner, "Le lieu, par l’animation")
    expect(home.get_by_role("heading", level=1)).to_contain_text("rendez-vous")


@pytest.fixture
def plain(place: Place, browser: Browser) -> Iterator[Page]:
    """Claire at the picker, in a browser that runs no script."""
    with browser.new_context(java_script_enabled=False, locale="fr-FR") as context:
        page = enter(place, context, "claire", COURSE)
        page.goto(f"{place.lms_url}/courses/{COURSE}/choose")
        page.get_by_role("button", name="Continuer").click()
        page.get_by_role("button", name="Continuer").click()
        yield page


def test_without_script_a_button_carries_the_answer(place: Place, plain: Page):
    plain.get_by_role("searchbox").fill("relance")
    plain.get_by_role("main").get_by_role("button", name="Chercher").click()
    plain.get_by_role("button", name=re.compile("^Choisir")).nth(1).click()
    plain.get_by_role("button", name="Placer dans le cours").click()
    plain.get_by_role("button", name="Continuer vers le cours").click()

    expect(plain.get_by_role("heading", name="Ajouté au cours")).to_be_visible()


def test_who_changes_their_mind_is_back_with_nothing(place: Place, plain: Page):
    plain.get_by_role("button", name="Retourner au cours sans rien placer").click()
    plain.get_by_role("button", name="Continuer vers le cours").click()

    expect(plain.get_by_role("heading", name="Rien n’a été ajouté")).to_be_visible()
    expect(plain.get_by_text("Rien n’a été choisi.")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_picker_is_for_everybody(place: Place, browser: Browser, size: ViewportSize):
    with browser.new_context(viewport=size, locale="fr-FR", has_touch=True) as context:
        page = enter(place, context, "claire", COURSE)
        page.goto(f"{place.lms_url}/courses/{COURSE}/choose")
        page.wait_for_url(re.compile(r"/c/\d+/place/\d+"))
        reader = Reader(place, page, page, "")
        for look in (reader.page.url, f"{reader.page.url}/new"):
            page.goto(look)
            owed(reader)
        page.go_back()
        page.get_by_role("button", name=re.compile(r"^Choisir Vente conseil")).click()
        owed(reader)
        page.get_by_role("link", name=re.compile("^Titre, texte, note")).click()
        owed(reader)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_so_are_the_pages_around_it(place: Place, browser: Browser, size: ViewportSize):
    town = place.town
    if not town.rows(town.vente, Former):
        town.add(town.claire, Former(course_id=town.managers.course_id))
    with browser.new_context(viewport=size, locale="fr-FR", has_touch=True) as context:
        reader = launch_in_tab(place, context, "claire")
        for path in ("/former", f"/members/{town.karim.id}/posts"):
            reader.open(path)
            owed(reader)
        context.clear_cookies()
        reader.open("/threads")
        owed(reader)


def owed(reader: Reader) -> None:
    """What every page owes its readers."""
    page = reader.page
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert found(reader) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert found(reader, only=["color-contrast", "link-in-text-block"]) == []
    assert page.evaluate(TOO_SMALL) == []
    assert page.evaluate(TOO_WIDE) == []


def test_a_permalink_in_a_tab_goes_on_after_the_launch(place: Place, browser: Browser):
    thread = place.town.question(place.town.karim, "Comment relancer sans insister ?")
    address = f"{place.url}/c/{place.town.vente.id}{thread.path}"
    with browser.new_context(locale="fr-FR") as context:
        page = enter(place, context, "solene", COURSE)
        page.goto(address)
        expect(page.get_by_text("relancer")).to_have_count(0)
        page.get_by_role("link", name=re.compile("Ouvrir le cours")).click()
        page.goto(f"{place.lms_url}/courses/{COURSE}/launch?window=1")

        page.wait_for_url(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text("relancer")


def test_an_lms_that_can_gives_the_frame_the_height_of_the_page(
    place: Place, browser: Browser
):
    with browser.new_context(locale="fr-FR", reduced_motion="reduce") as context:
        complaints = watch(context, place)
        frame = open_activity(place, context, "Le lieu de la cohorte")
        page = frame.page
        needed = frame.locator(".shell").evaluate("e => e.getBoundingClientRect().height")
        page.wait_for_function(
            "h => Math.abs(document.querySelector('iframe').clientHeight - h) < 4",
            arg=needed,
        )
        assert complaints == []
