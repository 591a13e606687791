"""The session cookie: its flags, what the database keeps of it, and when it changes."""

import hashlib

from lti_social.cohorts.models import WebSession
from tests.cohorts.launching import COOKIE, rows


def cookies_set(answer):
    return dict(header.split("=", 1) for header in answer.headers.get_list("set-cookie"))


def test_the_cookie_lives_in_a_frame_and_nowhere_else(browser, lms):
    value, *flags = cookies_set(browser.launch(lms))[COOKIE].split("; ")

    assert len(value) >= 43  # 256 bits
    assert set(flags) == {
        "Max-Age=43200",
        "Path=/",
        "Secure",
        "HttpOnly",
        "SameSite=None",
        "Partitioned",
    }


def test_the_attempt_s_cookie_is_as_strict_and_is_forgotten(browser, lms):
    announced = browser.post(
        "/lti/login",
        data={
            "iss": lms.issuer,
            "login_hint": "u-101",
            "target_link_uri": "https://tool.test/",
        },
    )
    (name,) = cookies_set(announced)
    assert name.startswith("__Host-lti-")
    assert cookies_set(announced)[name].split("; ")[1:] == [
        "Max-Age=600",
        "Path=/",
        "Secure",
        "HttpOnly",
        "SameSite=None",
        "Partitioned",
    ]

    landed = browser.answer(browser.question(browser.follow(announced)), lms)
    assert cookies_set(landed)[name].startswith("; Max-Age=0; Path=/; Secure;")
    assert set(browser.cookies) == {COOKIE}


def test_the_database_knows_only_the_hash_of_it(engine, browser, lms):
    browser.launch(lms)

    (kept,) = rows(engine, WebSession)
    assert kept.token_hash == hashlib.sha256(browser.token.encode()).hexdigest()
    assert browser.token not in str(vars(kept))


def test_each_launch_gives_a_new_one_and_ends_the_one_before(engine, browser, lms):
    home = browser.launch(lms).headers["location"]
    before = browser.token
    assert browser.get(home).status_code == 200

    browser.launch(lms)

    assert browser.token != before
    assert browser.get(home).status_code == 200
    assert len(rows(engine, WebSession)) == 1
    browser.cookies.clear()
    stolen = browser.get(home, headers={"cookie": f"{COOKIE}={before}"})
    assert stolen.status_code == 401


def test_a_cookie_chosen_by_somebody_else_is_never_taken_over(browser, lms):
    """Session fixation: a launch keeps nothing of a cookie that was planted before it."""
    browser.cookies.set(COOKIE, "planted", domain="tool.test", path="/")
    landed = browser.launch(lms)
    home = landed.headers["location"]

    assert "planted" not in str(landed.headers)
    browser.cookies.clear()
    planted = browser.get(home, headers={"cookie": f"{COOKIE}=planted"})
    assert planted.status_code == 401


def test_a_refused_launch_leaves_the_session_as_it_is(browser, lms):
    home = browser.launch(lms).headers["location"]
    before = browser.token

    assert browser.post("/lti/launch", data={"state": "x"}).status_code == 400
    assert browser.token == before
    assert browser.get(home).status_code == 200


def test_nothing_of_a_session_stands_in_an_address(browser, lms):
    asked = browser.asked(lms)
    landed = browser.answer(asked, lms)
    page = browser.follow(landed).text

    assert "?" not in landed.headers["location"]
    assert browser.token not in page
    assert browser.token not in landed.headers["location"]
