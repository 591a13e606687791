"""An LMS registers itself: Moodle as it was recorded, Brightspace without a token."""

import time_machine

from lti_social.cohorts.models import Course
from lti_social.core.wall import open_house
from lti_social.lti.audit import AuditEntry
from lti_social.lti.dynamic.asking import TOOL
from lti_social.lti.models import Deployment, Invite, Platform
from tests.cohorts.launching import Browser, rows, says, serve
from tests.cohorts.moodle import (
    DYNAMIC_CLIENT,
    TOOL_ELSEWHERE,
    as_recorded,
    claims_of,
    moment_of,
    moodle_with_our_key,
    target_of,
)
from tests.lti.newcomer import (
    LEAVE,
    REGISTRATION,
    Administrator,
    brightspace,
    fields,
    invite,
    moodle,
)
from tests.lti.platform import tool_among

MOODLE, LAUNCH = (
    "http://localhost:8100",
    "lti_launch_learner_dynamically_registered_cross_site",
)
D2L_TOOL = "https://social.example.org"


def test_the_page_says_who_wants_what_and_its_form_does_it_without_script(engine):
    michel = Administrator(engine, moodle())
    token = invite(engine)
    page = michel.opens(token)

    assert page.status_code == 200
    assert "Moodle 4.5.6" in page.text
    assert "gradebook" in page.text
    sent = fields(page.text)
    assert sent == {"invite": token, **michel.lms.query}
    done = michel.post("/lti/register", data=sent)
    assert done.status_code == 200
    assert says(done.text, "What you still have to do in the LMS")
    assert "Pending" in done.text


def test_looking_changes_nothing_and_uses_nothing_up(engine):
    michel = Administrator(engine, moodle())
    token = invite(engine)
    for _ in range(2):
        assert michel.opens(token).status_code == 200
    assert rows(engine, Platform) == []
    assert michel.lms.asked == []


def test_moodle_is_asked_in_the_terms_it_was_recorded_to_accept(engine):
    michel = Administrator(engine, moodle())
    assert michel.registers(invite(engine)).status_code == 200
    (asked,) = michel.lms.asked

    before = REGISTRATION["request"]
    for same in ("application_type", "response_types", "grant_types"):
        assert asked[same] == before[same]
    assert asked["token_endpoint_auth_method"] == "private_key_jwt"
    assert asked["redirect_uris"] == [f"{TOOL_ELSEWHERE}/lti/launch"]
    assert set(before["scope"].split()) < set(asked["scope"].split())
    assert "lineitem.readonly" in asked["scope"]
    tool = asked[TOOL]
    assert tool["domain"] == "127.0.0.1:8011"
    assert tool["custom_parameters"]["groups"] == "$Moodle.Person.userGroupIds"
    assert "email" not in tool["claims"]
    kinds = {message["type"]: message for message in tool["messages"]}
    assert set(kinds) == {"LtiResourceLinkRequest", "LtiDeepLinkingRequest"}
    assert kinds["LtiDeepLinkingRequest"]["placements"] == ["ContentArea"]


def test_what_moodle_answers_is_kept_and_a_recorded_launch_then_lands(engine):
    assert Administrator(engine, moodle()).registers(invite(engine)).status_code == 200

    (platform,), (deployment,) = rows(engine, Platform), rows(engine, Deployment)
    assert (platform.name, platform.issuer) == ("Notre Moodle", MOODLE)
    assert (platform.client_id, platform.family) == (DYNAMIC_CLIENT, "moodle")
    assert platform.frame_origins == [MOODLE]
    assert not platform.accepts_all_deployments
    assert (deployment.lms_id, deployment.accepted_by) == ("2", "Michel")
    claims = claims_of(LAUNCH)
    lms = moodle_with_our_key(DYNAMIC_CLIENT, "2")
    browser = Browser(serve(engine, tool_among(lms, url=TOOL_ELSEWHERE)))
    with time_machine.travel(moment_of(claims), tick=False):
        landed = browser.launch(lms, as_recorded(LAUNCH), target=target_of(claims))
    assert landed.status_code == 303, landed.text
    assert [course.title for course in rows(engine, Course)] == ["Vente conseil"]


def test_the_invite_is_used_up_and_the_journal_knows(engine):
    michel = Administrator(engine, moodle())
    token = invite(engine)
    michel.registers(token)

    (used,), (platform,) = rows(engine, Invite), rows(engine, Platform)
    assert (used.platform_id, used.used_at is not None) == (platform.id, True)
    told = [(entry.event.value, entry.by) for entry in rows(engine, AuditEntry)]
    events = ("invited", "registered", "deployment_accepted")
    assert told == [(event, "Michel") for event in events]
    kept = str([vars(row) for model in (Invite, AuditEntry) for row in rows(engine, model)])
    assert token not in kept
    assert michel.registers(token).status_code == 403


def test_only_that_lms_may_frame_the_pages_and_hears_that_we_are_done(engine):
    michel = Administrator(engine, moodle())
    token = invite(engine)
    for answer in (michel.opens(token), michel.registers(token)):
        policy = answer.headers["content-security-policy"]
        assert policy.endswith(f"frame-ancestors {MOODLE}")
        assert "form-action 'self'" in policy
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "unsafe-none"
    assert f'data-close="{MOODLE}"' in answer.text
    assert LEAVE not in answer.text


def test_brightspace_gives_no_token_and_makes_its_deployment_later(engine):
    michel = Administrator(engine, brightspace(), D2L_TOOL)
    done = michel.registers(invite(engine, name=""))

    assert done.status_code == 200
    assert says(
        done.text, "In Brightspace, enable the tool: Manage Extensibility › LTI Advantage."
    )
    assert "waits for a yes" in done.text
    (platform,) = rows(engine, Platform)
    assert (platform.name, platform.client_id) == ("campus.brightspace.com", "d2l-1")
    assert platform.token_audience == "https://api.brightspace.com/auth/token"
    assert rows(engine, Deployment) == []


def test_a_renewal_with_the_same_client_id_corrects(engine):
    michel = Administrator(engine, brightspace(), D2L_TOOL)
    michel.registers(invite(engine, name="Old"))
    (before,) = rows(engine, Platform)
    michel.lms.said["jwks_uri"] = "https://campus.brightspace.com/new"
    done = michel.registers(invite(engine, name="", platform_id=before.id))

    (platform,) = rows(engine, Platform)
    assert (platform.name, platform.jwks_url) == (
        "Old",
        "https://campus.brightspace.com/new",
    )
    assert "The registration of Old is renewed" in done.text


def test_an_invite_that_names_a_registration_gives_it_the_new_client_id(engine):
    Administrator(engine, moodle()).registers(invite(engine))
    (before,) = rows(engine, Platform)
    with open_house(engine) as db, db.begin():
        kept = db.get_one(Platform, before.id)
        kept.client_id, kept.frame_origins = "old", [MOODLE, "https://portal.test"]
    again = Administrator(engine, moodle())
    assert again.registers(invite(engine, platform_id=before.id)).status_code == 200

    (platform,) = rows(engine, Platform)
    assert (platform.id, platform.client_id) == (before.id, DYNAMIC_CLIENT)
    assert platform.frame_origins == [MOODLE, "https://portal.test"]
    assert rows(engine, AuditEntry)[-1].event == "updated"
