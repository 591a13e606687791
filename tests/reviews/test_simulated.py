"""Thousands of small challenges, whoever comes: what each asserts, simulation says.

With test_simulated_cohorts and test_simulated_crowds, more than ten thousand.
"""

import pytest

from tests.reviews.simulation import Challenge


@pytest.mark.parametrize(("size", "runs"), [(1, 1500), (2, 2500), (3, 2500), (6, 2500)])
def test_a_small_cohort_never_gets_stuck(size, runs):
    for seed in range(runs):
        Challenge(size, seed).live()


def test_the_same_seed_lives_the_same_challenge():
    one, other = (Challenge(6, 7).live() for _ in range(2))

    assert one.given == other.given
    assert one.given != Challenge(6, 8).live().given
