"""Browsers with a will of their own about cookies, set where their owners would set it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Playwright

from tests.browser.serving import Place

Preferences = Mapping[str, Any]

THIRD_PARTY_ALLOWED: Preferences = {"profile": {"cookie_controls_mode": 0}}
THIRD_PARTY_BLOCKED: Preferences = {"profile": {"cookie_controls_mode": 1}}

_BLOCK = 2


def no_cookies_in_the_frame(place: Place) -> Preferences:
    """The tool may keep cookies in a tab of its own; in the LMS's pages none at all, not
    even partitioned ones. As Safari and Firefox can be set, and some companies do."""
    tool, lms = (urlsplit(url).netloc for url in (place.url, place.lms_url))
    rule = {f"http://{tool},http://{lms}": {"setting": _BLOCK}}
    return {"profile": {"content_settings": {"exceptions": {"cookies": rule}}}}


def opened(
    playwright: Playwright, chromium: Mapping[str, Any], folder: Path, wishes: Preferences
) -> BrowserContext:
    """A browser whose profile is in `folder`, in French."""
    profile = folder / "Default"
    profile.mkdir(parents=True)
    profile.joinpath("Preferences").write_text(json.dumps(wishes))
    return playwright.chromium.launch_persistent_context(folder, locale="fr-FR", **chromium)
