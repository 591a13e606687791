"""A browser, and the way an LMS brings somebody in with it: every step, by every door."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import Engine, select

from lti_social.app import create_app
from lti_social.core.config import Settings
from lti_social.core.engines import reading
from lti_social.core.wall import ALL_COHORTS, open_house
from lti_social.lti.tool import Tool
from lti_social.web.i18n import words
from tests.loop import one_loop
from tests.lti.drafts import Change, Draft
from tests.lti.platform import Lms

COOKIE = "__Host-lti-social"


class Browser(TestClient):
    """One browser. It follows no redirect by itself, so that a test sees each."""

    def __init__(self, app: FastAPI) -> None:
        # https, or it would not send back a cookie that is Secure.
        at = urlsplit(app.state.settings.url)._replace(scheme="https").geturl()
        super().__init__(app, base_url=at, follow_redirects=False)
        self.portal = one_loop()

    def launch(self, lms: Lms, *changes: Change, target: str = "/") -> Response:
        """A click in the LMS, up to the tool's answer."""
        return self.answer(self.asked(lms, target), lms, *changes)

    def asked(self, lms: Lms, target: str = "/") -> dict[str, str]:
        """What the tool asks of the LMS, once the LMS has announced somebody."""
        announced = {
            "iss": lms.issuer,
            "client_id": lms.client_id,
            "lti_deployment_id": lms.deployment,
            "login_hint": "u-101",
            "lti_message_hint": "hint-1",
            "target_link_uri": self.app.state.settings.url + target,
        }
        return self.question(self.follow(self.post("/lti/login", data=announced)))

    def question(self, redirect: Response) -> dict[str, str]:
        assert redirect.status_code == 303, redirect.text
        return dict(parse_qsl(urlsplit(redirect.headers["location"]).query))

    def answer(self, asked: dict[str, str], lms: Lms, *changes: Change) -> Response:
        return self.post("/lti/launch", data=self.form(asked, lms, *changes))

    def form(self, asked: dict[str, str], lms: Lms, *changes: Change) -> dict[str, str]:
        """What the LMS has the browser post."""
        draft: Draft = lms.draft(asked["nonce"], self.app.state.settings.url + "/")
        for change in changes:
            change(draft)
        return {"id_token": draft.signed(), "state": asked["state"]}

    def follow(self, answer: Response) -> Response:
        """The next page, wherever the tool says that it is: this is the only tool here."""
        there = urlsplit(answer.headers["location"])
        return self.get(there._replace(scheme="", netloc="").geturl())

    @property
    def token(self) -> str:
        return self.cookies[COOKIE]

    def submit(self, page: str, path: str, **fields: Any) -> Response:
        """Send a form of this page: it carries what the page gave it."""
        return self.post(path, data={"form_key": form_key(page), **fields})


def form_key(page: str) -> str:
    found = re.search(r'name="form_key" value="(\w+)"', page)
    assert found, page
    return found[1]


def text_of(page: str) -> str:
    """What is written on a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def says(page: str, sentence: str) -> bool:
    """Whether the page says this sentence of ours, in the language it is written in."""
    language = re.search(r'<html lang="(\w+)"', page)
    assert language, page
    told = words(language[1]).gettext(sentence)
    return " ".join(told.split()) in text_of(page)


def serve(engine: Engine, tool: Tool) -> FastAPI:
    settings = Settings(url=tool.url, secret=None)
    return create_app(settings, engine, tool)


def rows(engine: Engine, model: type[Any]) -> list[Any]:
    """Every row of a table, whoever owns it, oldest first."""
    every = select(model).order_by(model.id).execution_options(**ALL_COHORTS)
    with open_house(reading(engine)) as db:
        return list(db.scalars(every))
