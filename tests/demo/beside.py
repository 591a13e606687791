"""The demo LMS and the tool beside each other, without a network between them."""

from pathlib import Path

import httpx
from sqlalchemy import Engine
from starlette.testclient import TestClient

from lti_social.core.wall import open_house
from lti_social.demo.lms import create_lms, registration
from lti_social.lti.keys import public_jwks
from lti_social.lti.registering import Entry, add_platform
from lti_social.lti.service import Service
from lti_social.lti.tool import Tool
from tests.demo.lms import LMS, SALES, TOOL, enter
from tests.lti.platform import SECRET, with_key


def plain(answer: httpx.Response) -> httpx.Response:
    """As it came over the wire."""
    return httpx.Response(
        answer.status_code, headers=answer.headers, content=answer.content
    )


class Campus:
    """The demo LMS and the tool, each with a network on which the other is."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.folder = engine, folder
        self.down = False
        self.restart()
        with_key(engine)
        known = registration(LMS)
        deployment = known.pop("deployment_id")
        with open_house(engine) as db, db.begin():
            platform = add_platform(db, Entry(**known, deployments=[deployment]))
        there = httpx.MockTransport(self._to_lms)
        tool = Tool.at(TOOL, SECRET, transport=there, resolve=lambda *_: ["127.0.0.1"])
        self.service = Service.of(engine, tool, platform.id)

    def restart(self) -> None:
        keys = httpx.MockTransport(self._to_tool)
        self.browser = TestClient(
            create_lms(TOOL, LMS, self.folder, keys), base_url=LMS, follow_redirects=False
        )

    def _to_lms(self, request: httpx.Request) -> httpx.Response:
        answer = self.browser.request(
            request.method,
            str(request.url.copy_with(host=httpx.URL(LMS).host)),
            content=request.read(),
            headers=request.headers,
        )
        return plain(answer)

    def _to_tool(self, request: httpx.Request) -> httpx.Response:
        assert str(request.url) == f"{TOOL}/lti/jwks"
        if self.down:
            raise httpx.ConnectError("down")
        with open_house(self.engine) as db:
            return httpx.Response(200, json=public_jwks(db))

    def grades(self, person: str) -> httpx.Response:
        enter(self.browser, person)
        return self.browser.get(f"/courses/{SALES}/grades")
