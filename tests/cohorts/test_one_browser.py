"""Two tabs with two courses, and two people in one browser: never mixed."""

import pytest

from lti_social.cohorts.door import ANOTHER_VISIT
from lti_social.cohorts.models import Visit, WebSession
from lti_social.core.errors import Conflict
from lti_social.threads.models import Post, Thread
from tests.cohorts.launching import COOKIE, form_key, rows, says
from tests.lti.drafts import saying

OTHER_COURSE = saying(context={"id": "course-6", "title": "Négociation"})
KARIM = saying(sub="u-102", name="Karim", given_name="Karim", family_name="B")
TEXT = "Mon client se tait : que dire ensuite ?"
THREAD = {"kind": "question", "title": "Le silence", "body": TEXT, "format": "text"}


def opened(browser, landed):
    """The home that a launch led to, and its page with a form to write."""
    home = landed.headers["location"]
    page = browser.get(f"{home}/threads/new")
    assert page.status_code == 200
    return home, page.text


def test_two_courses_in_two_tabs_are_both_readable(engine, browser, lms):
    first, _ = opened(browser, browser.launch(lms))
    second, _ = opened(browser, browser.launch(lms, OTHER_COURSE))

    assert first != second
    assert "Vente conseil" in browser.get(first).text
    assert "Négociation" in browser.get(second).text
    assert (len(rows(engine, WebSession)), len(rows(engine, Visit))) == (1, 2)


@pytest.mark.parametrize("course", [saying(), OTHER_COURSE], ids=["same", "other"])
def test_a_form_of_the_first_tab_is_not_sent_by_the_second_launch(
    engine, browser, lms, course
):
    first, page = opened(browser, browser.launch(lms))
    browser.launch(lms, course)

    refused = browser.submit(page, f"{first}/threads", **THREAD)

    assert refused.status_code == Conflict.status == 409
    assert says(refused.text, ANOTHER_VISIT)
    assert TEXT in refused.text
    assert rows(engine, Thread) == rows(engine, Post) == []


def test_reloading_the_page_of_the_first_tab_lets_it_write_again(engine, browser, lms):
    first, _ = opened(browser, browser.launch(lms))
    browser.launch(lms, OTHER_COURSE)
    page = browser.get(f"{first}/threads/new").text

    sent = browser.submit(page, f"{first}/threads", **THREAD)

    assert sent.status_code == 303
    (thread,) = rows(engine, Thread)
    assert f"/c/{thread.cohort_id}" == first


def test_a_form_of_one_course_writes_into_no_other(engine, browser, lms):
    """The key is the session's, and a visit decides where: both must agree."""
    first, page = opened(browser, browser.launch(lms))
    stranger = first[:-1] + str(int(first[-1]) + 1)

    assert browser.submit(page, f"{stranger}/threads", **THREAD).status_code == 404
    assert rows(engine, Thread) == []


def test_whoever_comes_second_ends_the_first_one_s_session(engine, browser, lms):
    home, page = opened(browser, browser.launch(lms))
    solene = browser.token
    browser.launch(lms, KARIM)

    refused = browser.submit(page, f"{home}/threads", **THREAD)

    assert refused.status_code == 409
    assert says(refused.text, ANOTHER_VISIT)
    assert TEXT in refused.text
    assert rows(engine, Thread) == rows(engine, Post) == []
    assert len(rows(engine, WebSession)) == len(rows(engine, Visit)) == 1
    browser.cookies.clear()
    cookie = {"cookie": f"__Host-lti-social={solene}"}
    assert browser.get(home, headers=cookie).status_code == 401
    forms = {"form_key": form_key(page), **THREAD}
    late = browser.post(f"{home}/threads", data=forms, headers=cookie)
    assert late.status_code == 401
    assert TEXT in late.text
    assert rows(engine, Thread) == []


def test_the_second_one_sees_none_of_the_first_one_s_other_courses(browser, lms):
    first, _ = opened(browser, browser.launch(lms, OTHER_COURSE))
    browser.launch(lms, KARIM)

    assert browser.get(first).status_code == 404


def test_two_browsers_of_one_person_do_not_disturb_each_other(browser, another, lms):
    home, page = opened(browser, browser.launch(lms))
    phone = another()
    phone.launch(lms)

    assert browser.submit(page, f"{home}/threads", **THREAD).status_code == 303
    assert phone.get(home).status_code == 200


@pytest.mark.parametrize("key", [None, "", "0" * 32, "é"])
def test_no_form_is_taken_without_the_key_of_this_session(engine, browser, lms, key):
    """What another site would have the browser post: the cookie goes along, no key does."""
    home = browser.launch(lms).headers["location"]
    fields = THREAD if key is None else THREAD | {"form_key": key}

    refused = browser.post(
        f"{home}/threads", data=fields, headers={"origin": "https://evil.test"}
    )

    assert refused.status_code == 409
    assert TEXT in refused.text
    assert rows(engine, Thread) == []


def test_a_frame_that_is_known_needs_the_cookie_of_each_attempt_all_the_same(browser, lms):
    browser.launch(lms)
    hints = {"login_hint": "u-101", "target_link_uri": "https://tool.test/"}
    said, framed = {"iss": lms.issuer, **hints}, {"sec-fetch-dest": "iframe"}
    asked = browser.question(browser.post("/lti/login", data=said, headers=framed))
    form, cookies = browser.form(asked, lms), dict(browser.cookies)

    browser.cookies.clear()
    browser.cookies.set(COOKIE, cookies[COOKIE], domain="tool.test", path="/")
    assert browser.post("/lti/launch", data=form).status_code == 403
    browser.cookies.update(cookies)
    assert browser.post("/lti/launch", data=form).status_code == 303
