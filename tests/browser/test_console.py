"""The console as people come to it: in the LMS's frame, without script, and by a link."""

import re

import pytest
from playwright.sync_api import Browser, Frame, Page, expect
from sqlalchemy import delete

from lti_social.admin.links import make_link
from lti_social.admin.models import SelfTest
from lti_social.core.wall import open_house
from lti_social.lti.models import Deployment, Platform
from tests.browser.reader import Reader, enter, launch_in_frame
from tests.browser.serving import Place
from tests.browser.visits import Visits
from tests.cohorts.launching import rows


@pytest.fixture
def waits(place: Place) -> str:
    """A deployment that nobody has answered."""
    with open_house(place.town.engine) as db, db.begin():
        platform = db.query(Platform).order_by(Platform.id).first()
        db.execute(delete(SelfTest))
        db.execute(delete(Deployment).where(Deployment.lms_id == "lieu-7"))
        db.add(Deployment(platform_id=platform.id, lms_id="lieu-7"))
    return "lieu-7"


def answered(place: Place, lms_id: str) -> Deployment:
    return next(d for d in rows(place.town.engine, Deployment) if d.lms_id == lms_id)


def test_michel_keeps_his_lms_in_its_own_frame_without_script(
    place: Place, browser: Browser, waits: str
):
    with browser.new_context(java_script_enabled=False, locale="fr-FR") as context:
        page = enter(place, context, "michel", "vente-2026")
        page.goto(f"{place.lms_url}/courses/vente-2026/launch?window=1")
        page.get_by_role("button", name="Continuer").click()
        page.get_by_role("button", name="Continuer").click()
        page.wait_for_url(re.compile(r"/c/\d+"))
        page.locator("[popovertarget=mine]").click()
        page.get_by_role("link", name="Administration").click()

        card = page.locator(".card--now", has_text=waits)
        card.get_by_role("link", name="Refuser").click()
        page.locator("[name=reason]").fill("Ce n’est pas un espace de chez nous.")
        page.get_by_role("button", name="Refuser").click()
        expect(page.get_by_role("status")).to_contain_text("C’est refusé")
        assert answered(place, waits).declined_at

        _run_self_test(page)
        expect(page.get_by_text("Les clés publiques du LMS")).to_be_attached()


def test_in_the_lms_s_frame_its_cookie_is_kept(place: Place, browser: Browser, waits: str):
    with browser.new_context(locale="fr-FR") as context:
        michel = launch_in_frame(place, context, "michel")
        menu = michel.view.locator("[popovertarget=mine]")
        menu.press("Enter")  # wherever it stands just then
        michel.link("Administration").click()
        michel.view.get_by_role("link", name="Campus", exact=True).first.click()
        _run_self_test(michel.view)

        kept = michel.words("It keeps the tool’s cookie in the frame of the LMS.")
        expect(michel.view.get_by_text(kept)).to_be_visible()
        michel.link("Back to the cohort").click()
        michel.view.wait_for_url(re.compile(r"/c/\d+$"))


def test_the_operator_declines_by_keyboard_alone(
    place: Place, browser: Browser, waits: str
):
    with open_house(place.town.engine) as db, db.begin():
        link = make_link(db)
    with browser.new_context(java_script_enabled=False, locale="fr-FR") as context:
        page = context.new_page()
        page.goto(f"{place.url}/admin/link?token={link}")
        page.get_by_role("button", name="Ouvrir").press("Enter")
        card = page.locator(".card--now", has_text=waits)
        card.get_by_role("link", name="Refuser").press("Enter")
        page.get_by_label("Le motif").fill("Pas dans ce cours.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.get_by_role("status")).to_contain_text("refusé")
        assert answered(place, waits).declined_at


def _run_self_test(view: Page | Frame) -> None:
    """Without script too, the page looks again by itself."""
    view.get_by_role("link", name="Auto-test").click()
    view.get_by_role("button", name="Lancer").click()
    expect(view.get_by_role("button", name="Relancer")).to_be_visible()


def test_a_learner_has_no_such_entry(visits: Visits):
    with visits.open() as visit:
        solene: Reader = visit("solene")
        solene.view.locator("[popovertarget=mine]").click()

        expect(solene.link("Who sees what").first).to_be_visible()
        expect(solene.link("Administration")).to_have_count(0)
