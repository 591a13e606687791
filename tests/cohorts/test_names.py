"""What people are called, and who is who."""

import pytest

from lti_social.cohorts.models import Member, Person
from lti_social.threads.models import Thread
from tests.cohorts.launching import rows
from tests.lti.drafts import saying, without

NAMELESS = without("name", "given_name", "family_name", "email")
TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
AS_TEST_USER = saying(roles=[LEARNER, TEST_USER], name="Étudiant de test")


def moodle(family="moodle"):
    return saying(tool_platform={"guid": "x", "product_family_code": family})


def test_who_comes_without_a_name_is_asked_for_one_and_only_once(engine, browser, lms):
    landed = browser.launch(lms, NAMELESS)
    home = landed.headers["location"].removesuffix("/me?welcome=1")
    assert landed.headers["location"] == f"{home}/me?welcome=1"
    for path, then in (("", ""), ("/threads", "&then=%2Fthreads")):
        answer = browser.get(home + path)
        assert answer.headers["location"] == f"{home}/me?welcome=1{then}"
    page = browser.follow(landed).text

    named = browser.submit(page, f"{home}/me", name="  Bastien  ")
    assert named.status_code == 303
    assert browser.follow(named).status_code == 200
    assert rows(engine, Member)[0].name == "Bastien"

    assert browser.launch(lms, NAMELESS).headers["location"] == home
    assert browser.get(home).status_code == 200


def test_who_has_said_a_name_goes_on_to_what_they_came_for(browser, lms):
    home = browser.launch(lms, NAMELESS).headers["location"].removesuffix("/me?welcome=1")
    asked = browser.get(f"{home}/threads")
    page = browser.follow(asked).text

    named = browser.submit(page, f"{home}/me", name="Bastien", then="/threads")
    assert named.headers["location"] == f"{home}/threads"
    for elsewhere in ("//evil.test", "https://evil.test", "/x?y", "/\\evil.test"):
        refused = browser.submit(page, f"{home}/me", name="Bastien", then=elsewhere)
        assert refused.status_code == 422 or refused.headers["location"].startswith(home)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_that_is_none_is_not_taken(engine, browser, lms, name):
    landed = browser.launch(lms, NAMELESS)
    page = browser.follow(landed).text
    home = landed.headers["location"].removesuffix("/me?welcome=1")

    assert browser.submit(page, f"{home}/me", name=name).status_code == 422
    assert rows(engine, Member)[0].name == ""


def test_a_nameless_one_cannot_write_before(engine, browser, lms):
    landed = browser.launch(lms, NAMELESS)
    page = browser.follow(landed).text
    home = landed.headers["location"].removesuffix("/me?welcome=1")

    browser.submit(page, f"{home}/threads", kind="question", title="T", body="B")
    assert rows(engine, Thread) == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"name": "Solène A."}, "Solène A."),
        ({"name": ""}, "Solène"),
        ({"name": " ", "given_name": ""}, "Abadie"),
        ({"name": "x" * 300}, "x" * 80),
        ({"name": "<b>Solène</b>"}, "<b>Solène</b>"),
    ],
)
def test_a_name_is_what_the_lms_says_best(engine, browser, lms, said, name):
    landed = browser.launch(lms, saying(**said))

    assert rows(engine, Member)[0].name == name
    assert "<b>Solène" not in browser.follow(landed).text


def test_a_name_that_somebody_chose_outlives_the_lms_s(engine, browser, lms):
    home = browser.launch(lms).headers["location"]
    page = browser.get(f"{home}/me").text
    browser.submit(page, f"{home}/me", name="Solène d’Arles")

    browser.launch(lms, saying(name="SOLENE ABADIE"))

    assert rows(engine, Member)[0].name == "Solène d’Arles"


def test_a_name_that_the_lms_tells_later_is_taken(engine, browser, lms):
    browser.launch(lms, NAMELESS)
    assert "welcome" not in browser.launch(lms).headers["location"]
    assert rows(engine, Member)[0].name == "Solène Abadie"


def test_a_name_belongs_to_one_cohort(engine, browser, lms):
    home = browser.launch(lms).headers["location"]
    page = browser.get(f"{home}/me").text
    browser.submit(page, f"{home}/me", name="Solène d’Arles")
    browser.launch(lms, saying(context={"id": "course-6"}))

    names = [member.name for member in rows(engine, Member)]
    assert names == ["Solène d’Arles", "Solène Abadie"]


@pytest.mark.parametrize("family", ["moodle", "canvas", "demo-lms", None])
def test_a_test_user_is_never_taken_for_a_person(engine, browser, lms, family):
    """Preview users share an id: with each other, and in some LMSs with who previews."""
    of_lms = moodle(family) if family else saying()
    browser.launch(lms, of_lms)
    browser.launch(lms, of_lms, AS_TEST_USER)
    browser.launch(lms, of_lms)

    members = [member.name for member in rows(engine, Member)]
    assert members == ["Solène Abadie", "Étudiant de test"]
    assert len({person.id for person in rows(engine, Person)}) == 2


def test_people_of_two_lmss_are_never_merged(engine, browser, lms):
    lms.register(engine, client_id="client-8")
    browser.launch(lms)
    lms.client_id = "client-8"
    browser.launch(lms)

    assert len(rows(engine, Person)) == len(rows(engine, Member)) == 2


def test_a_launch_that_does_not_say_what_the_lms_is_brings_nobody_new(engine, browser, lms):
    browser.launch(lms, moodle())
    browser.launch(lms)

    assert len(rows(engine, Person)) == len(rows(engine, Member)) == 1


def test_where_deployments_share_no_people_one_id_is_two_people(engine, browser, lms):
    lms.register(engine, deployments=["1", "2"])
    browser.launch(lms)
    lms.deployment = "2"
    browser.launch(lms)

    assert len(rows(engine, Person)) == 2
