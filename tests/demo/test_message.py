"""The messages of the demo LMS, read by PyJWT and by no code of ours."""

import json
from time import time

import jwt
import pytest
from starlette.testclient import TestClient

from lti_social.demo.lms import create_lms, registration
from tests.demo.lms import LMS, MANAGERS, SALES, TOOL, ask, begin, enter, posted

CLAIM = "https://purl.imsglobal.org/spec/lti/claim"
VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2"

ROLES = [
    ("solene", ["membership#Learner"]),
    ("claire", ["membership#Instructor"]),
    ("aurore", ["membership/Instructor#TeachingAssistant", "membership#Instructor"]),
    (
        "michel",
        [
            "institution/person#Administrator",
            "system/person#Administrator",
            "membership#Instructor",
        ],
    ),
]


@pytest.fixture
def launched(browser):
    """The verified claims of a launch: launched("solene", SALES)."""

    def launch(person, course=SALES, window=""):
        visitor = browser()
        enter(visitor, person, course)
        answer = posted(ask(visitor, begin(visitor, course, window)))
        return verified(visitor, answer.fields["id_token"])

    return launch


def verified(visitor, id_token):
    kid = jwt.get_unverified_header(id_token)["kid"]
    published = {key["kid"]: key for key in visitor.get("/certs").json()["keys"]}
    return jwt.decode(
        id_token,
        jwt.PyJWK(published[kid]).key,
        algorithms=["RS256"],
        audience=registration(LMS)["client_id"],
        issuer=LMS,
        options={"require": ["exp", "iat", "nonce", "sub"]},
    )


def test_the_message_says_who_comes_from_where(launched):
    claims = launched("solene")

    assert claims["sub"] == "solene"
    assert claims["nonce"] == "a-nonce"
    assert claims["azp"] == "lti-social-demo"
    assert claims["name"] == "Solène Garnier"
    assert claims["given_name"] == "Solène"
    assert claims["family_name"] == "Garnier"
    assert claims["email"] == "solene@banque.example"
    assert claims["locale"] == "fr"
    assert claims[f"{CLAIM}/message_type"] == "LtiResourceLinkRequest"
    assert claims[f"{CLAIM}/version"] == "1.3.0"
    assert claims[f"{CLAIM}/deployment_id"] == registration(LMS)["deployment_id"]
    assert claims[f"{CLAIM}/target_link_uri"] == f"{TOOL}/lti/launch"


def test_the_message_names_course_activity_and_surroundings(launched):
    claims = launched("solene")

    assert claims[f"{CLAIM}/context"] == {
        "id": SALES,
        "label": "VC-2026",
        "title": "Vente conseil en agence · Automne 2026",
        "type": [f"{VOCABULARY}/course#CourseSection"],
    }
    assert claims[f"{CLAIM}/resource_link"] == {
        "id": "101",
        "title": "Le lieu de la cohorte",
    }
    assert claims[f"{CLAIM}/launch_presentation"] == {
        "document_target": "iframe",
        "return_url": f"{LMS}/courses/{SALES}",
        "locale": "fr",
    }
    assert claims[f"{CLAIM}/tool_platform"]["product_family_code"] == "demo-lms"
    assert claims[f"{CLAIM}/custom"] == {"groups": "11"}


def test_the_message_lives_for_a_minute(launched):
    claims = launched("solene")

    assert claims["exp"] - claims["iat"] == 60
    assert abs(claims["iat"] - time()) < 10


@pytest.mark.parametrize(("person", "roles"), ROLES, ids=[person for person, _ in ROLES])
def test_roles_come_as_an_lms_sends_them(launched, person, roles):
    claims = launched(person)

    assert claims[f"{CLAIM}/roles"] == [f"{VOCABULARY}/{role}" for role in roles]


def test_who_keeps_their_name_sends_no_personal_data(launched):
    claims = launched("bastien", MANAGERS)

    assert claims["sub"] == "bastien"
    assert not {"name", "given_name", "family_name", "email"} & claims.keys()
    assert "Roux" not in json.dumps(claims)


def test_a_new_window_is_announced(launched):
    claims = launched("solene", window="?window=1")

    assert claims[f"{CLAIM}/launch_presentation"]["document_target"] == "window"


def test_somebody_in_no_group_has_an_empty_list(launched):
    assert launched("claire")[f"{CLAIM}/custom"] == {"groups": ""}


def test_keys_and_cookies_outlive_a_restart(browser, folder):
    before = browser()
    enter(before, "solene")
    restarted = create_lms(TOOL, LMS, folder)
    after = TestClient(restarted, base_url=LMS, cookies=before.cookies)

    assert before.get("/certs").json() == after.get("/certs").json()
    answer = posted(ask(after, begin(after)))
    assert verified(after, answer.fields["id_token"])["sub"] == "solene"


def test_only_the_owner_reads_the_private_key(browser, folder):
    published = browser().get("/certs").json()["keys"]

    keys = {path.name: path.stat().st_mode & 0o777 for path in folder.glob("*key*")}
    assert keys == {"lms-key.pem": 0o600, "lms-cookie-key": 0o600}
    assert [sorted(key) for key in published] == [["alg", "e", "kid", "kty", "n", "use"]]


def test_the_tool_learns_where_to_ask(browser):
    told = registration(LMS)

    assert told["issuer"] == LMS
    assert told["auth_url"] == f"{LMS}/auth"
    assert browser().get(told["jwks_url"]).status_code == 200
    assert browser().post(told["token_url"]).status_code == 400
