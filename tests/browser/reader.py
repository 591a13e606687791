"""Somebody in front of a browser, and what they do there."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Frame, Locator, Page, expect

from lti_social.demo.town import COURSES, PEOPLE
from lti_social.web.i18n import words
from tests.browser.serving import Place

IN_A_COHORT = re.compile(r"/c/\d+(/|$|\?)")


@dataclass
class Reader:
    """`view` is where the tool is: the page itself, or a frame of the LMS's page.

    Buttons, links and fields are named by their English words in the source; on the page
    they are looked for in the reader's language.
    """

    place: Place
    page: Page
    view: Page | Frame
    home: str  # as "/c/1"
    language: str = "fr"
    complaints: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> None:
        self.view.goto(f"{self.place.url}{self.home}{path}")

    def words(self, msgid: str) -> str:
        return words(self.language).gettext(msgid)

    def button(self, msgid: str) -> Locator:
        return self.view.get_by_role("button", name=self.words(msgid))

    def link(self, msgid: str) -> Locator:
        return self.view.get_by_role("link", name=self.words(msgid), exact=True)

    def field(self, msgid: str) -> Locator:
        return self.view.get_by_role("textbox", name=self.words(msgid))

    def write(self, msgid: str, text: str) -> None:
        """Type into a rich field, once its editor is there."""
        self.field(msgid).click()
        expect(self.editor).to_be_focused()
        self.page.keyboard.type(text)

    def forgive(self, words: str) -> None:
        """The console may tell of something that the test means to happen."""
        self.forgiven.append(words)

    def troubles(self) -> list[str]:
        """What the browser complained of, besides what is forgiven."""
        return [
            said
            for said in self.complaints
            if not any(words in said for words in self.forgiven)
        ]

    @property
    def editor(self) -> Locator:
        return self.view.locator(".editor__text")

    @property
    def problem(self) -> Locator:
        return self.view.locator("#problem")


def enter(place: Place, context: BrowserContext, person: str, course: str) -> Page:
    """Click on somebody in the demo LMS: they are in their course then."""
    page = context.new_page()
    page.goto(place.lms_url)
    section = page.get_by_role("region", name=COURSES[course].title)
    section.get_by_role("button", name=PEOPLE[person].first_name).click()
    page.wait_for_url("**/courses/**")
    return page


def launch_in_frame(
    place: Place, context: BrowserContext, person: str, course: str = "vente-2026"
) -> Reader:
    """The tool in the LMS's page, cross-site, as nearly everybody sees it."""
    page = enter(place, context, person, course)
    page.goto(f"{place.lms_url}/courses/{course}/activity")
    frame = page.frame(name="tool")
    assert frame
    frame.wait_for_url(IN_A_COHORT)
    return Reader(place, page, frame, _home(frame))


def launch_in_tab(
    place: Place, context: BrowserContext, person: str, course: str = "vente-2026"
) -> Reader:
    page = enter(place, context, person, course)
    page.goto(f"{place.lms_url}/courses/{course}/launch?window=1")
    page.wait_for_url(IN_A_COHORT)
    return Reader(place, page, page, _home(page))


def _home(view: Page | Frame) -> str:
    found = re.search(r"/c/\d+", view.url)
    assert found, view.url
    return found[0]
