"""Writing cards through the door, as its form sends them."""

from collections.abc import Callable

import pytest

from lti_social.practices.models import Practice
from tests.cards import CARD
from tests.visitor import Visitor


@pytest.fixture
def write(town) -> Callable[..., Practice]:
    """The card that a visitor has just written, whole unless `said` takes from it."""

    def as_sent(visitor: Visitor, publish: str = "0", **said: str) -> Practice:
        answer = visitor.submit("/practices", **(CARD | said), publish=publish)
        assert answer.history, answer.text
        assert answer.history[0].status_code == 303
        return town.rows(visitor.member, Practice)[-1]

    return as_sent
