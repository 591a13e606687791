"""What every page owes its readers, whatever they see it on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import ClassVar

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ViewportSize

from tests.browser.reader import Reader
from tests.browser.shown import Shown
from tests.browser.story import Story
from tests.browser.visits import Visits

WIDE, PHONE, NARROW = ({"width": width, "height": 900} for width in (1024, 390, 320))


class Owed:
    """Tests of the pages that a file names. There are several such files, so that several
    workers share them; each has its own place and its own story."""

    pages: ClassVar[tuple[Shown, ...]]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        metafunc.parametrize("page", self.pages, indirect=True, ids=str, scope="class")

    @pytest.fixture(scope="class")
    @classmethod
    def tab(cls, visits: Visits) -> Iterator[Callable[[str], Reader]]:
        """In which somebody goes from page to page."""
        with visits.open() as visit:
            yield cache(lambda who: visit(who, viewport=WIDE, reduced_motion="reduce"))

    @pytest.fixture(scope="class")
    @classmethod
    def page(
        cls,
        request: pytest.FixtureRequest,
        visits: Visits,
        story: Story,
        tab: Callable[[str], Reader],
    ) -> Iterator[Reader]:
        """Each page in turn, opened once for all the tests here. Who does more than look
        has a browser of their own for that."""
        shown: Shown = request.param
        if shown.does:
            how = {"viewport": WIDE, "reduced_motion": "reduce"}
            with visits.open() as visit:
                reader = visit(shown.who, path=shown.address(story), **how)
                shown.arrive(reader)
                yield reader
            return
        reader = replace(tab(shown.who), forgiven=[])
        reader.page.set_viewport_size(WIDE)
        reader.page.emulate_media(color_scheme="light")
        reader.open(shown.address(story))
        shown.arrive(reader)
        yield reader
        troubles = reader.troubles()
        reader.complaints.clear()
        assert troubles == []

    @pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
    def test_axe_finds_nothing(self, page: Reader, size: ViewportSize):
        page.page.set_viewport_size(size)
        page.page.emulate_media(color_scheme="light")
        assert found(page) == []
        page.page.emulate_media(color_scheme="dark")
        assert found(page, only=["color-contrast", "link-in-text-block"]) == []

    def test_nothing_is_wider_than_a_narrow_screen(self, page: Reader):
        page.page.set_viewport_size(NARROW)

        assert page.page.evaluate(TOO_WIDE) == []

    @pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "tablet"])
    def test_a_thumb_finds_each_control(self, page: Reader, size: ViewportSize):
        page.page.set_viewport_size(size)
        touch = page.page.context.new_cdp_session(page.page)
        touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        assert page.page.evaluate("matchMedia('(pointer: coarse)').matches")

        assert page.page.evaluate(TOO_SMALL) == []

        touch.detach()  # and the touch screen is gone
        assert not page.page.evaluate("matchMedia('(pointer: coarse)').matches")


def found(reader: Reader, only: list[str] | None = None) -> list[str]:
    """What axe says is wrong, with the piece of the page it means."""
    if not reader.page.evaluate("'axe' in window"):  # reading it takes as long as a run
        reader.page.evaluate(AXE_SCRIPT)
    options = {
        "resultTypes": ["violations"],
        "selectors": False,
    }  # we show the piece itself
    options |= {"runOnly": only} if only else {}
    return [
        f"{violation['id']}: {node['html']} {node['failureSummary']}"
        for violation in reader.page.evaluate(RUN, options)
        for node in violation["nodes"]
    ]


RUN = "options => axe.run(options).then(results => results.violations)"

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
