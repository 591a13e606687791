"""How a trainer chooses what to place, in the words of the tests."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import jwt
from httpx import Response
from sqlalchemy import Engine

from lti_social.lti.claims import DEEP_LINKING, SETTINGS
from lti_social.threads.models import Thread
from tests.cohorts.launching import Browser, rows
from tests.lti.drafts import Change, Draft, as_teacher, saying
from tests.lti.platform import Lms
from tests.pages import Page

ITEMS, DATA = f"{DEEP_LINKING}content_items", f"{DEEP_LINKING}data"
MESSAGE = f"{DEEP_LINKING}msg"
RETURN = "https://lms.test/course/5/return?sesskey=s3cr3t"
USUAL = {
    "deep_link_return_url": RETURN,
    "accept_types": ["ltiResourceLink"],
    "accept_presentation_document_targets": ["iframe", "window"],
    "accept_multiple": True,
}


def asking(**settings: Any) -> Change:
    """The LMS asks what to place; a setting that is None is left out."""
    said = {name: value for name, value in (USUAL | settings).items() if value is not None}

    def change(draft: Draft) -> None:
        saying(message_type="LtiDeepLinkingRequest", **{SETTINGS: said})(draft)
        del draft.claims["https://purl.imsglobal.org/spec/lti/claim/resource_link"]

    return change


def in_course(context_id: str, title: str = "Vente conseil") -> Change:
    return saying(context={"id": context_id, "title": title, "label": title})


def through(item: dict[str, Any], link: str = "link-9") -> Change:
    """By the link that the LMS made of an item."""
    return saying(resource_link={"id": link, "title": item["title"]}, custom=item["custom"])


@dataclass
class Desk:
    browser: Browser
    lms: Lms
    engine: Engine
    place: str = ""  # where the choice is, as /c/1/place/1
    page: str = field(default="", repr=False)

    def ask(self, *changes: Change, **settings: Any) -> Response:
        """The LMS asks for a choice, up to the page on which it is made."""
        asked = self.browser.launch(self.lms, as_teacher, asking(**settings), *changes)
        if asked.status_code != 303:
            return asked
        self.place = urlsplit(asked.headers["location"]).path
        return self.look()

    def look(self, path: str = "") -> Response:
        page = self.browser.get(self.place + path)
        self.page = page.text
        return page

    def do(self, path: str, **fields: Any) -> Response:
        """Send a form of the page, and look what became of it."""
        if not self.page or "form_key" not in self.page:
            self.look()
        answer = self.browser.submit(self.page, self.place + path, **fields)
        if answer.status_code == 303:
            return self.look()
        return answer

    def choose(self, kind: str, target: int | None = None) -> Response:
        return self.do("/picks", what=kind, **({"target": target} if target else {}))

    def write(self, title: str, kind: str = "discussion") -> Thread:
        """Write a thread for the course, which is chosen by that."""
        self.do("/threads", kind=kind, title=title, body="Lisez, puis racontez.")
        return rows(self.engine, Thread)[-1]

    def send(self) -> "Sent":
        return Sent(self.do("/send"), self.browser)


@dataclass
class Sent:
    """The page that posts itself to the LMS."""

    page: Response
    browser: Browser

    @property
    def address(self) -> str:
        (form,) = (one for one in Page(self.page).all("form"))
        assert "data-onward" in form.attributes
        return form.attributes["action"] or ""

    @property
    def claims(self) -> dict[str, Any]:
        """What our key signed, as an LMS checks it."""
        found = re.search(r'name="JWT" value="([^"]+)"', self.page.text)
        assert found, self.page.status_code
        kid = jwt.get_unverified_header(found[1])["kid"]
        keys = jwt.PyJWKSet.from_dict(self.browser.get("/lti/jwks").json())
        claims: dict[str, Any] = jwt.decode(
            found[1], keys[kid], ["RS256"], audience="https://lms.test", issuer="client-7"
        )
        return claims

    @property
    def items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.claims[ITEMS]
        return items
