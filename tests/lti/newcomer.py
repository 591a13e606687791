"""An LMS that is about to register, with an administrator in front of it."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import httpx
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from lti_social.app import create_app
from lti_social.core.config import Settings
from lti_social.core.wall import open_house
from lti_social.lti import invites
from lti_social.lti.dynamic.asking import TOOL as TOOL_CONFIGURATION
from lti_social.lti.tool import Tool
from tests.cohorts.moodle import TOOL_ELSEWHERE, recorded
from tests.loop import one_loop
from tests.lti.platform import PUBLIC_ADDRESS, SECRET

REGISTRATION = recorded("lti_dynamic_registration")
LEAVE = "leave-to-register"


@dataclass
class Newcomer:
    """Speaks of itself as `said`, and answers whoever asks to be registered."""

    said: dict[str, Any]
    url: str  # of its description
    grants: Callable[[dict[str, Any]], httpx.Response]
    token: str = LEAVE  # good for one use; empty where the LMS gives none
    address: str = PUBLIC_ADDRESS
    describes: Callable[[], httpx.Response] | None = None  # instead of `said`
    heard: list[httpx.Request] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.heard.append(request)
        if request.method == "GET":
            return (
                self.describes() if self.describes else httpx.Response(200, json=self.said)
            )
        if self.token and request.headers.get("authorization") != f"Bearer {self.token}":
            return httpx.Response(401, text="token_already_used")
        if not self.token:
            assert "authorization" not in request.headers
        self.asked.append(json.loads(request.content))
        answer = self.grants(self.asked[-1])
        if answer.is_success:
            self.token = self.token and "spent"
        return answer

    @property
    def query(self) -> dict[str, str]:
        given = {"openid_configuration": self.url}
        return given | ({"registration_token": self.token} if self.token else {})


def moodle() -> Newcomer:
    """As it was recorded, for a tool at TOOL_ELSEWHERE, on one's own network."""
    return Newcomer(
        recorded("openid_configuration"),
        REGISTRATION["initiation_query"]["openid_configuration"],
        as_moodle_grants,
        address="127.0.0.1",
    )


def as_moodle_grants(asked: dict[str, Any]) -> httpx.Response:
    """With 200 instead of 201, and custom values cut at their first `=`."""
    tool = asked[TOOL_CONFIGURATION]
    if tool["domain"] != httpx.URL(tool["target_link_uri"]).netloc.decode():
        return httpx.Response(400, json={"error": "domain_targetlinkuri_mismatch"})
    answer = deepcopy(REGISTRATION["response"])
    cut = {name: said.split("=")[0] for name, said in tool["custom_parameters"].items()}
    answer[TOOL_CONFIGURATION]["custom_parameters"] = cut
    return httpx.Response(200, json=answer)


def brightspace() -> Newcomer:
    """A hosted one, which gives no leave and makes its deployments later."""
    home = "https://campus.brightspace.com"
    said = {
        "issuer": home,
        "authorization_endpoint": f"{home}/d2l/lti/authenticate",
        "token_endpoint": "https://auth.brightspace.com/core/connect/token",
        "jwks_uri": f"{home}/d2l/.well-known/jwks",
        "registration_endpoint": f"{home}/d2l/api/lti/register",
        "https://purl.imsglobal.org/spec/lti-platform-configuration": {
            "product_family_code": "desire2learn"
        },
    }

    def grants(asked: dict[str, Any]) -> httpx.Response:
        return httpx.Response(201, json={"client_id": "d2l-1"})

    return Newcomer(said, f"{home}/d2l/.well-known/openid-configuration", grants, token="")


def tool_beside(lms: Newcomer, url: str = TOOL_ELSEWHERE) -> Tool:
    return Tool.at(
        url,
        SECRET,
        transport=httpx.MockTransport(lms.answer),
        resolve=lambda *_: [lms.address],
    )


def invite(engine: Engine, **more: Any) -> str:
    with open_house(engine) as db, db.begin():
        return invites.issue(db, **({"by": "Michel", "name": "Notre Moodle"} | more))


class Administrator(TestClient):
    """In the LMS's frame, where the tool's registration address was opened."""

    def __init__(self, engine: Engine, lms: Newcomer, url: str = TOOL_ELSEWHERE) -> None:
        app = create_app(Settings(url=url, secret=None), engine, tool_beside(lms, url))
        super().__init__(app, base_url=url, headers={"accept-language": "en"})
        self.portal = one_loop()
        self.lms = lms

    def opens(self, token: str, **instead: str) -> httpx.Response:
        asked = {"invite": token} | self.lms.query | instead
        return self.get("/lti/register", params=asked)

    def registers(self, token: str, **instead: str) -> httpx.Response:
        return self.post("/lti/register", data={"invite": token} | self.lms.query | instead)


def fields(page: str) -> dict[str, str]:
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}
