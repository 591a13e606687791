"""An invite that renews a registration: for its own LMS, and for its own hosts."""

import httpx
import pytest

from lti_social.lti.audit import OPERATOR
from lti_social.lti.dynamic.failures import SENTENCES, Why
from lti_social.lti.models import Platform
from tests.cohorts.launching import rows, says
from tests.lti.newcomer import Administrator, brightspace, invite, moodle

HOME = "https://campus.brightspace.com"


@pytest.fixture
def lms():
    return brightspace()


@pytest.fixture
def michel(engine, lms):
    return Administrator(engine, lms, "https://social.example.org")


def test_an_invite_that_names_a_registration_is_for_its_lms_alone(engine, lms, michel):
    Administrator(engine, moodle()).registers(invite(engine))
    (other,) = rows(engine, Platform)
    answer = michel.registers(invite(engine, platform_id=other.id))
    assert answer.status_code == 409
    assert lms.asked == []


@pytest.fixture
def renews(engine, lms, michel):
    """Registered once; then renewed by somebody's invite."""
    michel.registers(invite(engine))
    lms.heard.clear()
    (before,) = rows(engine, Platform)

    def again(by, **instead):
        renewal = {"by": by, "platform_id": before.id}
        opened = michel.opens(invite(engine, **renewal), **instead)
        posted = michel.registers(invite(engine, **renewal), **instead)
        assert opened.status_code == posted.status_code
        return posted

    return again


def test_an_invite_for_a_new_lms_changes_none_that_is_there(engine, lms, michel):
    """By a description left on that LMS's own host, say, with keys of somebody else."""
    michel.registers(invite(engine))
    (before,) = rows(engine, Platform)
    lms.url = f"{HOME}/uploads/mine.json"
    lms.said["jwks_uri"] = f"{HOME}/uploads/keys.json"
    refused = michel.registers(invite(engine))

    assert says(refused.text, SENTENCES[Why.taken].happened)
    (after,) = rows(engine, Platform)
    assert after.jwks_url == before.jwks_url


def test_an_administrator_s_invite_asks_nobody_but_their_lms(engine, lms, renews):
    """Or who runs one LMS could look around in the network of whoever runs the tool."""
    for url in ("http://10.0.0.7/", "https://other.example/x", f"{HOME}:8443/x"):
        assert renews("Michel", openid_configuration=url).status_code == 409

    assert lms.heard == []


@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri", "registration_endpoint"])
def test_an_lms_that_has_moved_needs_an_invite_from_the_operator(engine, lms, renews, name):
    lms.said[name] = "https://moved.example/x"
    refused = renews("Michel")

    assert says(refused.text, SENTENCES[Why.another_host].happened)
    assert "moved.example" not in {request.url.host for request in lms.heard}
    assert renews(OPERATOR).status_code == 200


def test_a_renewal_may_not_take_another_registration_s_client_id(engine, lms, michel):
    michel.registers(invite(engine))
    lms.grants = lambda _: httpx.Response(201, json={"client_id": "d2l-2"})
    michel.registers(invite(engine))
    first, _ = rows(engine, Platform)
    answer = michel.registers(invite(engine, platform_id=first.id))
    assert says(answer.text, SENTENCES[Why.taken].happened)
    assert [one.client_id for one in rows(engine, Platform)] == ["d2l-1", "d2l-2"]
