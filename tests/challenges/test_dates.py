"""Dates in any zone, and over the nights when clocks are put forward or back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_social.challenges.dates import NAMES, as_field, moment, read, require_put_off
from lti_social.core.errors import Invalid
from lti_social.web.zones import NAMES as ZONES

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOTHING = dict.fromkeys(NAMES)

zones = st.sampled_from(sorted(ZONES)).map(ZoneInfo)
moments = st.integers(-365 * 24 * 60, 700 * 24 * 60).map(
    lambda minutes: NOW + timedelta(minutes=minutes, seconds=7)
)
clocks = moments.map(lambda at: at.replace(tzinfo=None, second=0, microsecond=0))


@given(moments, zones)
def test_what_a_form_shows_and_sends_back_is_the_same_moment(at, zone):
    kept = NOTHING | {"submit_by": at}
    sent = {name: as_field(kept[name], zone) for name in NAMES}

    assert read(sent, zone, kept, NOW) == kept


@given(clocks, zones)
def test_a_clock_says_what_it_shows_or_that_it_shows_it_never(local, zone):
    words = f"{local:%Y-%m-%dT%H:%M}"
    there = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    if there.replace(tzinfo=None) != local:
        with pytest.raises(ValueError, match="clocks are put forward"):
            moment(words, zone, NOW)
    else:
        assert as_field(moment(words, zone, NOW), zone) == words


@given(clocks, clocks, zones)
def test_a_later_clock_is_never_an_earlier_moment(one, other, zone):
    try:
        first, second = (
            moment(f"{at:%Y-%m-%dT%H:%M}", zone, NOW) for at in sorted((one, other))
        )
    except ValueError:
        return

    assert first <= second


def test_the_hour_that_is_left_out_is_none():
    with pytest.raises(ValueError, match="put forward"):
        moment("2026-03-29T02:30", PARIS, NOW)
    assert moment("2026-03-29T03:00", PARIS, NOW) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_of_the_hour_that_comes_twice_it_is_the_second():
    twice = "2026-10-25T02:30"
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    first = second - timedelta(hours=1)

    assert moment(twice, PARIS, NOW) == second
    kept = NOTHING | {"opens_at": first}
    assert read({"opens_at": twice}, PARIS, kept, NOW)["opens_at"] == first


def test_a_week_over_the_change_ends_at_the_same_hour():
    before = moment("2026-03-25T18:00", PARIS, NOW)
    after = moment("2026-04-01T18:00", PARIS, NOW)

    assert after - before == timedelta(days=7, hours=-1)


@pytest.mark.parametrize(
    "words", ["", "soon", "2026-02-30T10:00", "2026-05-01T10:00+02:00", "9999-12-31T23:59"]
)
def test_nothing_else_is_a_moment(words):
    with pytest.raises(ValueError):
        moment(words, PARIS, NOW)


@given(
    st.lists(st.integers(-50, 50), min_size=5, max_size=5, unique=True).map(sorted),
    st.lists(st.integers(-5, 60), min_size=5, max_size=5),
)
def test_dates_are_only_ever_put_off_and_what_is_over_stays(announced, moved):
    def at(hours):
        return NOW + timedelta(hours=hours)

    before = dict(zip(NAMES, map(at, announced), strict=True))
    moves = dict(zip(NAMES, moved, strict=True))
    after = {name: before[name] + timedelta(hours=by) for name, by in moves.items()}
    try:
        require_put_off(before, after, NOW)
    except Invalid:
        return
    kept = [after[name] for name in NAMES]
    assert kept == sorted(set(kept))
    for name in NAMES:
        assert after[name] >= before[name]
        assert before[name] > NOW or after[name] == before[name]
