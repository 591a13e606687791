"""Challenges of a usual cohort, and of a large one."""

import pytest

from tests.reviews.simulation import Challenge


@pytest.mark.parametrize(("size", "runs"), [(30, 2000), (300, 100)])
def test_a_cohort_never_gets_stuck(size, runs):
    for seed in range(runs):
        Challenge(size, seed).live()
