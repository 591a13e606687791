"""An LMS that does not get to register: nothing is left half made, and it is said why."""

import httpx
import pytest

from lti_social.lti import invites
from lti_social.lti.dynamic.configuration import PLATFORM
from lti_social.lti.dynamic.failures import SENTENCES, Why
from lti_social.lti.models import Deployment, Invite, Platform
from tests.cohorts.launching import rows, says
from tests.lti.newcomer import (
    LEAVE,
    Administrator,
    brightspace,
    invite,
    moodle,
)

URL = "https://social.example.org"
HOME = "https://campus.brightspace.com"


@pytest.fixture
def lms():
    return brightspace()


@pytest.fixture
def michel(engine, lms):
    return Administrator(engine, lms, URL)


@pytest.fixture
def fails(engine, michel):
    """Tries twice, by looking and by doing: why, and that all is as it was before."""

    def why(expected: Why, *, posts: bool = True, **instead: str) -> str:
        token = invite(engine)
        answers = [michel.registers(token, **instead)]
        if posts:
            answers.append(michel.opens(token, **instead))
        for answer in answers:
            assert answer.status_code == SENTENCES[expected].status, answer.text
            assert says(answer.text, SENTENCES[expected].happened)
            assert says(answer.text, SENTENCES[expected].who)
            assert token not in answer.text
        assert rows(engine, Platform) == rows(engine, Deployment) == []
        assert invites.read(engine, token).name == "Notre Moodle"
        (kept,) = rows(engine, Invite)
        assert kept.held_until is None
        return answers[0].text

    return why


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", Why.opened_alone),
        ("moodle", Why.not_an_address),
        ("file:///etc/passwd", Why.not_an_address),
        ("https://me:secret@lms.test/x", Why.not_an_address),
        (f"https://lms.test/{'x' * 1000}", Why.not_an_address),
        ("http://campus.brightspace.com/x", Why.not_safe),
    ],
)
def test_an_address_that_cannot_be_right_is_not_asked(fails, lms, url, why):
    fails(why, openid_configuration=url)
    assert lms.heard == []


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404),
        httpx.Response(302, headers={"location": HOME}),
        httpx.Response(200, content=b'"' + b"x" * 600_000),
    ],
    ids=["not there", "elsewhere", "huge"],
)
def test_a_description_that_cannot_be_fetched(fails, lms, answer):
    lms.describes = lambda: answer
    fails(Why.unreachable)


def test_an_lms_that_does_not_answer(fails, lms):
    def never():
        raise httpx.ReadTimeout("slow")

    lms.describes = never
    fails(Why.unreachable)


@pytest.mark.parametrize(
    "body", [b"<html>Sign in</html>", b"[]", b"\xff", b"[" * 100_000], ids=range(4)
)
def test_a_description_that_is_no_such_thing(fails, lms, body):
    lms.describes = lambda: httpx.Response(200, content=body)
    fails(Why.not_readable)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("issuer", None, Why.incomplete),
        ("authorization_endpoint", 7, Why.incomplete),
        ("jwks_uri", "javascript:alert(1)", Why.incomplete),
        ("token_endpoint", f"{HOME}/x#y", Why.incomplete),
        ("jwks_uri", "https://10.0.0.7/jwks", Why.incomplete),
        ("token_endpoint", "https://metadata.internal/x", Why.incomplete),
        ("registration_endpoint", "http://campus.brightspace.com/r", Why.not_safe),
        ("issuer", "https://evil.example", Why.issuer_elsewhere),
        ("issuer", "https://campus.brightspace.com.evil.example", Why.issuer_elsewhere),
        ("issuer", f"{HOME}:8443", Why.issuer_elsewhere),
    ],
)
def test_a_description_that_cannot_be_right(fails, lms, name, value, why):
    lms.said[name] = value
    fails(why)
    assert lms.asked == []


@pytest.mark.parametrize("address", ["169.254.169.254", "0.0.0.0", "fd00:ec2::254"])
def test_where_a_machine_keeps_its_secrets_nobody_is_asked(fails, lms, address):
    lms.address = address
    fails(Why.unreachable)
    assert lms.heard == []


def test_an_endpoint_on_another_host_must_be_public(engine, lms, michel):
    """The description's own host may be in one's own network: an administrator gave it."""
    lms.said["registration_endpoint"] = "https://other.example/register"
    lms.address = "10.0.0.7"
    answer = michel.registers(invite(engine))
    assert says(answer.text, SENTENCES[Why.lms_refused].happened)
    assert [request.method for request in lms.heard] == ["GET"]


def test_canvas_may_be_described_by_its_maker_s_other_host(engine, lms):
    canvas, speaker = "https://canvas.instructure.com", "https://sso.canvaslms.com"
    endpoints = {name: f"{speaker}/{name}" for name in lms.said if "_" in name}
    lms.said |= endpoints | {"issuer": canvas, PLATFORM: {"product_family_code": "canvas"}}
    lms.url = f"{speaker}/api/lti/security/openid-configuration"
    assert Administrator(engine, lms, URL).registers(invite(engine)).status_code == 200
    (platform,) = rows(engine, Platform)
    assert "https://*.instructure.com" in platform.frame_origins


def test_what_the_lms_says_when_it_refuses_is_shown_and_no_token(fails, lms):
    lms.token = LEAVE
    lms.grants = lambda _: httpx.Response(400, json={"error": "invalid <domain>"})
    page = fails(Why.lms_refused, posts=False)
    assert "invalid &lt;domain&gt;" in page
    assert LEAVE not in page


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(201, text="fine"),
        httpx.Response(201, json={}),
        httpx.Response(201, json={"client_id": "x" * 256}),
    ],
    ids=range(3),
)
def test_an_lms_that_does_not_say_under_which_client_id(fails, lms, answer):
    lms.grants = lambda _: answer
    fails(Why.no_client_id, posts=False)


def test_a_used_leave_of_moodle_s_is_refused_in_its_words(engine):
    lms = moodle()
    michel = Administrator(engine, lms)
    michel.registers(invite(engine))
    answer = michel.registers(invite(engine), registration_token=LEAVE)
    assert answer.status_code == 502
    assert "token_already_used" in answer.text


@pytest.mark.parametrize("leave", ["é", "x\ny"])
def test_a_leave_that_cannot_be_one_is_not_sent(fails, lms, leave):
    lms.token = LEAVE
    fails(Why.lms_refused, posts=False, registration_token=leave)
    assert not [request for request in lms.heard if "authorization" in request.headers]


def test_the_log_holds_no_token(engine, lms, michel, caplog):
    lms.token = LEAVE
    token = invite(engine)
    lms.grants = lambda _: httpx.Response(500, text=f"Bearer {LEAVE}")
    michel.opens(token)
    michel.registers(token)
    told = caplog.text + str([vars(record) for record in caplog.records])
    assert "registration failed" in told
    assert token not in told
    assert LEAVE not in told
