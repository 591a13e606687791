"""An administrator adds the tool to their LMS by its address, in the LMS's own page."""

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from lti_social.core.wall import open_house
from lti_social.lti import invites
from lti_social.web.i18n import words
from tests.browser.reader import IN_A_COHORT, enter
from tests.browser.serving import Place
from tests.browser.watching import watch


def say(msgid: str) -> str:
    return words("fr").gettext(msgid)


def address(place: Place) -> str:
    """What whoever runs the tool sends them."""
    with open_house(place.town.engine) as db, db.begin():
        token = invites.issue(db, by="operator", name="Campus, une seconde fois")
    return invites.address_of(place.url, token)


def begin(place: Place, context: BrowserContext) -> tuple[Page, FrameLocator]:
    page = enter(place, context, "michel", "vente-2026")
    page.get_by_role("link", name="Outils externes").click()
    page.get_by_label("Adresse d’enregistrement de l’outil").fill(address(place))
    page.get_by_role("button", name="Ajouter l’outil").click()
    return page, page.frame_locator("iframe.tool")


def say_yes(tool: FrameLocator) -> None:
    expect(tool.get_by_role("heading", level=1)).to_contain_text("127.0.0.1")
    tool.get_by_role("button", name=say("Register")).click()
    remains = say("What you still have to do in the LMS")
    expect(tool.get_by_role("heading", name=remains)).to_be_visible()


def activate(page: Page) -> None:
    waiting = page.get_by_role("region").filter(has_text="En attente d’activation")
    expect(waiting).to_have_count(1)
    waiting.get_by_role("button", name="Activer").click()
    expect(page.get_by_text("En attente d’activation")).to_have_count(0)
    page.get_by_role("link", name="L’essayer dans un cours").last.click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_by_its_address_from_the_paste_to_the_first_launch(
    place: Place, browser: Browser, script: bool
):
    with browser.new_context(java_script_enabled=script, locale="fr-FR") as context:
        complaints = watch(context, place)
        page, tool = begin(place, context)
        say_yes(tool)
        done = tool.get_by_role("button", name=say("Go back to the LMS"))
        if script:
            done.click()
        else:
            expect(done).to_be_hidden()
            page.get_by_role("link", name="Revenir aux outils").click()
        page.wait_for_url(f"{place.lms_url}/tools")

        activate(page)

        if not script:
            for _ in range(2):
                page.get_by_role("button", name="Continuer").click()
        page.wait_for_url(IN_A_COHORT)
        assert complaints == []
