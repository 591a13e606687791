"""The LMS's roster becomes the cohort's members: who is made, renamed, recast, marked."""

import pytest
from sqlalchemy import event

from lti_social.cohorts.jobs import ask_for_roster
from lti_social.cohorts.learned import RosterSync
from lti_social.cohorts.models import Course, Member, Person, Role, Visit
from lti_social.cohorts.records import Division
from lti_social.core.jobs import run_all
from lti_social.core.wall import open_house
from lti_social.lti.models import Platform
from tests.cohorts.launching import rows
from tests.lti.drafts import MEMBERSHIP, saying, without
from tests.lti.fake_moodle import FakeMoodle, people

INSTRUCTOR = [f"{MEMBERSHIP}Instructor"]
ADMIN = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator"
ZOE = saying(sub="101", name="Zoé Abadie")
NAMELESS = without("name", "given_name", "family_name", "email")


@pytest.fixture
def lms(engine):
    """A Moodle with its recorded course of 32."""
    moodle = FakeMoodle()
    moodle.register(engine)
    return moodle


@pytest.fixture
def read(engine, tool):
    """The worker reads the roster, asked or not."""

    def again(ask=True):
        for course in rows(engine, Course) if ask else ():
            with open_house(engine) as db, db.begin():
                ask_for_roster(db, course.id)
        run_all(engine, tool)
        return {member.name: member for member in rows(engine, Member)}

    return again


def test_the_first_launch_brings_everybody_the_lms_names(browser, lms, read):
    assert browser.launch(lms, ZOE).status_code == 303
    found = read(ask=False)

    assert len(found) == 32
    assert found["Claire Fontaine"].role is Role.instructor
    assert found["Zoé Abadie"].role is Role.learner
    assert all(member.rostered_at and not member.left_at for member in found.values())


def test_what_is_read_again_and_is_the_same_writes_no_member(engine, browser, lms, read):
    browser.launch(lms, ZOE)
    before = {name: vars(member) for name, member in read().items()}
    written = []

    def note(_connection, _cursor, statement, *_):
        if statement.startswith(("INSERT INTO", "UPDATE")):
            written.append(statement.split()[2 if "INSERT" in statement else 1])

    event.listen(engine, "before_cursor_execute", note)
    after = read()
    event.remove(engine, "before_cursor_execute", note)

    assert set(written) <= {"job", "roster_sync"}
    assert {name: member.role for name, member in after.items()} == {
        name: member["role"] for name, member in before.items()
    }


def test_the_launch_knows_better_what_somebody_is(engine, browser, lms, read):
    """Moodle's roster calls a non-editing teacher a learner."""
    browser.launch(lms, ZOE, saying(roles=INSTRUCTOR))
    assert read()["Zoé Abadie"].role is Role.instructor
    lms.members[1] |= {"roles": ["Instructor"]}  # Élodie, who has never come
    assert read()["Élodie Bénard"].role is Role.instructor

    browser.launch(lms, saying(sub="102", name="Élodie Bénard"))

    assert read()["Élodie Bénard"].role is Role.learner


def test_a_role_means_in_the_roster_what_the_registration_says(engine, browser, lms, read):
    with open_house(engine) as db, db.begin():
        db.query(Platform).one().role_overrides = {"Instructor": "mentor"}
    browser.launch(lms, ZOE)

    assert read()["Claire Fontaine"].role is Role.mentor


def test_a_roster_s_name_fills_an_empty_one_and_no_other(engine, browser, lms, read):
    landed = browser.launch(lms, NAMELESS, saying(sub="101"))
    home = landed.headers["location"].removesuffix("/me?welcome=1")
    assert "Zoé Abadie" in read()
    page = browser.get(f"{home}/me").text
    assert browser.submit(page, f"{home}/me", name="Zozo").status_code == 303

    assert "Zozo" in read()
    assert len(rows(engine, Member)) == 32


def test_who_is_not_listed_any_more_is_marked_and_not_thrown_out(
    engine, browser, lms, read
):
    home = browser.launch(lms, ZOE).headers["location"]
    read()
    zoe = lms.members.pop(0)
    assert read()["Zoé Abadie"].left_at
    assert browser.get(home).status_code == 200

    lms.members.append(zoe)
    assert not read()["Zoé Abadie"].left_at


def test_whom_the_lms_calls_inactive_their_visit_ends(engine, browser, lms, read):
    home = browser.launch(lms, ZOE).headers["location"]
    read()
    lms.members[0] = lms.members[0] | {"status": "Inactive"}

    assert read()["Zoé Abadie"].left_at
    assert rows(engine, Visit) == []
    assert browser.get(home).status_code == 404


def test_who_launches_is_there_whatever_the_roster_said(browser, lms, read):
    browser.launch(lms, ZOE)
    read()
    lms.members.pop(0)
    read()

    browser.launch(lms, ZOE)

    assert not read()["Zoé Abadie"].left_at


def test_of_whom_the_roster_never_spoke_it_says_nothing(browser, lms, read):
    """An administrator of the LMS is not enrolled in each course."""
    browser.launch(lms, saying(sub="2", name="Michel", roles=[*INSTRUCTOR, ADMIN]))

    michel = read()["Michel"]
    assert (michel.left_at, michel.rostered_at, michel.role) == (None, None, Role.admin)


def test_an_empty_roster_makes_nobody_leave(engine, browser, lms, read):
    browser.launch(lms, ZOE)
    read()
    lms.members.clear()

    assert not any(member.left_at for member in read().values())
    assert rows(engine, RosterSync)[0].failed_at


def test_ten_thousand_come_page_by_page(engine, browser, lms, read):
    lms.members, lms.pages_of = people(10_000), 500
    browser.launch(lms, saying(sub="1001", name="Prénom0 Nom0"))
    assert len(read(ask=False)) == 10_000
    (sync,) = rows(engine, RosterSync)
    assert sync.people == 10_000
    assert sync.finished_at

    del lms.members[5000:]
    assert sum(1 for member in read().values() if member.left_at) == 5000


def test_who_comes_after_a_course_was_divided_is_no_part_of_what_was_before(
    engine, browser, lms, read
):
    browser.launch(lms, ZOE)
    before = read()
    (course,) = rows(engine, Course)
    with open_house(engine) as db, db.begin():
        by = before["Claire Fontaine"].person_id
        db.add(Division(course_id=course.id, by_id=by))
    lms.members += people(1)

    assert read().keys() == before.keys()


def test_people_are_written_in_one_order_whatever_the_lms_s(engine, browser, lms, read):
    """Or two workers, each with a course of the same people, lock each other out."""
    browser.launch(lms, ZOE)
    lms.members.reverse()
    read(ask=False)

    written = [person.sub for person in rows(engine, Person)][1:]
    assert written == sorted(written)


def test_the_same_person_in_two_courses_is_one(engine, browser, lms, read):
    browser.launch(lms, ZOE)
    browser.launch(lms, ZOE, saying(context={"id": "course-6", "title": "Négociation"}))
    read()

    members = rows(engine, Member)
    assert len(members) == 64
    assert len({member.person_id for member in members}) == 32
