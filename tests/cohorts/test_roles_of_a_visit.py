"""What a launch makes of somebody: its role decides, the member keeps the strongest."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lti_social.cohorts.models import Cohort, Member, Role, Visit
from lti_social.core.errors import Forbidden
from tests.cohorts.launching import rows, says
from tests.lti.drafts import MEMBERSHIP, as_teacher, saying

AS_LEARNER = saying(roles=[f"{MEMBERSHIP}Learner"])
PERSON = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SUB_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#"
NOVEMBER = datetime(2026, 11, 3, 8, tzinfo=UTC)


def test_a_trainer_who_switches_to_learner_acts_as_one(engine, browser, lms):
    """Moodle's "switch role to" sends Learner with the same sub."""
    home = browser.launch(lms, as_teacher).headers["location"]
    assert browser.get(f"{home}/purpose").status_code == 200
    page = browser.get(home).text

    browser.launch(lms, AS_LEARNER)

    (member,), (visit,) = rows(engine, Member), rows(engine, Visit)
    assert (member.role, visit.role) == (Role.instructor, Role.learner)
    refused = browser.get(f"{home}/purpose")
    assert refused.status_code == 403
    assert says(refused.text, Forbidden.title)
    assert f"{home}/purpose" in page
    mine = browser.get(f"{home}/me").text
    said = browser.submit(mine, f"{home}/purpose", purpose="Vendre mieux")
    assert said.status_code == 403
    assert "Vendre mieux" in said.text
    assert rows(engine, Cohort)[0].purpose == ""


def test_switching_back_is_another_launch(browser, lms):
    home = browser.launch(lms, as_teacher).headers["location"]
    browser.launch(lms, AS_LEARNER)
    browser.launch(lms, as_teacher)

    assert browser.get(f"{home}/purpose").status_code == 200


def test_a_role_in_one_course_is_none_in_another(engine, browser, lms):
    browser.launch(lms, as_teacher)
    other = saying(context={"id": "course-6", "title": "Négociation"})
    second = browser.launch(lms, other).headers["location"]

    assert browser.get(f"{second}/purpose").status_code == 403
    assert [member.role for member in rows(engine, Member)] == ["instructor", "learner"]


def test_who_is_promoted_in_the_lms_is_promoted_here_at_once(engine, browser, lms):
    browser.launch(lms)
    home = browser.launch(lms, as_teacher).headers["location"]

    assert rows(engine, Member)[0].role == Role.instructor
    assert browser.get(f"{home}/purpose").status_code == 200


@pytest.mark.parametrize(
    ("days", "remembered"), [(29, Role.instructor), (31, Role.learner)]
)
def test_a_stronger_role_is_remembered_for_thirty_days(
    engine, browser, lms, days, remembered
):
    with time_machine.travel(NOVEMBER, tick=False) as clock:
        browser.launch(lms, as_teacher)
        clock.shift(timedelta(days=days))
        home = browser.launch(lms, AS_LEARNER).headers["location"]

        assert rows(engine, Member)[0].role == remembered
        assert browser.get(f"{home}/purpose").status_code == 403


def test_each_launch_in_the_stronger_role_begins_the_thirty_days_again(
    engine, browser, lms
):
    with time_machine.travel(NOVEMBER, tick=False) as clock:
        for _ in range(3):
            browser.launch(lms, as_teacher)
            clock.shift(timedelta(days=20))
            browser.launch(lms, AS_LEARNER)

    assert rows(engine, Member)[0].role == Role.instructor


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        ([f"{SUB_ROLE}TeachingAssistant", f"{MEMBERSHIP}Instructor"], Role.assistant),
        ([f"{MEMBERSHIP}Mentor"], Role.mentor),
        ([f"{MEMBERSHIP}ContentDeveloper"], Role.designer),
        ([f"{PERSON}Administrator", f"{MEMBERSHIP}Instructor"], Role.admin),
        ([f"{PERSON}Instructor", f"{MEMBERSHIP}Learner"], Role.learner),
        ([f"{PERSON}Administrator"], Role.admin),
    ],
)
def test_the_roles_of_a_launch_become_one_role(engine, browser, lms, roles, role):
    browser.launch(lms, saying(roles=roles))

    assert rows(engine, Visit)[0].role == rows(engine, Member)[0].role == role


def test_a_launch_soon_after_goes_on_with_the_same_visit(engine, browser, lms):
    """So that "since your last visit" does not forget what nobody has read."""
    with time_machine.travel(NOVEMBER, tick=False) as clock:
        browser.follow(browser.launch(lms))
        clock.shift(timedelta(minutes=29))
        browser.follow(browser.launch(lms))
        assert rows(engine, Member)[0].away_since is None
        clock.shift(timedelta(days=2))
        browser.follow(browser.launch(lms))

    (member,) = rows(engine, Member)
    assert member.away_since == NOVEMBER
    assert member.here_since == NOVEMBER + timedelta(days=2, minutes=29)
