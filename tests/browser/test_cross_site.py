"""The main path, in the LMS's frame and across sites, as browsers treat cookies today."""

import re

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import OwnBrowser
from tests.browser.control import CONTROL
from tests.browser.profiles import (
    THIRD_PARTY_ALLOWED,
    THIRD_PARTY_BLOCKED,
    no_cookies_in_the_frame,
)
from tests.browser.reader import IN_A_COHORT, Reader, enter, launch_in_frame
from tests.browser.serving import Place

ASKED = "Que répondre à « je vais réfléchir » ?"
ANSWERED = "Demandez ce qui manque pour décider."


def names_of_cookies(context: BrowserContext) -> set[str]:
    return {cookie["name"] for cookie in context.cookies()}


def ask(solene: Reader) -> str:
    """She clicks her way to a new question; its path."""
    solene.link("Threads").click()
    solene.link("Open a thread").click()
    solene.field("Title").fill(ASKED)
    solene.write("Your text", "Je relance quand, et comment ?")
    solene.button("Publish the thread").click()
    expect(solene.view.get_by_role("heading", name=ASKED)).to_be_visible()
    return re.sub(rf"^{solene.place.url}{solene.home}", "", solene.view.url)


def answer(claire: Reader) -> None:
    claire.link("Threads").click()
    claire.link(ASKED).click()
    claire.write("Your answer", ANSWERED)
    claire.button("Publish the answer").click()
    expect(claire.view.locator("#posts")).to_contain_text(ANSWERED)


def test_a_question_is_asked_answered_and_kept_in_its_cohort_with_foreign_cookies_blocked(
    place_on_each: Place, own_browser: OwnBrowser
):
    place = place_on_each
    hers = own_browser(THIRD_PARTY_BLOCKED)
    solene = launch_in_frame(place, hers, "solene")
    claire = launch_in_frame(place, own_browser(THIRD_PARTY_BLOCKED), "claire")
    nadia = launch_in_frame(
        place, own_browser(THIRD_PARTY_BLOCKED), "nadia", "managers-2026"
    )

    thread = ask(solene)
    answer(claire)
    place.finish_later_work()

    solene.link("Home").click()
    expect(solene.view.locator("#bell .tool__count")).to_be_visible()
    solene.view.locator("#bell").click()
    solene.view.get_by_role("link", name=ASKED).click()
    expect(solene.view.locator("#posts")).to_contain_text(ANSWERED)

    response = nadia.view.goto(f"{place.url}{solene.home}{thread}")
    assert response
    assert response.status == 404
    expect(nadia.problem).to_contain_text(nadia.words("We could not find that here."))
    assert ASKED not in nadia.view.content()
    nadia.open()
    expect(nadia.link("Threads")).to_be_visible()  # her own cohort is still hers

    assert CONTROL not in names_of_cookies(hers)
    assert "__Host-lti-social" in names_of_cookies(hers)


def test_the_control_cookie_would_be_there_if_foreign_cookies_were_not_blocked(
    place: Place, own_browser: OwnBrowser
):
    context = own_browser(THIRD_PARTY_ALLOWED)
    launch_in_frame(place, context, "solene")

    assert names_of_cookies(context) >= {CONTROL, "__Host-lti-social"}


def test_a_browser_that_keeps_no_cookie_in_the_frame_goes_on_in_a_new_tab(
    place: Place, own_browser: OwnBrowser
):
    context = own_browser(no_cookies_in_the_frame(place))
    page = enter(place, context, "solene", "vente-2026")
    page.goto(f"{place.lms_url}/courses/vente-2026/activity")
    frame = page.frame_locator("iframe[name=tool]")
    link = frame.get_by_role("link", name="Ouvrir dans un nouvel onglet")
    expect(link).to_be_visible()
    assert not names_of_cookies(context) & {CONTROL, "__Host-lti-social"}

    with context.expect_page() as opened:
        link.click()
    tab = opened.value
    tab.wait_for_url(IN_A_COHORT)

    expect(tab.get_by_role("heading", level=1)).to_contain_text("premier rendez-vous")
    tab.reload()
    expect(tab.get_by_role("navigation", name="Cohorte")).to_be_visible()
    assert page.frames[1].url.startswith(f"{place.url}/lti/login/check")


def test_somebody_whose_name_the_lms_keeps_to_itself_is_asked_once(
    place: Place, own_browser: OwnBrowser
):
    context = own_browser(THIRD_PARTY_BLOCKED)
    bastien = launch_in_frame(place, context, "bastien", "managers-2026")
    bastien.field("My name, as the cohort sees it").fill("Bastien")
    bastien.button("Save").click()
    expect(bastien.view.get_by_role("navigation", name="Cohorte")).to_be_visible()

    again = launch_in_frame(place, context, "bastien", "managers-2026")
    expect(again.view.get_by_role("button", name="Bastien")).to_be_visible()
