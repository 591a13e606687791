"""Everything real: both servers, and a Chromium for each test's people.

All of it ends with this folder: Playwright keeps an event loop running in the thread of
the tests, which other tests could not bear.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from lti_social.web.render import manifest
from tests.browser import profiles
from tests.browser.reader import Reader, launch_in_tab
from tests.browser.serving import Place, served
from tests.browser.story import Story, tell_story
from tests.browser.visits import Visit, Visits
from tests.databases import KINDS, databases

FLAGS = ("--no-sandbox", "--disable-quic", "--disable-background-networking")

expect.set_options(timeout=15_000)  # a busy machine is not a defect


@pytest.fixture(scope="package")
def chromium() -> dict[str, Any]:
    """How to start it."""
    path = shutil.which("chromium")
    if path is None:
        _do_without("Chromium is not installed")
    if not manifest().get("complete"):
        _do_without("the assets are not built: python lti_social/web/assets/build.py")
    return {"executable_path": path, "args": FLAGS}


def _do_without(reason: str) -> None:
    if "CI" in os.environ:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="package")
def playwright(chromium: dict[str, Any]) -> Iterator[Playwright]:
    with sync_playwright() as ready:
        yield ready


@pytest.fixture(scope="package")
def browser(playwright: Playwright, chromium: dict[str, Any]) -> Iterator[Browser]:
    with playwright.chromium.launch(**chromium) as ready:
        yield ready


@pytest.fixture(scope="package")
def place(
    chromium: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    with served(tmp_path_factory.mktemp("demo")) as ready:
        yield ready


@pytest.fixture(params=KINDS)
def place_on_each(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """The place on SQLite, and one like it on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("place")
        return
    with databases(request.param, None, tmp_path) as ready:
        url = ready.empty().url.render_as_string(hide_password=False)
        with served(tmp_path, url) as place:
            yield place


@pytest.fixture(scope="package")
def story(place: Place) -> Story:
    return tell_story(place.town, place.files)


@pytest.fixture(scope="package")
def visits(place: Place, browser: Browser) -> Visits:
    return Visits(place, browser)


@pytest.fixture
def visit(visits: Visits) -> Iterator[Visit]:
    """visit("solene") is her, in a browser of her own, on her cohort's home page."""
    with visits.open() as ready:
        yield ready


OwnBrowser = Callable[[profiles.Preferences], BrowserContext]


@pytest.fixture
def own_browser(
    playwright: Playwright, chromium: dict[str, Any], tmp_path: Path
) -> Iterator[OwnBrowser]:
    """own_browser(preferences) is a whole browser, with settings of its own."""
    open_ones: list[BrowserContext] = []

    def start(wishes: profiles.Preferences) -> BrowserContext:
        folder = tmp_path / f"profile-{len(open_ones)}"
        open_ones.append(profiles.opened(playwright, chromium, folder, wishes))
        return open_ones[-1]

    yield start
    for context in open_ones:
        context.close()


@pytest.fixture
def own_place(tmp_path: Path) -> Iterator[Place]:
    """A place of its own: what is divided here is divided for all."""
    with served(tmp_path) as ready:
        yield ready


@pytest.fixture
def launch(own_place: Place, browser: Browser) -> Iterator[Callable[[str], Reader]]:
    """Somebody of the demo's course, in a browser of their own, on a phone."""
    phone: ViewportSize = {"width": 390, "height": 800}
    with ExitStack() as contexts:

        def launched(person: str) -> Reader:
            context = browser.new_context(locale="fr-FR", viewport=phone)
            return launch_in_tab(own_place, contexts.enter_context(context), person)

        yield launched
