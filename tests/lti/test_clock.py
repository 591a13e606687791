from datetime import UTC, datetime

import pytest
import time_machine

from lti_social.lti.reasons import Reason
from tests.lti.drafts import saying, without

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
AT = int(NOON.timestamp())


@pytest.mark.parametrize(
    ("iat", "exp", "reason"),
    [
        (-600, 60, None),
        (-660, 60, None),
        (-661, 60, Reason.expired),
        (-60, -60, None),
        (-60, -61, Reason.expired),
        (60, 120, None),
        (61, 120, Reason.too_early),
        (-900, 315_360_000, Reason.expired),
        (0, 315_360_000, None),
    ],
)
def test_a_message_is_good_for_ten_minutes_give_or_take_one(
    come_in, refused, iat, exp, reason
):
    with time_machine.travel(NOON, tick=False):
        change = saying(iat=AT + iat, exp=AT + exp)
        if reason is None:
            assert come_in(change)
            return
        refusal = refused(change)
    assert refusal.reason is reason
    assert refusal.detail["seconds"] == abs(iat)


@pytest.mark.parametrize("claim", ["exp", "iat"])
@pytest.mark.parametrize(
    "said",
    [
        None,
        "1795291111",
        True,
        -1,
        0,
        1e300,
        float("inf"),
        float("nan"),
        10**400,
        [],
        {},
        1.8e12,
    ],
    ids=lambda said: str(said)[:12],
)
def test_a_time_is_a_number_of_seconds(refused, claim, said):
    assert refused(saying(**{claim: said})).reason is Reason.claims_missing


@pytest.mark.parametrize("claim", ["exp", "iat"])
def test_a_message_says_when_it_was_written_and_until_when_it_is_good(refused, claim):
    assert refused(without(claim)).reason is Reason.claims_missing


def test_a_message_is_not_used_before_its_time(refused):
    with time_machine.travel(NOON, tick=False):
        assert refused(saying(nbf=AT + 300)).reason is Reason.too_early
