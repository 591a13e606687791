"""A browser in which one member has launched the tool, without a script running in it."""

from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient

from lti_social.cohorts.models import Member, Role, Visit, WebSession
from lti_social.core.wall import open_house
from lti_social.web import session
from tests.loop import one_loop
from tests.town import Town

URL = "https://tool.test"


class Visitor(TestClient):
    """`open` and `submit` take paths inside the member's cohort; `get` and `post` any."""

    def __init__(self, app: FastAPI, member: Member, token: str) -> None:
        super().__init__(app, base_url=URL)
        self.portal = one_loop()
        self.member = member
        self.path = f"/c/{member.cohort_id}"
        self.form_key = session.form_value(token)
        self.cookies.set(session.COOKIE, token, domain="tool.test")

    def open(self, path: str = "", **how: Any) -> httpx.Response:
        """A page of the cohort, as `open("/threads")`."""
        return self.get(f"{self.path}{path}", **how)

    def submit(
        self, path: str, *, headers: dict[str, str] | None = None, **fields: Any
    ) -> httpx.Response:
        """A form of the cohort with its key, and the page that follows."""
        form = {session.FORM_KEY: self.form_key} | fields
        return self.post(f"{self.path}{path}", data=form, headers=headers)

    def submit_by_script(self, path: str, **fields: Any) -> httpx.Response:
        """The same, as htmx sends it; the answer itself."""
        form = {session.FORM_KEY: self.form_key} | fields
        return self.post(
            f"{self.path}{path}",
            data=form,
            headers={"HX-Request": "true"},
            follow_redirects=False,
        )


def launched(
    town: Town, app: FastAPI, member: Member, role: Role | None = None, language: str = "en"
) -> Visitor:
    """As after a launch by this member: a session, and a visit to their cohort."""
    token = session.fresh_token()
    with open_house(town.engine) as db, db.begin():
        row = WebSession(
            token_hash=session.hashed(token), person_id=member.person_id, language=language
        )
        if (role or member.role) is Role.admin:
            row.administers_as = member.name
        db.add(row)
    visit = Visit(session_id=row.id, member_id=member.id, role=role or member.role)
    town.add(member, visit)
    return Visitor(app, member, token)
