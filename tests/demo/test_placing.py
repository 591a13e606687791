"""The demo LMS asks the tool what to place, and believes only what it may."""

import time
from base64 import urlsafe_b64decode
from json import loads

import httpx
import jwt
import pytest
from starlette.testclient import TestClient

from lti_social.demo.lms import create_lms, registration
from tests.demo.lms import LMS, MANAGERS, SALES, TOOL, ask, begin, enter, posted
from tests.lti.drafts import KEY, OTHER_KEY
from tests.lti.platform import published

CLAIM = "https://purl.imsglobal.org/spec/lti/claim"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim"
ITEM = {
    "type": "ltiResourceLink",
    "title": "Se présenter",
    "text": "Avant mardi.",
    "url": f"{TOOL}/lti/launch",
    "custom": {"place": "abc", "context_history": "$Context.id.history"},
    "lineItem": {"label": "Participation", "scoreMaximum": 20},
}
KNOWN = registration(LMS)


@pytest.fixture
def lms(tmp_path, folder):
    for key in folder.glob("lms-*"):
        (tmp_path / key.name).write_bytes(key.read_bytes())
    keys = {"keys": [published("k1", KEY)]}
    tool = httpx.MockTransport(lambda request: httpx.Response(200, json=keys))
    lms = create_lms(TOOL, LMS, tmp_path, tool)
    return lambda: TestClient(lms, base_url=LMS, follow_redirects=False)


@pytest.fixture
def claire(lms):
    browser = lms()
    enter(browser, "claire")
    return browser


def asked(browser, course=SALES):
    """The claims of the deep-linking request."""
    login = posted(browser.get(f"/courses/{course}/choose")).fields
    token = posted(ask(browser, login)).fields["id_token"]
    return loads(urlsafe_b64decode(token.split(".")[1] + "=="))


def answer(data, key=KEY, kid="k1", items=(ITEM,), **changes):
    at = int(time.time())
    claims = {
        "iss": KNOWN["client_id"],
        "aud": [LMS],
        "iat": at,
        "exp": at + 300,
        "nonce": "n-1",
        f"{CLAIM}/deployment_id": KNOWN["deployment_id"],
        f"{CLAIM}/message_type": "LtiDeepLinkingResponse",
        f"{CLAIM}/version": "1.3.0",
        f"{DEEP}/content_items": list(items),
        f"{DEEP}/data": data,
    } | changes
    return jwt.encode(claims, key, "RS256", headers={"kid": kid})


def data_of(claims):
    return claims[f"{DEEP}/deep_linking_settings"]["data"]


def place(browser, token, course=SALES):
    return browser.post(f"/courses/{course}/placed", data={"JWT": token})


def test_a_trainer_is_asked_by_a_deep_linking_request(claire):
    claims = asked(claire)
    settings = claims[f"{DEEP}/deep_linking_settings"]

    assert claims[f"{CLAIM}/message_type"] == "LtiDeepLinkingRequest"
    assert f"{CLAIM}/resource_link" not in claims
    assert settings["accept_types"] == ["ltiResourceLink"]
    assert settings["deep_link_return_url"] == f"{LMS}/courses/{SALES}/placed"
    assert (settings["accept_multiple"], settings["accept_lineitem"]) == (True, True)


def test_what_the_tool_answers_becomes_activities_and_is_launched_as_it_said(claire):
    second = ITEM | {"title": "Le lieu", "lineItem": None}
    page = place(claire, answer(data_of(asked(claire)), items=[ITEM, second]))
    course = claire.get(f"/courses/{SALES}").text

    assert page.status_code == 200
    assert "Se présenter" in page.text
    for said in ("Se présenter", "Avant mardi.", "Participation / 20", "Le lieu"):
        assert said in course
    login = posted(claire.get(f"/courses/{SALES}/launch?activity=201")).fields
    token = posted(ask(claire, login)).fields["id_token"]
    claims = loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    assert claims[f"{CLAIM}/resource_link"]["id"] == "201"
    assert claims[f"{CLAIM}/custom"] == ITEM["custom"] | {"groups": ""}
    assert claims[f"{CLAIM}/target_link_uri"] == ITEM["url"]


def test_added_activities_outlive_a_restart(claire, lms, tmp_path):
    place(claire, answer(data_of(asked(claire))))
    again = TestClient(create_lms(TOOL, LMS, tmp_path), base_url=LMS)
    enter(again, "claire")

    assert "Se présenter" in again.get(f"/courses/{SALES}").text


REFUSED = {
    "another key": {"key": OTHER_KEY},
    "an unknown key": {"kid": "k2"},
    "another tool": {"iss": "somebody"},
    "for another LMS": {"aud": ["https://evil.example"]},
    "too late": {"exp": 1},
    "no nonce": {"nonce": ""},
    "another deployment": {f"{CLAIM}/deployment_id": "7"},
    "another message": {f"{CLAIM}/message_type": "LtiResourceLinkRequest"},
    "a foreign link": {"items": [ITEM | {"url": "https://evil.example/"}]},
    "no activity": {"items": [{"type": "html", "html": "<b>x</b>"}]},
    "no list": {f"{DEEP}/content_items": "x"},
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
def test_an_answer_that_cannot_be_believed_adds_nothing(claire, changes):
    page = place(claire, answer(data_of(asked(claire)), **changes))

    assert page.status_code == 400
    assert "Se présenter" not in claire.get(f"/courses/{SALES}").text


def test_an_answer_serves_once_and_in_the_course_that_asked(claire, lms):
    token = answer(data_of(asked(claire)))
    assert place(claire, token).status_code == 200
    assert place(claire, token).status_code == 400
    assert place(claire, answer("made up", nonce="n-2")).status_code == 400
    elsewhere = answer(data_of(asked(claire)), nonce="n-3")
    assert place(claire, elsewhere, MANAGERS).status_code == 400


def test_nothing_chosen_is_said(claire):
    spoken = {f"{DEEP}/msg": "Rien n’a été choisi."}
    page = place(claire, answer(data_of(asked(claire)), items=[], **spoken))

    assert page.status_code == 200
    assert "Rien n’a été choisi." in page.text


@pytest.mark.parametrize("path", ["add", "choose"])
def test_learners_add_nothing(lms, path):
    browser = lms()
    enter(browser, "solene")

    assert browser.get(f"/courses/{SALES}/{path}").status_code == 403
    assert "Ajouter du contenu" not in browser.get(f"/courses/{SALES}").text
    assert begin(browser)
