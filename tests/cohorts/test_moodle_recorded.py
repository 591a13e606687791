"""Every other launch recorded from Moodle, signed again by a key of ours."""

import pytest
import time_machine

from lti_social.cohorts.models import Course, Member, Person, Role, Visit
from lti_social.lti.claims import CONTEXT, DEPLOYMENT
from lti_social.lti.sentences import REFUSALS, Reason
from tests.cohorts.launching import Browser, rows, says, serve
from tests.cohorts.moodle import (
    CLIENT,
    DYNAMIC_CLIENT,
    RECORDED,
    TOOL,
    TOOL_ELSEWHERE,
    as_recorded,
    claims_of,
    moment_of,
    moodle_with_our_key,
    recorded,
    target_of,
)
from tests.lti.platform import tool_among

SALES, NEGOTIATION = ("5", "Vente conseil"), ("6", "Négociation avancée")
DYNAMIC = "lti_launch_learner_dynamically_registered_cross_site"
LAUNCHES = {
    "lti_launch_learner": (SALES, "101", "Zoé Abadie", Role.learner),
    "lti_launch_learner_new_window": (SALES, "101", "Zoé Abadie", Role.learner),
    "lti_launch_learner_deep_linked_item": (SALES, "101", "Zoé Abadie", Role.learner),
    "lti_launch_learner_graded": (SALES, "101", "Zoé Abadie", Role.learner),
    "lti_launch_learner_group_restricted": (SALES, "101", "Zoé Abadie", Role.learner),
    DYNAMIC: (SALES, "101", "Zoé Abadie", Role.learner),
    "lti_launch_learner_group_b": (SALES, "120", "Eva Traoré", Role.learner),
    "lti_launch_learner_other_course_no_group": (NEGOTIATION, None, None, Role.learner),
    "lti_launch_teacher": (SALES, "99", "Claire Fontaine", Role.instructor),
    "lti_launch_nonediting_teacher": (SALES, None, None, Role.instructor),
    "lti_launch_teacher_who_is_student_in_course2": (
        NEGOTIATION,
        "99",
        "Claire Fontaine",
        Role.learner,
    ),
    "lti_launch_admin": (SALES, "2", "Admin User", Role.admin),
}


class Town:
    """A Moodle that registered the tool, and browsers in it."""

    def __init__(self, engine, *, dynamic=False):
        client = DYNAMIC_CLIENT if dynamic else CLIENT
        self.moodle = moodle_with_our_key(client, "2" if dynamic else "1")
        self.moodle.register(engine)
        self.tool = tool_among(self.moodle, url=TOOL_ELSEWHERE if dynamic else TOOL)
        self.app = serve(engine, self.tool)

    def launch(self, name, **instead):
        claims = claims_of(name)
        browser = Browser(self.app)
        with time_machine.travel(moment_of(claims), tick=False):
            landed = browser.launch(
                self.moodle, as_recorded(name, **instead), target=target_of(claims)
            )
            return landed, browser


@pytest.mark.parametrize("name", LAUNCHES)
def test_a_recorded_launch_lands_in_its_course_in_its_role(engine, name):
    landed, _ = Town(engine, dynamic=name == DYNAMIC).launch(name)

    expected, sub, who, role = LAUNCHES[name]
    (course,), (member,) = rows(engine, Course), rows(engine, Member)
    (visit,), (person,) = rows(engine, Visit), rows(engine, Person)
    assert landed.status_code == 303
    assert landed.headers["location"] == f"/c/{member.cohort_id}"
    assert (course.lms_id, course.title) == expected
    assert (member.role, visit.role) == (role, role)
    claims = claims_of(name)
    assert (person.sub, member.name) == (sub or claims["sub"], who or claims["name"])


def test_every_recorded_launch_stands_in_the_table():
    assert {path.stem for path in RECORDED.glob("lti_launch_*.json")} == set(LAUNCHES)


def test_all_of_them_together_make_two_cohorts(engine):
    """One deployment serves the whole site: courses are told apart by their context."""
    town = Town(engine)
    names = [name for name in LAUNCHES if name != DYNAMIC]
    places = {name: town.launch(name)[0].headers["location"] for name in names}

    assert {LAUNCHES[name][0][1] for name in names} == {
        course.title for course in rows(engine, Course)
    }
    assert len(set(places.values())) == len(rows(engine, Course)) == 2
    subs = {claims_of(name)["sub"] for name in names}
    assert {person.sub for person in rows(engine, Person)} == subs
    claire = {member.role for member in rows(engine, Member) if "Claire" in member.name}
    assert claire == {Role.instructor, Role.learner}  # each in her own course


def test_deployments_of_one_moodle_know_the_same_people(engine):
    town = Town(engine)
    town.moodle.register(engine, deployments=["1", "9"])

    town.launch("lti_launch_learner")
    town.launch("lti_launch_learner", **{DEPLOYMENT: "9"})

    assert len(rows(engine, Person)) == 1
    assert len(rows(engine, Course)) == len(rows(engine, Member)) == 2


def test_registrations_of_one_moodle_do_not_share_people(engine):
    """Each has its own administrators, who must not see each other's."""
    Town(engine).launch("lti_launch_learner")
    Town(engine, dynamic=True).launch(DYNAMIC)

    assert len(rows(engine, Person)) == len(rows(engine, Course)) == 2


@pytest.mark.parametrize("name", recorded("lti_login_initiation"))
def test_a_recorded_login_is_answered_with_what_moodle_demands(engine, name):
    login = recorded("lti_login_initiation")[name]["params"]
    town = Town(engine)
    browser = Browser(town.app)

    asked = browser.question(browser.follow(browser.post("/lti/login", data=login)))

    assert asked.pop("state")
    assert len(asked.pop("nonce")) >= 16
    assert asked == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": CLIENT,
        "redirect_uri": f"{TOOL}/lti/launch",
        "login_hint": login["login_hint"],
        "lti_message_hint": login["lti_message_hint"],
    }


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("wrong_login_hint", Reason.lms_denied),
        ("wrong_client_id", Reason.lms_misconfigured),
        ("response_mode_query", Reason.lms_misconfigured),
        ("prompt_login", Reason.lms_misconfigured),
    ],
)
def test_moodle_s_own_refusals_are_explained(engine, name, reason):
    browser = Browser(Town(engine).app)
    posted = recorded("lti_auth_errors")[name]["posted_to_redirect_uri"]

    refused = browser.post("/lti/launch", data=posted)

    assert refused.status_code == REFUSALS[reason].status
    assert says(refused.text, REFUSALS[reason].happened)


def test_a_course_renamed_in_moodle_is_renamed_here(engine):
    town = Town(engine)
    town.launch("lti_launch_learner")
    context = claims_of("lti_launch_learner")[CONTEXT]
    town.launch("lti_launch_teacher", **{CONTEXT: context | {"title": "Vendre mieux"}})

    assert [course.title for course in rows(engine, Course)] == ["Vendre mieux"]
