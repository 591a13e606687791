from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import time_machine
from fastapi.testclient import TestClient
from sqlalchemy import event

from lti_social.app import create_app
from lti_social.core.clock import now
from lti_social.core.config import Settings
from lti_social.web.session import COOKIE
from tests.lti.platform import URL, Lms

LOGIN = {
    "iss": "https://lms.test",
    "login_hint": "u-101",
    "target_link_uri": f"{URL}/c/3?x=1",
    "lti_message_hint": '{"cmid":34,"launchid":"ltilaunch1_17"}',
    "client_id": "client-7",
    "lti_deployment_id": "1",
}


@pytest.fixture
def browser(engine, tool) -> TestClient:
    app = create_app(Settings(url=URL), engine, tool)
    return TestClient(app, base_url=URL, follow_redirects=False)


def set_off(browser, **changes) -> str:
    """Where the login sends the browser, to see whether the cookie stays."""
    return browser.post("/lti/login", data=LOGIN | changes).headers["location"]


def asked(location: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(location).query))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_login_sets_a_cookie_of_its_own_and_looks_whether_it_stays(browser, method):
    sent = {"params": LOGIN} if method == "GET" else {"data": LOGIN}
    answer = browser.request(method, "/lti/login", **sent)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{URL}/lti/login/check?attempt=")
    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert name.startswith("__Host-lti-")
    assert set(rest.split("; ")[1:]) == {
        "Max-Age=600",
        "Path=/",
        "Secure",
        "HttpOnly",
        "SameSite=None",
        "Partitioned",
    }


def test_every_attempt_has_another_cookie(browser):
    for _ in range(3):
        set_off(browser)
    assert len({name for name in browser.cookies if name.startswith("__Host-lti-")}) == 3


def test_with_the_cookie_the_lms_is_asked_who_comes(browser):
    answer = browser.get(set_off(browser))
    assert answer.status_code == 303
    where = urlsplit(answer.headers["location"])
    assert where[:3] == ("https", "lms.test", "/auth")
    question = asked(answer.headers["location"])
    assert len(question.pop("nonce")) >= 22
    assert question.pop("state")
    assert question == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": "client-7",
        "redirect_uri": f"{URL}/lti/launch",
        "login_hint": "u-101",
        "lti_message_hint": LOGIN["lti_message_hint"],
    }


def test_every_question_has_another_state_and_nonce(browser):
    there = set_off(browser)
    first, second = (asked(browser.get(there).headers["location"]) for _ in "12")
    assert first["state"] != second["state"]
    assert first["nonce"] != second["nonce"]


def test_without_the_cookie_there_is_a_link_to_a_tab_of_its_own(browser):
    there = set_off(browser)
    browser.cookies.clear()
    answer = browser.get(there)
    assert answer.status_code == 200
    assert 'target="_blank" rel="noopener"' in answer.text
    assert f'href="{URL}/lti/login/continue?attempt=' in answer.text
    assert "frame-ancestors https://lms.test" in answer.headers["content-security-policy"]


def test_in_that_tab_a_new_cookie_is_set_and_the_lms_is_asked(browser):
    there = set_off(browser)
    browser.cookies.clear()
    answer = browser.get(there.replace("/check?", "/continue?"))
    assert answer.status_code == 303
    answer = browser.get(answer.headers["location"])
    assert answer.headers["location"].startswith("https://lms.test/auth?")
    question = asked(answer.headers["location"])
    assert question["lti_message_hint"] == LOGIN["lti_message_hint"]


def test_a_browser_that_keeps_no_cookie_even_there_is_told(browser):
    there = set_off(browser).replace("/check?", "/continue?")
    there = browser.get(there).headers["location"]
    browser.cookies.clear()
    answer = browser.get(there)
    assert answer.status_code == 400
    assert "target=" not in answer.text


def test_the_hints_travel_sealed(browser):
    assert "u-101" not in set_off(browser)
    assert "u-102" not in set_off(browser, login_hint="u-102")


def test_logging_in_writes_nothing(browser, engine):
    written = []
    event.listen(
        engine,
        "before_cursor_execute",
        lambda *call: written.append(call[2]) if "SELECT" not in call[2].upper() else None,
    )
    browser.get(set_off(browser))
    assert [said for said in written if said != "BEGIN IMMEDIATE"] == []


