"""What an administrator writes into which field of their LMS, by hand."""

import pytest

from lti_social.lti.describing import canvas_json, describe, folder, kinds
from lti_social.lti.registering import Entry
from tests.visitor import URL

KEYS = [key for key, _ in kinds()]


def test_every_kind_of_lms_is_described_and_no_other():
    assert sorted(path.stem for path in folder().glob("*.toml")) == sorted(KEYS)
    assert describe("../README", URL) is None


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_description_names_what_to_copy_and_what_to_bring_back(key, language):
    told = describe(key, "https://social.example.org", language)
    copied = [field.value for field in told.fields if field.copied]

    assert any("https://social.example.org/lti/" in value for value in copied)
    assert not [value for value in copied if "$tool" in value or "$launch" in value]
    needed = {"issuer", "client_id", "deployments", "auth_url", "token_url", "jwks_url"}
    assert {one.asks for one in told.given} == needed
    assert needed <= set(Entry.__dataclass_fields__)
    assert told.where
    assert told.afterwards


def test_moodle_is_described_in_the_words_of_its_own_language():
    labels = {
        language: describe("moodle", URL, language) for language in ("en", "fr", "de")
    }
    first = {language: told.fields[1].label for language, told in labels.items()}
    assert first == {"en": "Tool URL", "fr": "URL de l’outil", "de": "Tool URL"}


def test_canvas_gets_its_own_json_by_an_address(app, visit, town):
    answer = visit(town.michel).get("/lti/config/canvas.json")
    assert answer.headers["content-type"] == "application/json"
    told = answer.json()
    assert told == canvas_json(URL)
    assert told["oidc_initiation_url"] == f"{URL}/lti/login"
    (canvas,) = told["extensions"]
    assert canvas["domain"] == "tool.test"
    assert canvas["privacy_level"] == "name_only"
    places = canvas["settings"]["placements"]
    assert {place["target_link_uri"] for place in places} == {f"{URL}/lti/launch"}
    assert told["custom_fields"]["context_history"] == "$Context.id.history"
    assert all(scope.startswith("https://purl.imsglobal.org/") for scope in told["scopes"])
