"""French and English: as the launch says, until somebody chooses."""

from playwright.sync_api import Browser, expect

from tests.browser.reader import Reader
from tests.browser.serving import Place
from tests.browser.visits import Visit


def choose(reader: Reader, language: str) -> None:
    reader.open("/me")
    field = reader.view.get_by_role("combobox", name=reader.words("Language"))
    field.select_option(language)
    reader.button("Save").click()


def test_a_reader_switches_to_english_and_back(visit: Visit):
    ines = visit("ines")
    expect(ines.view.locator("html")).to_have_attribute("lang", "fr")
    expect(ines.view.get_by_role("link", name="Accueil")).to_be_visible()

    choose(ines, "en")
    ines.language = "en"
    expect(ines.view.locator("html")).to_have_attribute("lang", "en")
    expect(ines.view.get_by_role("link", name="Home", exact=True)).to_be_visible()
    ines.open("/threads/new")
    ines.field("Your text").click()
    expect(ines.view.get_by_role("button", name="Bold")).to_be_visible()

    choose(ines, "")
    expect(ines.view.locator("html")).to_have_attribute("lang", "fr")


def test_a_page_before_any_launch_speaks_the_browser_s_language(
    place: Place, browser: Browser
):
    for locale, heading in (
        ("en-GB", "The activity could not be opened"),
        ("fr-FR", "L’activité n’a pas pu s’ouvrir"),
    ):
        with browser.new_context(locale=locale) as context:
            page = context.new_page()
            page.goto(f"{place.url}/lti/login")
            expect(page.locator("html")).to_have_attribute("lang", locale[:2])
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)
