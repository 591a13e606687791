"""Challenges of a thousand people."""

import pytest

from tests.bench.allocation import PEOPLE
from tests.reviews.simulation import Challenge


@pytest.mark.parametrize("half", [range(12), range(12, 24)], ids=["first", "second"])
def test_a_crowd_never_gets_stuck(half):
    for seed in half:
        Challenge(PEOPLE, seed).live()
