"""What a message must say."""

import pytest

from lti_social.lti.reasons import Reason
from tests.lti.drafts import saying, without


@pytest.mark.parametrize("nonce", [None, "", 7, "another", ["x"], "\ud800"])
def test_a_nonce_of_another_attempt_is_refused(refused, nonce):
    assert refused(saying(nonce=nonce)).reason is Reason.nonce


def test_a_message_without_nonce_is_refused(refused):
    assert refused(without("nonce")).reason is Reason.nonce


@pytest.mark.parametrize("version", ["1.3", "1.3.1", "LTI-1p3", 1.3, None, ["1.3.0"]])
def test_no_version_but_1_3_0(refused, version):
    assert refused(saying(version=version)).reason is Reason.version


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("DataPrivacyLaunchRequest", Reason.message_unknown),
        ("ltiresourcelinkrequest", Reason.message_unknown),
        ("", Reason.message_unknown),
        (["LtiResourceLinkRequest"], Reason.message_unknown),
        ({}, Reason.message_unknown),
    ],
)
def test_each_kind_of_message_gets_its_own_answer(refused, kind, reason):
    assert refused(saying(message_type=kind)).reason is reason


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": ""},
        {"sub": None},
        {"sub": "  "},
        {"sub": True},
        {"sub": ["u-101"]},
        {"sub": "u" * 256},
        {"sub": "u\x00"},
        {"sub": "\ud800"},
        {"roles": None},
        {"roles": "Instructor"},
        {"roles": {}},
        {"resource_link": None},
        {"resource_link": []},
        {"resource_link": "link-1"},
        {"resource_link": {}},
        {"resource_link": {"id": ""}},
        {"deployment_id": ""},
        {"deployment_id": None},
        {"deployment_id": "1\x00"},
        {"context": None},
        {"context": {}},
        {"context": {"id": ""}},
        {"context": {"id": "c" * 256}},
        {"context": "course-5"},
    ],
    ids=str,
)
def test_who_where_and_as_what_must_be_said(refused, claims):
    refusal = refused(saying(**claims))
    assert refusal.reason is Reason.claims_missing
    assert next(iter(claims)).split("_")[0] in refusal.detail["claims"]


@pytest.mark.parametrize(
    "target",
    [
        "https://tool.test/elsewhere",
        "https://evil.test/",
        "https://tool.test//evil.test",
        "/",
        "",
        None,
        7,
        ["https://tool.test/"],
    ],
)
def test_the_target_is_the_one_the_login_named(refused, target):
    assert refused(saying(target_link_uri=target)).reason is Reason.target_elsewhere
