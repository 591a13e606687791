"""What the token endpoint of the demo LMS lets through, asked without the tool's client."""

import secrets
import time

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.testclient import TestClient

from lti_social.demo.granting import BY_JWT, MEMBERS, SCORES
from lti_social.demo.lms import create_lms, registration
from tests.demo.lms import LMS, TOOL
from tests.lti.drafts import KEY, OTHER_KEY
from tests.lti.platform import published

CLIENT = registration(LMS)["client_id"]


@pytest.fixture
def lms(folder):
    keys = {"keys": [published("ours", KEY)]}
    network = httpx.MockTransport(lambda _: httpx.Response(200, json=keys))
    return TestClient(create_lms(TOOL, LMS, folder, network), base_url=LMS)


def assertion(key: rsa.RSAPrivateKey = KEY, kid="ours", **changes):
    at = int(time.time())
    claims = {
        "iss": CLIENT,
        "sub": CLIENT,
        "aud": f"{LMS}/token",
        "iat": at,
        "exp": at + 300,
        "jti": secrets.token_hex(8),
    } | changes
    claims = {name: said for name, said in claims.items() if said is not None}
    return jwt.encode(claims, key, "RS256", headers={"kid": kid})


def ask(lms, **changes):
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": BY_JWT,
        "client_assertion": assertion(),
        "scope": MEMBERS,
    } | changes
    return lms.post("/token", data=form)


def test_a_right_request_is_granted_what_is_known_of_what_it_asks(lms):
    given = ask(lms, scope=f"{MEMBERS} https://else.test/scope").json()

    assert (given["token_type"], given["expires_in"]) == ("Bearer", 3600)
    assert given["scope"] == MEMBERS
    bearer = {"authorization": f"Bearer {given['access_token']}"}
    assert lms.get("/services/vente-2026/members", headers=bearer).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "stranger", "sub": "stranger"},
        {"sub": "stranger"},
        {"aud": LMS},
        {"exp": int(time.time()) - 1},
        {"exp": int(time.time()) + 86_400},
        {"iat": int(time.time()) + 3_600},
        {"jti": None},
        {"exp": None},
        {"sub": None},
        {"key": OTHER_KEY},
        {"kid": "theirs"},
    ],
)
def test_an_assertion_that_proves_nothing_is_refused(lms, wrong):
    refused = ask(lms, client_assertion=assertion(**wrong))

    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_client")
    assert refused.json()["error_description"]


def test_an_assertion_is_good_once(lms):
    once = assertion()

    assert ask(lms, client_assertion=once).status_code == 200
    assert "jti" in ask(lms, client_assertion=once).json()["error_description"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_assertion_type": "basic"}, "invalid_request"),
        ({"client_assertion": "x.y.z"}, "invalid_client"),
        ({"client_assertion": ""}, "invalid_client"),
        ({"scope": "https://else.test/scope"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
    ],
)
def test_what_is_asked_wrongly_is_said(lms, wrong, error):
    refused = ask(lms, **wrong)

    assert (refused.status_code, refused.json()["error"]) == (400, error)


def test_another_algorithm_signs_nothing_here(lms):
    claims = jwt.decode(assertion(), options={"verify_signature": False})
    for key, algorithm in ((KEY, "RS384"), ("s" * 64, "HS256"), (None, "none")):
        signed = jwt.encode(claims, key, algorithm, headers={"kid": "ours"})
        assert ask(lms, client_assertion=signed).json()["error"] == "invalid_client"


def test_a_token_for_scores_reads_nobody(lms):
    token = ask(lms, scope=SCORES).json()["access_token"]
    bearer = {"authorization": f"Bearer {token}"}

    assert lms.get("/services/vente-2026/members", headers=bearer).status_code == 403
