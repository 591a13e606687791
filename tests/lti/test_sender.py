"""From whom a message comes, and for whom it is."""

import pytest

from lti_social.lti.reasons import Reason
from tests.lti.drafts import saying, without


@pytest.mark.parametrize(
    "issuer",
    [
        "https://lms.test/",
        "https://LMS.test",
        "http://lms.test",
        "https://lms.test.evil.test",
        "https://lms.tеst",  # a Cyrillic letter
        " https://lms.test",
        ["https://lms.test"],
        None,
        "",
    ],
)
def test_the_issuer_is_right_to_the_letter(refused, issuer):
    assert refused(saying(iss=issuer)).reason is Reason.issuer


OURS, THEIRS = "client-7", "client-8"


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": OURS},
        {"aud": [OURS]},
        {"aud": OURS, "azp": OURS},
        {"aud": [OURS], "azp": OURS},
        {"aud": [OURS, OURS], "azp": OURS},
    ],
    ids=str,
)
def test_a_message_for_us_alone_comes_in(come_in, claims):
    assert come_in(saying(**claims)).sub == "u-101"


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": THEIRS},
        {"aud": [THEIRS]},
        {"aud": []},
        {"aud": None},
        {"aud": 7},
        {"aud": {OURS: 1}},
        {"aud": [[OURS]]},
        {"aud": "CLIENT-7"},
        {"aud": f"{OURS},{THEIRS}"},
        {"aud": [OURS, THEIRS], "azp": OURS},
        {"aud": [THEIRS, OURS], "azp": OURS},
        {"aud": [OURS, THEIRS], "azp": THEIRS},
        {"aud": [THEIRS, OURS], "azp": THEIRS},
        {"aud": [OURS, THEIRS]},
        {"aud": [THEIRS, OURS]},
        {"aud": [OURS, OURS]},
        {"aud": OURS, "azp": THEIRS},
        {"aud": [OURS], "azp": THEIRS},
        {"aud": OURS, "azp": [OURS]},
        {"aud": OURS, "azp": None},
        {"aud": OURS, "azp": ""},
    ],
    ids=str,
)
def test_a_message_for_others_too_is_refused(refused, claims):
    assert refused(saying(**claims)).reason is Reason.audience


def test_a_message_without_audience_is_refused(refused):
    assert refused(without("aud")).reason is Reason.audience
