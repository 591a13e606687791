"""`lti-social keys`, as an operator types it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lti_social.lti.models import ToolKey
from tests.prompt import at_the_prompt

SECRET = {"LTI_SOCIAL_SECRET": "a secret of at least thirty-two letters"}
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def operator(tmp_path):
    with at_the_prompt(tmp_path) as operator:
        yield operator


def test_keys_are_rotated_and_listed(operator):
    with time_machine.travel(NOON, tick=False) as clock:
        rotated = operator.types("keys", "rotate", **SECRET)
        assert rotated.exit_code == 0, rotated.output
        first, second = operator.finds(ToolKey)
        assert rotated.output == f"{second.kid}\tsigns from 2026-11-03 12:00 UTC\n"
        assert operator.types("keys", "list").output == (
            f"{first.kid}\tsigns until 2026-11-03 12:00 UTC\n"
            f"{second.kid}\tsigns from 2026-11-03 12:00 UTC\n"
        )
        clock.shift(timedelta(days=1, hours=1))
        assert operator.types("keys", "list").output == (
            f"{first.kid}\tsigned until 2026-11-03 12:00 UTC\n"
            f"{second.kid}\tsigns since 2026-11-03 12:00 UTC\n"
        )


def test_no_key_is_made_without_a_secret_or_shown_in_private(operator):
    refused = operator.types("keys", "rotate")
    assert refused.exit_code == 1
    assert "LTI_SOCIAL_SECRET" in refused.output

    operator.types("keys", "rotate", **SECRET)
    assert not re.search("PRIVATE|[0-9a-f]{33}", operator.types("keys", "list").output)
