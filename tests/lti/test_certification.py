import pytest

from lti_social.lti.reasons import LaunchRefused
from lti_social.lti.roles import strongest
from tests.lti.certification import KNOWN_BAD, VALID


@pytest.mark.parametrize(
    ("change", "reason"), [pytest.param(*row[1:], id=row[0]) for row in KNOWN_BAD]
)
def test_a_known_bad_launch_is_refused(come_in, change, reason):
    with pytest.raises(LaunchRefused) as refusal:
        come_in(change)
    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    ("change", "role"), [pytest.param(*row[1:], id=row[0]) for row in VALID]
)
def test_a_valid_launch_comes_in(come_in, change, role):
    assert strongest(come_in(change).roles) is role
