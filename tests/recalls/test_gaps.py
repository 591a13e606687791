"""The gaps, whatever days somebody comes by: growing, one at a time, and at an end."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lti_social.recalls.gaps import GAPS, asked, due
from lti_social.recalls.models import Asking

BEGAN = date(2026, 11, 24)


@given(st.sampled_from(list(Asking)), st.lists(st.integers(0, 200), max_size=40))
def test_each_comes_back_at_most_once_for_each_gap(asking, visits):
    step, steps = 0, []
    for day in sorted(visits):
        today = BEGAN + timedelta(days=day)
        next_day = due(asking, BEGAN, step)
        if next_day is not None and next_day <= today:
            steps.append(asked(asking, BEGAN, step, today))
            assert GAPS[asking][steps[-1]] <= day
            step = steps[-1] + 1
            assert (due(asking, BEGAN, step) or date.max) > today

    assert steps == sorted(set(steps))
    assert len(steps) <= len(GAPS[asking])


def test_who_comes_by_every_day_meets_every_gap():
    for asking, gaps in GAPS.items():
        days = [due(asking, BEGAN, step) for step in range(len(gaps))]
        assert days == [BEGAN + timedelta(days=gap) for gap in gaps]
        assert due(asking, BEGAN, len(gaps)) is None
        assert list(gaps) == sorted(gaps)
