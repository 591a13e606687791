"""Who may show the tool in a frame, and where its addresses come from."""

import pytest

from lti_social.cohorts.models import Visit
from tests.cohorts.launching import Browser, rows, serve
from tests.lti.drafts import saying
from tests.lti.platform import Lms, tool_among

HOSTILE = {
    "host": "evil.test",
    "x-forwarded-host": "evil.test",
    "x-forwarded-proto": "ftp",
    "forwarded": "host=evil.test",
}


def ancestors(answer):
    policy = answer.headers["content-security-policy"]
    return policy.split("frame-ancestors ")[1]


def test_a_session_s_pages_are_framed_by_its_own_lms_only(engine):
    here, there = Lms(), Lms(issuer="https://other.test", client_id="client-8")
    here.register(engine, frame_origins=["https://campus.test", "https://lms.test:8443"])
    there.register(engine)
    tool = tool_among(here, there)
    app = serve(engine, tool)
    for lms, origins in (
        (here, "https://campus.test https://lms.test:8443"),
        (there, "https://other.test"),
    ):
        browser = Browser(app)
        home = browser.launch(lms).headers["location"]
        for path in ("", "/threads", "/me", "/threads/new"):
            assert ancestors(browser.get(home + path)) == origins
        missing = browser.get(f"{home}/threads/999999")
        assert (missing.status_code, ancestors(missing)) == (404, origins)
        page = browser.get(f"{home}/threads/new").text
        refused = browser.submit(page, f"{home}/threads", kind="question", title="T")
        assert (refused.status_code, ancestors(refused)) == (422, origins)


def test_the_page_that_opens_a_new_tab_is_framed_by_the_lms_only(browser, lms):
    announced = {
        "iss": lms.issuer,
        "login_hint": "u-101",
        "target_link_uri": "https://tool.test/",
    }
    answer = browser.post("/lti/login", data=announced)
    browser.cookies.clear()
    page = browser.follow(answer)

    assert page.status_code == 200
    assert ancestors(page) == "https://lms.test"
    assert 'href="https://tool.test/lti/login/continue?attempt=' in page.text


def test_a_failure_may_be_shown_anywhere_for_it_holds_nothing(engine, browser, lms):
    refused = browser.launch(lms, saying(nonce="another", name="Solène Secrète"))

    assert refused.status_code == 401
    assert ancestors(refused) == "*"
    for secret in ("Solène", "u-101", "course-5", "Vente conseil", "<form", "<input"):
        assert secret not in refused.text
    assert "set-cookie" not in refused.headers
    assert rows(engine, Visit) == []


def test_a_stranger_s_page_holds_nothing_either(browser, lms):
    home = browser.launch(lms).headers["location"]
    browser.cookies.clear()
    stranger = browser.get(home)

    assert stranger.status_code == 401
    assert "Vente conseil" not in stranger.text
    assert "<form" not in stranger.text


def test_addresses_never_come_from_what_the_request_calls_its_host(browser, lms):
    announced = {
        "iss": lms.issuer,
        "login_hint": "u-101",
        "target_link_uri": "https://tool.test/",
    }
    check = browser.post("/lti/login", data=announced, headers=HOSTILE)
    address = check.headers["location"]
    assert address.startswith("https://tool.test/lti/login/check?attempt=")
    path = address.removeprefix("https://tool.test")

    to_lms = browser.get(path, headers=HOSTILE)
    asked = browser.question(to_lms)
    assert to_lms.headers["location"].startswith("https://lms.test/auth?")
    assert asked["redirect_uri"] == "https://tool.test/lti/launch"

    form = browser.form(asked, lms)
    landed = browser.post("/lti/launch", data=form, headers=HOSTILE)
    home = browser.get(landed.headers["location"], headers=HOSTILE)
    assert landed.headers["location"].startswith("/c/")
    for answer in (check, to_lms, landed, home):
        assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize(
    "path", ["/lti/jwks/", "/health/", "/static", "/c/1/", "//evil.test"]
)
def test_nor_where_a_slash_is_too_many(browser, path):
    answer = browser.get(f"https://tool.test{path}", headers=HOSTILE)

    assert "location" not in answer.headers
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "target", ["https://evil.test/", "https://tool.test@evil.test/", "//evil.test"]
)
def test_a_login_for_another_site_s_page_is_refused(browser, lms, target):
    announced = {"iss": lms.issuer, "login_hint": "u", "target_link_uri": target}
    refused = browser.post("/lti/login", data=announced)

    assert refused.status_code == 400
    assert "location" not in refused.headers


def test_a_link_to_a_page_of_the_cohort_leads_there(browser, lms):
    home = browser.launch(lms).headers["location"]

    for target, led_to in {
        f"{home}/threads": f"{home}/threads",
        f"{home}/threads?show=unread": f"{home}/threads?show=unread",
        "/c/999/threads": home,
        f"{home}0": home,
        "/launch": home,
        "/lti/launch": home,
    }.items():
        changed = saying(target_link_uri=f"https://tool.test{target}")
        landed = browser.launch(lms, changed, target=target)
        assert landed.headers["location"] == led_to
