"""What a real Moodle 4.5 sent: recorded once, sent again with the clock set back."""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine

from lti_social.core.engines import reading
from lti_social.lti.claims import Kind
from lti_social.lti.launch import Launch
from lti_social.lti.login import ask_lms, begin, platform_of
from lti_social.lti.reasons import Reason
from lti_social.lti.roles import LmsRole
from lti_social.lti.tool import Tool
from tests.lti.drafts import LTI, Draft, rightly
from tests.lti.platform import Arrival, Lms, answering, launched, tool_among

RECORDINGS = Path(__file__).parent.parent / "fixtures" / "moodle"
MOODLE = {"issuer": "http://localhost:8100", "client_id": "FKMCT4ax9gDoFqn"}
TOOL_URL = "http://localhost:8011"


def recorded(name: str) -> dict:
    return json.loads((RECORDINGS / f"{name}.json").read_text())


SIGNED = recorded("lti_id_tokens_signed")["tokens"]
LEARNER, TEACHER = {LmsRole.learner}, {LmsRole.instructor}
LAUNCHES = {
    "lti_launch_admin": {LmsRole.admin, LmsRole.instructor},
    "lti_launch_learner": LEARNER,
    "lti_launch_learner_deep_linked_item": LEARNER,
    "lti_launch_learner_dynamically_registered_cross_site": LEARNER,
    "lti_launch_learner_graded": LEARNER,
    "lti_launch_learner_group_b": LEARNER,
    "lti_launch_learner_group_restricted": LEARNER,
    "lti_launch_learner_new_window": LEARNER,
    "lti_launch_learner_other_course_no_group": LEARNER,
    "lti_launch_nonediting_teacher": TEACHER,
    "lti_launch_teacher": TEACHER,
    "lti_launch_teacher_who_is_student_in_course2": LEARNER,
}
REVIEWS = {
    "lti_submission_review_teacher": ("99", "101"),
    "lti_submission_review_learner_self": ("101", "101"),
    "lti_submission_review_learner_forged_for_user": ("101", "102"),
}
CHOICE = "lti_deep_linking_request_teacher"


def send(engine, tool: Tool, moodle: Lms, token: str, claims: dict) -> Launch:
    """A recorded token at the door, five seconds after it was written."""
    target = claims[f"{LTI}target_link_uri"].removeprefix(tool.url)
    with time_machine.travel(datetime.fromtimestamp(claims["iat"] + 5, UTC), tick=False):
        arrival = answering(tool, moodle, token, nonce=claims["nonce"], target=target)
        return launched(engine, tool, arrival)


def resign_and_send(engine, name: str) -> Launch:
    """A recorded launch with a signature of our own: Moodle's key is not ours to use."""
    claims = recorded(name)["claims"]
    target = urlsplit(claims[f"{LTI}target_link_uri"])
    moodle = Lms(MOODLE["issuer"], claims["aud"], claims[f"{LTI}deployment_id"])
    moodle.register(engine)
    tool = tool_among(moodle, url=f"{target.scheme}://{target.netloc}")
    token = Draft(claims, {"typ": "JWT", "alg": "RS256", "kid": "k1"}, rightly()).signed()
    return send(engine, tool, moodle, token, claims)


def send_as_recorded(engine, name: str) -> Launch:
    moodle = Lms(**MOODLE, keys=recorded("jwks")["keys"])
    moodle.register(engine)
    token = SIGNED[name]["id_token"]
    payload = token.split(".")[1]
    claims = json.loads(urlsafe_b64decode(payload + "=="))
    return send(engine, tool_among(moodle, url=TOOL_URL), moodle, token, claims)


def test_every_recording_is_used():
    found = {path.stem for path in RECORDINGS.glob("lti_launch_*.json")}
    assert found == set(LAUNCHES)
    assert set(SIGNED) <= {*LAUNCHES, *REVIEWS, CHOICE}


@pytest.mark.parametrize("name", [name for name in SIGNED if name in LAUNCHES])
def test_a_launch_that_moodle_signed_comes_in(engine, name):
    launch = send_as_recorded(engine, name)
    assert launch.roles == LAUNCHES[name]
    assert (launch.context_id, launch.context_title) == ("5", "Vente conseil")
    assert launch.family == "moodle"


def test_a_choice_that_moodle_signed_is_understood(engine):
    wanted = send_as_recorded(engine, CHOICE).wanted
    assert wanted.return_url.startswith(
        "http://localhost:8100/mod/lti/contentitem_return.php?course=5&id=1&sesskey="
    )
    assert (wanted.several, wanted.graded, wanted.in_window) == (True, True, False)
    assert wanted.data is None


@pytest.mark.parametrize("name", LAUNCHES)
def test_every_recorded_launch_lands_in_its_course_in_its_role(engine, name):
    claims, launch = recorded(name)["claims"], resign_and_send(engine, name)
    assert launch.roles == LAUNCHES[name]
    assert launch.sub == claims["sub"]
    assert launch.context_id == claims[f"{LTI}context"]["id"]
    assert launch.resource_link_id == claims[f"{LTI}resource_link"]["id"]
    assert launch.name == claims["name"]
    assert launch.locale == "en"
    assert launch.return_url == claims[f"{LTI}launch_presentation"]["return_url"]
    assert not any(said.startswith("$") for said in launch.custom.values())


@pytest.mark.parametrize("name", REVIEWS)
def test_every_recorded_review_says_who_looks_at_whose_work(engine, name):
    launch = resign_and_send(engine, name)
    assert (launch.kind, launch.sub, launch.for_user) == (Kind.review, *REVIEWS[name])


def test_a_deep_linked_item_goes_where_its_link_points(engine):
    launch = resign_and_send(engine, "lti_launch_learner_deep_linked_item")
    assert launch.target == "/launch?thread=42"


def test_groups_come_as_moodle_fills_them_in(engine):
    launch = resign_and_send(engine, "lti_launch_learner")
    assert launch.custom["groups"] == "7"
    assert launch.custom["withequals"] == "a=b=c"
    assert "cgroup" not in launch.custom


@pytest.mark.parametrize("name", recorded("lti_login_initiation"))
def test_moodle_s_login_is_understood(engine, name):
    moodle = Lms(**MOODLE)
    moodle.register(engine)
    tool, said = tool_among(moodle, url=TOOL_URL), recorded("lti_login_initiation")[name]
    attempt, *_ = begin(reading(engine), tool, said["params"])
    assert attempt.message_hint == said["params"]["lti_message_hint"]
    assert ask_lms(tool, attempt, platform_of(reading(engine), attempt)).startswith(
        "http://localhost:8100/auth?scope=openid&"
    )


@pytest.mark.parametrize("name", ["wrong_login_hint", "wrong_client_id", "prompt_login"])
def test_moodle_s_no_is_understood(refused, name):
    said = recorded("lti_auth_errors")[name]["posted_to_redirect_uri"]
    denied = name == "wrong_login_hint"
    expected = Reason.lms_denied if denied else Reason.lms_misconfigured
    assert refused(arrival=Arrival(said, {})).reason is expected
