"""Which kind of LMS it is, and what it is asked for."""

import pytest

from lti_social.lti.profiles import PROFILES, profile_of


@pytest.mark.parametrize(
    ("family", "issuer", "key"),
    [
        ("moodle", "", "moodle"),
        ("BlackboardLearn", "https://x.test", "blackboard"),
        ("canvas", "https://canvas.school.test", "canvas"),
        ("desire2learn", "", "brightspace"),
        (None, "https://canvas.instructure.com", "canvas"),
        (None, "https://evilinstructure.com", "plain"),
        ("ilias", "https://[", "plain"),
        (None, "", "plain"),
    ],
)
def test_a_profile_is_found_by_what_the_lms_is_or_by_who(family, issuer, key):
    assert profile_of(family, issuer).key == key


def test_no_profile_says_what_an_lms_would_spoil():
    for profile in PROFILES:
        assert not [said for said in profile.custom.values() if "=" in said]
        assert [name for name in profile.custom if name != name.lower()] == []
