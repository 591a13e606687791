"""Launching as somebody: truly the first time, later with the cookies of that launch."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, StorageState

from tests.browser.reader import Reader, launch_in_tab
from tests.browser.serving import Place
from tests.browser.watching import watch

Visit = Callable[..., Reader]


class Visits:
    def __init__(self, place: Place, browser: Browser) -> None:
        self._place, self._browser = place, browser
        self._launched: dict[tuple[str, str], tuple[str, StorageState]] = {}

    @contextmanager
    def open(self) -> Iterator[Visit]:
        """A function that opens a browser for somebody, on their cohort's home page or on
        the one that `path` names.

        `afresh` makes it a launch of its own, for tests that spoil the session.
        When all is done, nothing may have troubled any of their pages: see `watch`.
        """
        readers: list[Reader] = []

        def visit(
            person: str, course: str = "vente-2026", path: str = "", **options: Any
        ) -> Reader:
            readers.append(self._reader(person, course, **options))
            readers[-1].open(path)
            return readers[-1]

        try:
            yield visit
        finally:
            for reader in readers:
                reader.page.context.close()
        assert [said for reader in readers for said in reader.troubles()] == []

    def _reader(
        self, person: str, course: str, *, afresh: bool = False, **options: Any
    ) -> Reader:
        launch = None if afresh else self._launch(person, course)
        cookies = launch and launch[1]
        french = {"locale": "fr-FR"} | options
        context = self._browser.new_context(storage_state=cookies, **french)
        complaints = watch(context, self._place)
        if launch is None:
            reader = launch_in_tab(self._place, context, person, course)
            reader.complaints = complaints
            return reader
        page = context.new_page()
        return Reader(self._place, page, page, launch[0], complaints=complaints)

    def _launch(self, person: str, course: str) -> tuple[str, StorageState]:
        key = person, course
        if key not in self._launched:
            with self._browser.new_context() as context:
                reader = launch_in_tab(self._place, context, person, course)
                self._launched[key] = reader.home, context.storage_state()
        return self._launched[key]