def test_nothing_on_the_way_is_stored_or_tells_where_it_came_from(browser):
    there = set_off(browser)
    for answer in (
        browser.post("/lti/login", data=LOGIN),
        browser.get(there),
        browser.get(there.replace("/check?", "/continue?")),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_an_attempt_is_good_for_ten_minutes(browser):
    with time_machine.travel(now(), tick=False) as clock:
        there = set_off(browser)
        clock.shift(timedelta(minutes=10, seconds=1))
        assert browser.get(there).status_code == 400
        assert browser.get(there.replace("/check?", "/continue?")).status_code == 400


@pytest.mark.parametrize("attempt", ["", "x", "é", "../..", "gAAAAA"])
@pytest.mark.parametrize("step", ["check", "continue"])
def test_an_attempt_that_we_never_sealed_is_refused(browser, step, attempt):
    answer = browser.get(f"/lti/login/{step}", params={"attempt": attempt})
    assert answer.status_code == 400
    assert browser.get(f"/lti/login/{step}").status_code == 400


def test_a_state_is_no_attempt(browser):
    state = asked(browser.get(set_off(browser)).headers["location"])["state"]
    assert browser.get("/lti/login/check", params={"attempt": state}).status_code == 400


@pytest.mark.parametrize("missing", ["iss", "login_hint", "target_link_uri"])
def test_a_login_that_says_too_little_is_refused(browser, missing):
    absent = {name: value for name, value in LOGIN.items() if name != missing}
    for said in (absent, LOGIN | {missing: ""}):
        answer = browser.post("/lti/login", data=said)
        assert answer.status_code == 400
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "changes",
    [
        {"login_hint": "x" * 2001},
        {"lti_message_hint": "x" * 4001},
        {"iss": "x" * 1001},
        {"client_id": "client-7\x07"},
        {"login_hint": "u\r\nSet-Cookie: a=b"},
        {"iss": "https://lms.test\n"},
        {"lti_deployment_id": "\x1b[31m"},
        {"surprise": "x" * 5000},
        {"target_link_uri": "https://evil.test/"},
        {"target_link_uri": f"{URL}//evil.test"},
        {"target_link_uri": f"{URL}@evil.test/"},
        {"target_link_uri": f"{URL}\\@evil.test/"},
        {"target_link_uri": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_hostile_login_is_refused_and_not_repeated(browser, changes):
    answer = browser.post("/lti/login", data=LOGIN | changes)
    assert answer.status_code == 400
    assert "evil.test" not in answer.text
    assert "xxxx" not in answer.text
    assert "set-cookie" not in answer.headers
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://lms.test/"},
        {"iss": "https://LMS.test"},
        {"iss": "https://other.test"},
        {"client_id": "client-8"},
        {"client_id": "Client-7"},
    ],
    ids=str,
)
def test_an_lms_that_nobody_registered_is_refused(browser, changes):
    assert browser.post("/lti/login", data=LOGIN | changes).status_code == 403


def client_asked(browser, **changes) -> list[str]:
    said = {name: value for name, value in (LOGIN | changes).items() if value}
    there = browser.post("/lti/login", data=said).headers.get("location", "")
    question = browser.get(there).headers["location"] if there else ""
    return parse_qs(urlsplit(question).query).get("client_id", [])


def test_the_client_id_may_be_left_out_where_an_issuer_has_but_one(browser):
    assert client_asked(browser, client_id="") == ["client-7"]


def test_where_it_has_several_the_deployment_decides(browser, engine):
    Lms(client_id="client-8", deployment="2").register(engine)
    assert client_asked(browser, client_id="", lti_deployment_id="2") == ["client-8"]
    assert client_asked(browser, client_id="", lti_deployment_id="1") == ["client-7"]
    assert client_asked(browser, client_id="", lti_deployment_id="3") == []
    assert client_asked(browser, client_id="", lti_deployment_id="") == []
    Lms(client_id="client-9", deployment="2").register(engine)
    assert client_asked(browser, client_id="", lti_deployment_id="2") == []
    assert client_asked(browser, client_id="client-9") == ["client-9"]


def test_the_tool_shows_its_public_keys(browser):
    answer = browser.get("/lti/jwks")
    assert answer.json() == {"keys": []}
    assert answer.headers["cache-control"] == "public, max-age=300"


def announced(browser, dest: str):
    return browser.post("/lti/login", data=LOGIN, headers={"sec-fetch-dest": dest})


def test_where_a_frame_kept_a_cookie_before_the_lms_is_asked_at_once(browser):
    assert "/lti/login/check?" in announced(browser, "iframe").headers["location"]

    browser.cookies.set(COOKIE, "of an earlier launch", domain="tool.test", path="/")
    answer = announced(browser, "iframe")
    assert answer.headers["location"].startswith("https://lms.test/auth?")
    assert answer.headers["set-cookie"].startswith("__Host-lti-")
    assert asked(answer.headers["location"])["login_hint"] == "u-101"


@pytest.mark.parametrize("dest", ["document", "empty", ""])
def test_a_tab_goes_by_the_check_as_its_permalink_is_seen_there(browser, dest):
    browser.cookies.set(COOKIE, "of an earlier launch", domain="tool.test", path="/")
    assert "/lti/login/check?" in announced(browser, dest).headers["location"]
