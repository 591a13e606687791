"""Browsers at the console, and a second LMS beside the town's own."""

from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from lti_social.admin.door import COOKIE
from lti_social.admin.links import make_link
from lti_social.cohorts.models import Person, WebSession
from lti_social.core.wall import open_house
from lti_social.lti.models import Deployment, Platform
from lti_social.web import session
from tests.loop import one_loop
from tests.visitor import URL

OTHER = "https://other-lms.test"


class Console(TestClient):
    """`open` and `submit` take paths below /admin."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(app, base_url=URL)
        self.portal = one_loop()
        self.form_key = ""

    def carry(self, name: str, token: str) -> "Console":
        self.cookies.set(name, token, domain="tool.test")
        self.form_key = session.form_value(token)
        return self

    def open(self, path: str = "", **how: Any) -> httpx.Response:
        return self.get(f"/admin{path}", **how)

    def submit(self, path: str, **fields: Any) -> httpx.Response:
        """A form with its key, and the page that follows."""
        return self.post(f"/admin{path}", data={session.FORM_KEY: self.form_key} | fields)


def operator_of(engine: Engine, app: FastAPI) -> Console:
    """Whoever runs the tool, by a link from the prompt."""
    with open_house(engine) as db, db.begin():
        link = make_link(db)
    console = Console(app)
    console.post("/admin/link", data={"token": link})
    return console.carry(COOKIE, console.cookies[COOKIE])


def administrator_of(
    engine: Engine,
    app: FastAPI,
    platform_id: int,
    name: str = "Rachid",
    deployment_id: int | None = None,
) -> Console:
    """Somebody whose launch said that they run that LMS; with a deployment, one whose
    people are its own."""
    token = session.fresh_token()
    with open_house(engine) as db, db.begin():
        where = {"platform_id": platform_id, "deployment_id": deployment_id}
        person = Person(**where, sub=f"admin {name}")
        db.add(person)
        db.flush()
        known = {"token_hash": session.hashed(token), "administers_as": name}
        db.add(WebSession(person_id=person.id, language="en", **known))
    return Console(app).carry(session.COOKIE, token)


def another_lms(engine: Engine) -> int:
    """A registration of somebody else's LMS, with a deployment that waits."""
    with open_house(engine) as db, db.begin():
        addresses = dict.fromkeys(("auth_url", "token_url", "jwks_url"), f"{OTHER}/x")
        named = {"name": "Campus voisin", "issuer": OTHER, "client_id": "voisin-9"}
        platform = Platform(**named, **addresses, frame_origins=[OTHER])
        db.add(platform)
        db.flush()
        db.add(Deployment(platform_id=platform.id, lms_id="d-voisin"))
        return platform.id
