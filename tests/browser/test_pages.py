"""What every page owes its readers, whatever they see it on."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize

from tests.browser.pages import PAGES
from tests.browser.reader import Reader
from tests.browser.story import Story
from tests.browser.visits import Visits

WIDE, PHONE, NARROW = ({"width": width, "height": 900} for width in (1024, 390, 320))

axe = Axe()


@pytest.fixture(scope="module", params=PAGES, ids=str)
def page(request: pytest.FixtureRequest, visits: Visits, story: Story) -> Iterator[Reader]:
    """Each page in turn, opened once for all the tests here."""
    shown = request.param
    with visits.open() as visit:
        reader = visit(shown.who, viewport=WIDE, reduced_motion="reduce")
        shown.open(reader, story)
        yield reader


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing(page: Reader, size: ViewportSize):
    page.page.set_viewport_size(size)
    page.page.emulate_media(color_scheme="light")
    assert found(page) == []
    page.page.emulate_media(color_scheme="dark")
    assert found(page, only=["color-contrast", "link-in-text-block"]) == []


def found(reader: Reader, only: list[str] | None = None) -> list[str]:
    """What axe says is wrong, with the piece of the page it means."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": only} if only else {})
    return [
        f"{violation['id']}: {node['html']} {node['failureSummary']}"
        for violation in axe.run(reader.page, options=options).response["violations"]
        for node in violation["nodes"]
    ]


def test_nothing_is_wider_than_a_narrow_screen(page: Reader):
    page.page.set_viewport_size(NARROW)

    assert page.page.evaluate(TOO_WIDE) == []


TOO_WIDE = """() => {
  const scrolls = (e) => e.closest(".table-wrap, .sr");
  const wide = [...document.body.querySelectorAll("*")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5) && !scrolls(e)
      && getComputedStyle(e).visibility !== "hidden";
  });
  const page = document.documentElement;
  const told = wide.map((e) => e.outerHTML.slice(0, 120));
  if (page.scrollWidth > page.clientWidth) told.unshift(`scrolls to ${page.scrollWidth}`);
  return told;
}"""


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "tablet"])
def test_a_thumb_finds_each_control(page: Reader, size: ViewportSize):
    page.page.set_viewport_size(size)
    page.page.context.new_cdp_session(page.page).send(
        "Emulation.setTouchEmulationEnabled", {"enabled": True}
    )
    assert page.page.evaluate("matchMedia('(pointer: coarse)').matches")

    assert page.page.evaluate(TOO_SMALL) == []


# Links inside a sentence keep the sentence's height: WCAG 2.2 exempts them, and so do we.
TOO_SMALL = """() => {
  const inSentence = (e) => e.tagName === "A" && getComputedStyle(e).display === "inline"
    && [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const target = (e) => e.matches("[type=radio], [type=checkbox]") ? e.closest("label") : e;
  const size = (e) => {
    const box = e.getBoundingClientRect(), after = getComputedStyle(e, "::after");
    const covers = after.position === "absolute" && after.inset === "0px"; // its whole row
    return covers ? [44, 44] : [box.width, box.height];
  };
  return [...document.querySelectorAll("a, button, select, input:not([type=hidden])")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.matches(".skip"))
    .filter((e) => !inSentence(e))
    .map(target)
    .filter((e) => size(e)[0] < 43.9 || size(e)[1] < 43.9)
    .map((e) => `${size(e).map(Math.round).join(" x ")}: ${e.outerHTML.slice(0, 160)}`);
}"""
