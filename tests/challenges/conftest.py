"""Making challenges through the door, as their form sends them."""

from collections.abc import Callable

import pytest

from lti_social.challenges.models import Challenge
from tests.challenges.asked import ASKED, days
from tests.visitor import Visitor


@pytest.fixture
def make(town) -> Callable[..., Challenge]:
    """The challenge that a visitor has just made, whole unless `said` takes from it."""

    def as_sent(visitor: Visitor, **said: str) -> Challenge:
        answer = visitor.submit("/challenges", **(ASKED | days() | said))
        assert answer.history, answer.text
        return town.rows(visitor.member, Challenge)[-1]

    return as_sent
