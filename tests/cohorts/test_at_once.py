"""Launches at the same moment, in two processes with one database."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

import pytest

from lti_social.cohorts.models import Cohort, Course, Member, Person, Visit, WebSession
from lti_social.lti.models import Deployment, SpentNonce
from tests.cohorts.launching import Browser, rows, serve
from tests.lti.drafts import saying

KARIM = saying(sub="u-102", name="Karim")
ROUNDS = range(3)


def at_once(*acts: Callable[[], Any]) -> Sequence[Any]:
    """What each of these gives, when they begin together."""
    ready, given = Barrier(len(acts)), [None] * len(acts)

    def one(number: int) -> None:
        ready.wait(10)
        given[number] = acts[number]()

    threads = [Thread(target=one, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return given


@pytest.fixture
def two(engine, tool):
    """Two processes, each with a browser."""
    browsers = [Browser(serve(engine, tool)) for _ in range(2)]
    for browser in browsers:
        browser.get("/lti/jwks")  # awake before it matters
    return browsers


def launches(browsers, lms, *whose):
    """Each browser posts its own launch, all at the same moment."""
    forms = [
        browser.form(browser.asked(lms), lms, change)
        for browser, change in zip(browsers, whose, strict=True)
    ]
    return at_once(
        *(
            lambda b=browser, f=form: b.post("/lti/launch", data=f)
            for browser, form in zip(browsers, forms, strict=True)
        )
    )


def test_of_two_uses_of_one_launch_at_once_one_wins(engine, two, lms):
    first, second = two
    for number in ROUNDS:
        form = first.form(first.asked(lms), lms, saying(sub=f"u-{number}"))
        second.cookies.update(dict(first.cookies))
        answers = at_once(
            lambda f=form: first.post("/lti/launch", data=f),
            lambda f=form: second.post("/lti/launch", data=f),
        )

        assert sorted(answer.status_code for answer in answers) == [303, 401]
        for table in (Visit, WebSession, Member, SpentNonce):
            assert len(rows(engine, table)) == number + 1
        for browser in two:
            browser.cookies.clear()


def test_a_launch_posted_again_is_refused(engine, browser, lms):
    """By the back button, say: the cookie of its attempt is gone, its nonce is spent."""
    asked = browser.asked(lms)
    form, cookies = browser.form(asked, lms), dict(browser.cookies)
    assert browser.post("/lti/launch", data=form).status_code == 303
    token = browser.token

    assert browser.post("/lti/launch", data=form).status_code == 403
    browser.cookies.update(cookies)
    assert browser.post("/lti/launch", data=form).status_code == 401
    assert browser.token == token
    assert len(rows(engine, Visit)) == 1


def test_two_first_launches_of_a_course_make_one_cohort(engine, two, lms):
    for number in ROUNDS:
        course = {"id": f"course-{number}", "title": "Vente conseil"}
        solene, karim = launches(
            two,
            lms,
            saying(context=course),
            saying(sub="u-102", name="Karim", context=course),
        )

        assert solene.status_code == karim.status_code == 303
        assert solene.headers["location"] == karim.headers["location"]
        assert len(rows(engine, Course)) == len(rows(engine, Cohort)) == number + 1
        assert len(rows(engine, Member)) == 2 * (number + 1)
    assert len(rows(engine, Person)) == 2


def test_two_first_launches_of_a_person_make_one_person(engine, two, lms):
    """A browser that opens again with two tabs of two courses."""
    for number in ROUNDS:
        who = f"u-{number}"
        here = saying(sub=who, context={"id": "course-1"})
        there = saying(sub=who, context={"id": "course-2"})
        answers = launches(two, lms, here, there)

        assert {answer.status_code for answer in answers} == {303}
        assert len(rows(engine, Person)) == number + 1
        assert len(rows(engine, Member)) == 2 * (number + 1)


def test_two_first_launches_of_a_member_make_one_member(engine, two, lms):
    for number in ROUNDS:
        again = saying(sub=f"u-{number}")
        answers = launches(two, lms, again, again)

        assert {answer.status_code for answer in answers} == {303}
        assert len(rows(engine, Member)) == number + 1


def test_two_first_launches_of_a_deployment_make_one(engine, two, lms):
    lms.register(engine, deployments=[], accepts_all_deployments=True)
    for number in ROUNDS:
        lms.deployment = f"new-{number}"
        answers = launches(two, lms, saying(), KARIM)

        assert {answer.status_code for answer in answers} == {303}
        of_new = [row for row in rows(engine, Deployment) if row.lms_id != "1"]
        assert len(of_new) == number + 1
