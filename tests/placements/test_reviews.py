"""The LMS's gradebook asks to look at somebody's work: a learner can forge whose."""

import pytest

from lti_social.cohorts.models import Member
from lti_social.lti.claims import FOR_USER
from lti_social.placements.arriving import NEVER_HERE
from lti_social.placements.policy import ONLY_OWN_WORK
from tests.cohorts.launching import rows, says, text_of
from tests.cohorts.moodle import claims_of
from tests.lti.drafts import as_teacher, saying

KARIM = saying(sub="u-102", name="Karim Haddad")
ADMIN = saying(roles=["urn:lti:instrole:ims/lis/Administrator", "Instructor"])
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"


def looking_at(sub):
    said = {FOR_USER: {"user_id": sub}, ENDPOINT: {"lineitem": "https://lms.test/i/1"}}
    return saying(message_type="LtiSubmissionReviewRequest", **said)


@pytest.fixture
def home(another, lms):
    """Karim opened a thread and answered in it."""
    karim = another()
    home = karim.launch(lms, KARIM).headers["location"]
    page = karim.get(f"{home}/threads/new").text
    asked = {"kind": "question", "title": "Qui a essayé ?", "body": "Moi, hier."}
    thread = karim.submit(page, f"{home}/threads", **asked).headers["location"]
    karim.submit(page, f"{thread}/posts", body="Et encore ce matin.")
    return home


def karim_of(engine):
    (found,) = [one for one in rows(engine, Member) if one.name == "Karim Haddad"]
    return found.id


def test_a_trainer_sees_what_they_wrote_here_with_links(engine, home, another, lms):
    claire = another()
    landed = claire.launch(lms, as_teacher, looking_at("u-102"))
    page = claire.follow(landed).text

    assert landed.headers["location"] == f"{home}/members/{karim_of(engine)}/posts"
    assert "Et encore ce matin." in text_of(page)
    assert page.count(f'href="{home}/posts/') == 2


def test_a_learner_sees_their_own(engine, home, another, lms):
    karim = another()
    landed = karim.launch(lms, KARIM, looking_at("u-102"))

    assert landed.headers["location"] == f"{home}/members/{karim_of(engine)}/posts"
    assert "Et encore ce matin." in text_of(karim.follow(landed).text)


@pytest.mark.parametrize("whose", ["u-102", "u-999"])
@pytest.mark.parametrize("change", [saying(), ADMIN], ids=["a learner", "an admin"])
def test_a_forged_name_opens_nothing_and_tells_nothing(home, another, lms, whose, change):
    forger = another()
    refused = forger.launch(lms, change, saying(sub="u-101"), looking_at(whose))

    assert refused.status_code == 403
    assert says(refused.text, ONLY_OWN_WORK)
    assert "Karim" not in refused.text
    assert "__Host-lti-social" not in forger.cookies


def test_nor_does_a_changed_address(engine, home, another, lms):
    forger = another()
    forger.launch(lms)

    assert forger.get(f"{home}/members/{karim_of(engine)}/posts").status_code == 403


def test_who_never_came_has_no_page(home, another, lms):
    refused = another().launch(lms, as_teacher, looking_at("u-999"))

    assert refused.status_code == 404
    assert says(refused.text, NEVER_HERE)


@pytest.mark.parametrize("whose", [None, {}, {"user_id": ""}, "u-102", ["u-102"]])
def test_a_review_of_nobody_is_refused(home, another, lms, whose):
    change = saying(message_type="LtiSubmissionReviewRequest", **{FOR_USER: whose})

    assert another().launch(lms, as_teacher, change).status_code == 400


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("lti_submission_review_teacher", 303),
        ("lti_submission_review_learner_self", 303),
        ("lti_submission_review_learner_forged_for_user", 403),
    ],
)
def test_as_moodle_sent_it(moodle_town, name, status):
    """Zoé (101) and her neighbour (102) have been here."""
    for sub in ("101", "102"):
        moodle_town.launch("lti_launch_learner", sub=sub)
    landed, _ = moodle_town.launch(name)

    assert landed.status_code == status
    if status == 303:
        assert landed.headers["location"].endswith("/posts")
        assert claims_of(name)[FOR_USER]["user_id"] == "101"
