"""The address of a page, opened by somebody without a session."""

import re
from datetime import timedelta

import pytest
import time_machine

from lti_social.core.clock import now
from lti_social.web.permalink import COOKIE
from tests.cohorts.launching import Browser, text_of
from tests.lti.drafts import saying
from tests.placements.placing import in_course

MOODLE = saying(tool_platform={"product_family_code": "moodle"})
HINT = '{"cmid":34,"launchid":"ltilaunch1_1707397626"}'


@pytest.fixture
def thread(desk):
    """The address of a thread."""
    desk.ask()
    written = desk.write("Un sujet délicat")
    return f"/c/{written.cohort_id}{written.path}"


def way_back(page):
    found = re.search(r'href="([^"]+)" target="_top"', page.text)
    return found and found[1]


def test_a_stranger_learns_where_the_lms_is_and_nothing_of_the_cohort(another, thread):
    stranger = another()
    pages = [stranger.get(path) for path in (thread, "/c/1", "/c/1/threads/999", "/c/999")]

    assert {page.status_code for page in pages} == {401}
    for page in pages:
        told = text_of(page.text)
        for said in ("Vente conseil", "délicat", "Solène", "course-5"):
            assert said not in told
    assert [way_back(page) for page in pages] == [*["https://lms.test/"] * 3, None]
    texts = [re.sub("<title>.*?</title>", "", page.text) for page in pages[:3]]
    assert texts[0] == texts[1] == texts[2]  # alike, whether something stands there or not


@pytest.mark.parametrize(
    ("hint", "address"),
    [
        (HINT, "https://lms.test/mod/lti/view.php?id=34"),
        ("hint-1", "https://lms.test/course/view.php?id=course-5"),
        ('{"cmid":"34&x=<>"}', "https://lms.test/course/view.php?id=course-5"),
        ('{"cmid":-1}', "https://lms.test/course/view.php?id=course-5"),
        ("[34]", "https://lms.test/course/view.php?id=course-5"),
    ],
)
def test_moodle_is_opened_at_the_activity_or_the_course(another, lms, hint, address):
    launch(another(), lms, MOODLE, hint=hint)

    assert way_back(another().get("/c/1")) == address


def launch(browser: Browser, lms, *changes, hint="hint-1"):
    announced = {
        "iss": lms.issuer,
        "login_hint": "u-101",
        "lti_message_hint": hint,
        "target_link_uri": "https://tool.test/",
    }
    asked = browser.question(browser.follow(browser.post("/lti/login", data=announced)))
    return browser.answer(asked, lms, *changes)


def test_a_launch_in_a_tab_goes_on_to_the_page_that_was_wanted(another, lms, thread):
    reader = another()
    kept = reader.get(thread).headers["set-cookie"]
    assert kept.startswith("__Host-")
    assert kept.endswith("; Path=/; Secure; HttpOnly; SameSite=Lax")
    assert "Max-Age=600;" in kept

    assert reader.launch(lms).headers["location"] == thread
    assert COOKIE not in reader.cookies
    assert reader.launch(lms).headers["location"] == "/c/1"  # once


def test_not_into_another_cohort_and_not_for_long(another, lms, thread):
    reader = another()
    reader.get(thread)
    assert reader.launch(lms, in_course("course-6")).headers["location"] == "/c/2"

    late = another()
    late.get(thread)
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        assert late.launch(lms).headers["location"] == "/c/1"


@pytest.mark.parametrize("value", ["", "nonsense", "/c/1/threads/1"])
def test_only_our_own_cookie_counts(another, lms, thread, value):
    reader = another()
    reader.cookies.set(COOKIE, value, domain="tool.test")

    assert reader.launch(lms).headers["location"] == "/c/1"


def test_what_is_no_page_of_a_cohort_is_not_kept(another, thread):
    reader = another()
    for path in ("/c/1/threads/%2e%2e", "/c/1/%0d%0aSet-Cookie:x", "/c/1/" + "a" * 300):
        assert COOKIE not in reader.get(path).headers.get("set-cookie", "")


def test_a_choice_for_the_course_is_not_led_astray(desk, thread):
    desk.browser.cookies.clear()
    desk.browser.get(thread)
    desk.ask()

    assert "/place/" in desk.place


def test_a_form_sent_after_the_end_of_a_visit_keeps_no_address(another, lms, thread):
    reader = another()
    answer = reader.post(f"{thread}/posts", data={"body": "Une longue réponse."})

    assert answer.status_code == 401
    assert "Une longue réponse." in answer.text
    assert "set-cookie" not in answer.headers
