"""How a tool and a person use the demo LMS, in the words of the tests."""

import re
from html import unescape
from typing import NamedTuple

from httpx import Response
from starlette.testclient import TestClient

LMS = "https://lms.example"
TOOL = "https://tool.example"
SALES = "vente-2026"
MANAGERS = "managers-2026"


class Posted(NamedTuple):
    """The form that a page posts by itself."""

    action: str
    fields: dict[str, str]


def enter(browser: TestClient, person: str, course: str = SALES) -> Response:
    return browser.post("/enter", data={"person": person, "course": course})


def posted(response: Response) -> Posted:
    assert response.status_code == 200, response.text
    action = re.search(r'<form method="post" action="([^"]+)">', response.text)
    assert action, response.text
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', response.text)
    return Posted(unescape(action[1]), {name: unescape(value) for name, value in fields})


def begin(browser: TestClient, course: str = SALES, window: str = "") -> dict[str, str]:
    """Open the activity and read what the LMS sends to /lti/login."""
    login = posted(browser.get(f"/courses/{course}/launch{window}"))
    assert login.action == f"{TOOL}/lti/login"
    return login.fields


def question(login: dict[str, str], **changes: str | None) -> dict[str, str]:
    """The tool's authorization request; a change to None leaves the parameter out."""
    asked = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": login["client_id"],
        "redirect_uri": f"{TOOL}/lti/launch",
        "login_hint": login["login_hint"],
        "lti_message_hint": login["lti_message_hint"],
        "state": "a-state",
        "nonce": "a-nonce",
    } | changes
    return {name: value for name, value in asked.items() if value is not None}


def ask(browser: TestClient, login: dict[str, str], **changes: str | None) -> Response:
    return browser.get("/auth", params=question(login, **changes))
