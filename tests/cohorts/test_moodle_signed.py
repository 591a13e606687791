"""The tokens that Moodle signed, at the door: clock, address and nonce as recorded."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lti_social.cohorts.models import Cohort, Course, Member, Role, Visit
from lti_social.lti.models import Platform
from lti_social.placements.arriving import NEVER_HERE
from tests.cohorts.launching import Browser, rows, says, serve
from tests.cohorts.moodle import TOOL, moodle_itself, recorded
from tests.lti.platform import answering, tool_among

TOKENS = recorded("lti_id_tokens_signed")["tokens"]


@pytest.fixture
def moodle(engine):
    moodle = moodle_itself()
    moodle.register(engine)
    return moodle


@pytest.fixture
def tool(moodle):
    tool = tool_among(moodle, url=TOOL)
    yield tool
    tool.close()


@pytest.fixture
def browser(engine, tool):
    return Browser(serve(engine, tool))


@pytest.fixture
def bring(tool, moodle, browser):
    """Post a recorded token with the state and the cookie that it answers."""

    def post(name, target="/launch"):
        token = TOKENS[name]
        arrival = answering(
            tool, moodle, token["id_token"], nonce=token["nonce"], target=target
        )
        browser.cookies.update(arrival.cookies)
        return browser.post("/lti/launch", data=arrival.form)

    return post


def at(name, later=timedelta(0)):
    when = datetime.fromtimestamp(TOKENS[name]["valid_at_unix_time"], UTC)
    return time_machine.travel(when + later, tick=False)


@pytest.mark.parametrize(
    ("name", "who", "role"),
    [
        ("lti_launch_learner", "Zoé Abadie", Role.learner),
        ("lti_launch_teacher", "Claire Fontaine", Role.instructor),
    ],
)
def test_what_moodle_signed_opens_its_course(engine, browser, bring, name, who, role):
    with at(name):
        landed = bring(name)
        page = browser.follow(landed)

    (course,), (cohort,) = rows(engine, Course), rows(engine, Cohort)
    (member,), (visit,) = rows(engine, Member), rows(engine, Visit)
    assert landed.headers["location"] == f"/c/{cohort.id}"
    assert (course.lms_id, course.title) == ("5", "Vente conseil")
    assert (member.name, member.role, visit.role) == (who, role, role)
    assert rows(engine, Platform)[0].family == "moodle"
    assert page.status_code == 200
    assert '<html lang="en"' in page.text  # as the launch's locale says
    assert "Vente conseil" in page.text


def test_what_to_place_is_asked_on_a_page_of_the_course_s_cohort(engine, browser, bring):
    name = "lti_deep_linking_request_teacher"
    with at(name):
        asked = bring(name)
        page = browser.follow(asked)

    (cohort,) = rows(engine, Cohort)
    assert asked.headers["location"].startswith(f"/c/{cohort.id}/place/")
    assert says(page.text, "What shall people find in your course?")
    assert "sesskey" not in page.text + asked.headers["location"]


def test_work_of_somebody_who_never_came_is_no_page(engine, bring):
    name = "lti_submission_review_teacher"
    with at(name):
        refused = bring(name, "/launch?review=7")

    assert refused.status_code == 404
    assert says(refused.text, NEVER_HERE)
    assert rows(engine, Visit) == []


def test_a_signed_token_is_good_for_one_use_and_not_for_long(engine, bring):
    name = "lti_launch_learner"
    with at(name, later=timedelta(seconds=120)):
        assert bring(name).status_code == 401
    with at(name):
        assert bring(name).status_code == 303
        assert bring(name).status_code == 401

    assert len(rows(engine, Visit)) == 1


def test_a_changed_letter_breaks_the_signature(engine, browser, tool, moodle):
    token = TOKENS["lti_launch_learner"]
    header, body, signature = token["id_token"].split(".")
    other = "A" if signature[9] != "A" else "B"
    changed = f"{header}.{body}.{signature[:9]}{other}{signature[10:]}"

    with at("lti_launch_learner"):
        arrival = answering(tool, moodle, changed, nonce=token["nonce"], target="/launch")
        browser.cookies.update(arrival.cookies)
        assert browser.post("/lti/launch", data=arrival.form).status_code == 401
    assert rows(engine, Visit) == []
