"""A visit ends: after two idle hours, and after twelve in all."""

from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
import time_machine

from lti_social.cohorts.door import FROM_THE_LMS
from lti_social.cohorts.jobs import forget_sessions
from lti_social.cohorts.models import Member, Visit, WebSession
from lti_social.core.errors import Expired
from lti_social.core.wall import open_house
from lti_social.threads.models import Thread
from tests.cohorts.launching import COOKIE, form_key, rows, says
from tests.lti.drafts import saying

MORNING = datetime(2026, 11, 3, 8, tzinfo=UTC)
TEXT = "Ce que j’ai mis une heure à écrire."
THREAD = {"kind": "discussion", "title": "Retour", "body": TEXT, "format": "text"}
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def visitor(clock, browser, lms):
    """Somebody who came in at eight, with a form open; their browser keeps every cookie."""

    class Patient:
        home = browser.launch(lms).headers["location"]
        page = browser.get(f"{home}/threads/new").text
        cookie = {"cookie": f"{COOKIE}={browser.token}"}

        def look(self):
            return browser.get(self.home, headers=self.cookie)

        def write(self):
            form = {"form_key": form_key(self.page), **THREAD}
            return browser.post(f"{self.home}/threads", data=form, headers=self.cookie)

    visitor = Patient()
    browser.cookies.clear()
    return visitor


def test_two_idle_hours_are_the_most(clock, visitor):
    clock.shift(2 * HOUR)
    assert visitor.look().status_code == 200
    clock.shift(2 * HOUR + SECOND)
    assert visitor.look().status_code == 401


def test_writing_is_a_sign_of_life_too(engine, clock, visitor):
    """And does not wait for itself: the sign is part of the write."""
    for _ in range(2):
        clock.shift(2 * HOUR)
        begun = perf_counter()
        assert visitor.write().status_code == 303
        assert perf_counter() - begun < 4  # seconds; a database would wait for five
    clock.shift(2 * HOUR)
    assert visitor.look().status_code == 200
    assert len(rows(engine, Thread)) == 2


def test_looking_around_keeps_a_visit_alive_up_to_twelve_hours(clock, visitor):
    for _ in range(11):
        clock.shift(HOUR)
        assert visitor.look().status_code == 200
    clock.shift(HOUR)
    assert visitor.look().status_code == 200
    clock.shift(SECOND)
    assert visitor.look().status_code == 401


@pytest.mark.parametrize("away", [2 * HOUR + SECOND, 13 * HOUR], ids=str)
def test_what_was_written_too_late_is_given_back(engine, clock, visitor, away):
    clock.shift(away)
    refused = visitor.write()

    assert refused.status_code == 401
    assert says(refused.text, Expired.title)
    assert TEXT in refused.text
    assert rows(engine, Thread) == []


def test_what_was_written_after_twelve_busy_hours_is_given_back(engine, clock, visitor):
    for _ in range(12):
        clock.shift(HOUR)
        visitor.look()
    clock.shift(SECOND)
    refused = visitor.write()

    assert refused.status_code == 401
    assert TEXT in refused.text
    assert rows(engine, Thread) == []


def test_an_ended_visit_stays_ended(clock, visitor):
    """A refused request must not count as a sign of life."""
    clock.shift(2 * HOUR + SECOND)
    assert visitor.look().status_code == 401
    assert visitor.write().status_code == 401
    assert visitor.look().status_code == 401


def test_another_course_does_not_lengthen_a_visit(clock, browser, lms):
    first = browser.launch(lms).headers["location"]
    clock.shift(11 * HOUR)
    other = saying(context={"id": "course-6", "title": "Négociation"})
    second = browser.launch(lms, other).headers["location"]
    clock.shift(HOUR + SECOND)

    assert browser.get(first).status_code == 401
    assert browser.get(second).status_code == 200


def test_sessions_that_nobody_can_use_are_tidied_away(engine, clock, visitor, browser, lms):
    clock.shift(11 * HOUR)
    browser.launch(lms, saying(sub="u-102"))
    clock.shift(HOUR + SECOND)
    with open_house(engine) as db, db.begin():
        forget_sessions(db)

    assert len(rows(engine, WebSession)) == len(rows(engine, Visit)) == 1
    assert len(rows(engine, Member)) == 2


@pytest.mark.parametrize("cookie", ["", "nonsense", "é", "a" * 5000])
def test_who_has_no_session_is_told_how_to_come_back(browser, lms, cookie):
    home = browser.launch(lms).headers["location"]
    browser.cookies.clear()
    header = f"{COOKIE}={cookie}".encode() if cookie else b"other=1"
    stranger = browser.get(home, headers=[(b"cookie", header)])

    assert stranger.status_code == 401
    assert says(stranger.text, Expired.title if cookie else FROM_THE_LMS)
