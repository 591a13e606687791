"""An LMS administrator reads on record, and writes only from the trainer's chair."""

import pytest

from lti_social.cohorts.records import AdminReading, Chair
from lti_social.threads.models import Thread
from tests.cohorts.launching import Browser, rows
from tests.lti.drafts import MEMBERSHIP, saying

# As Moodle sends its administrators, who need not be enrolled in the course.
AS_ADMIN = saying(
    sub="u-2",
    name="Michel Admin",
    roles=[
        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator",
        f"{MEMBERSHIP}Instructor",
        "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator",
    ],
)
THREAD = {"kind": "question", "title": "Une question", "body": "Bonjour", "format": "text"}


class Admin(Browser):
    """Michel, who came in as an administrator."""

    def arrive(self, lms):
        self.home = self.launch(lms, AS_ADMIN).headers["location"]
        return self

    def sit(self, on):
        return self.submit(self.get(self.home).text, f"{self.home}/chair", on=on)

    def write(self):
        return self.submit(
            self.get(f"{self.home}/me").text, f"{self.home}/threads", **THREAD
        )


@pytest.fixture
def michel(app, lms):
    return Admin(app).arrive(lms)


def test_what_an_administrator_reads_is_on_record(engine, michel):
    for path in ("", "/threads", "/who-sees-what"):
        assert michel.get(michel.home + path).status_code == 200

    read = [reading.path for reading in rows(engine, AdminReading)]
    assert read == [michel.home, f"{michel.home}/threads", f"{michel.home}/who-sees-what"]


def test_an_administrator_writes_nothing(engine, michel):
    refused = michel.write()

    assert refused.status_code == 403
    assert "Bonjour" in refused.text
    assert rows(engine, Thread) == []
    assert michel.get(f"{michel.home}/purpose").status_code == 403


def test_the_trainer_s_chair_is_taken_and_left_on_record(engine, michel):
    assert michel.sit(1).status_code == 303
    (taken,) = rows(engine, Chair)
    assert taken.left_at is None
    assert michel.write().status_code == 303
    assert michel.get(f"{michel.home}/purpose").status_code == 200
    assert len(rows(engine, Thread)) == 1

    assert michel.sit(0).status_code == 303
    (left,) = rows(engine, Chair)
    assert (left.id, left.taken_at) == (taken.id, taken.taken_at)
    assert left.left_at is not None
    assert michel.write().status_code == 403
    assert len(rows(engine, Thread)) == 1


def test_each_time_in_the_chair_is_a_row_of_its_own(engine, michel):
    for on in (1, 0, 1, 1):
        assert michel.sit(on).status_code == 303

    chairs = rows(engine, Chair)
    assert [chair.left_at is None for chair in chairs] == [False, False, True]


def test_the_chair_is_kept_from_one_visit_to_the_next(michel, lms):
    michel.sit(1)
    michel.arrive(lms)

    assert michel.write().status_code == 303


def test_the_chair_of_one_cohort_is_none_in_another(engine, michel, lms):
    michel.sit(1)
    other = saying(context={"id": "course-6", "title": "Négociation"})
    michel.home = michel.launch(lms, AS_ADMIN, other).headers["location"]

    assert michel.write().status_code == 403
    assert rows(engine, Thread) == []


@pytest.mark.parametrize("role", ["Learner", "Instructor"])
def test_nobody_else_sits_in_it(engine, app, lms, role):
    other = Admin(app)
    changed = saying(roles=[f"{MEMBERSHIP}{role}"])
    other.home = other.launch(lms, changed).headers["location"]
    page = other.get(f"{other.home}/me").text

    assert other.submit(page, f"{other.home}/chair", on=1).status_code == 403
    assert rows(engine, Chair) == rows(engine, AdminReading) == []
