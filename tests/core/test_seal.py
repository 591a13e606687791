from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lti_social.core.seal import Broken, Seal, Stale

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
OLD, NEW = "an old secret of thirty-two letters", "a new secret of thirty-two letters."
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def seal() -> Seal:
    return Seal(NEW)


def test_what_was_sealed_comes_back_as_it_was(seal):
    values = {"issuer": "https://lms.test", "n": 3, "hint": None, "é": "ô"}
    assert seal.open(seal.seal(values), max_age=TEN_MINUTES) == values


def test_nobody_reads_a_sealed_value_and_it_fits_in_a_url(seal):
    sealed = seal.seal({"login_hint": "u-4711"})
    assert "4711" not in sealed
    assert sealed.rstrip("=").replace("-", "").replace("_", "").isalnum()


def test_the_same_values_never_look_the_same(seal):
    assert seal.seal({"a": 1}) != seal.seal({"a": 1})


@pytest.mark.parametrize("place", [0, 5, 20, -5])
def test_one_changed_letter_breaks_the_seal(seal, place):
    sealed = list(seal.seal({"a": 1}))
    sealed[place] = "A" if sealed[place] != "A" else "B"
    with pytest.raises(Broken):
        seal.open("".join(sealed), max_age=TEN_MINUTES)


@pytest.mark.parametrize("other", ["", "state", "é", "%00", "gAAAAA==", "a.b.c", "\x00"])
def test_what_we_never_sealed_is_broken(seal, other):
    with pytest.raises(Broken):
        seal.open(other, max_age=TEN_MINUTES)


def test_another_secret_opens_nothing(seal):
    with pytest.raises(Broken):
        Seal(OLD).open(seal.seal({"a": 1}), max_age=TEN_MINUTES)


def test_a_seal_grows_stale(seal):
    with time_machine.travel(NOON, tick=False) as clock:
        sealed = seal.seal({"a": 1})
        clock.shift(TEN_MINUTES)
        assert seal.open(sealed, max_age=TEN_MINUTES) == {"a": 1}
        clock.shift(timedelta(seconds=1))
        with pytest.raises(Stale):
            seal.open(sealed, max_age=TEN_MINUTES)


def test_a_seal_of_the_future_is_not_trusted(seal):
    with time_machine.travel(NOON, tick=False):
        sealed = seal.seal({"a": 1})
    with time_machine.travel(NOON - timedelta(hours=1), tick=False), pytest.raises(Stale):
        seal.open(sealed, max_age=TEN_MINUTES)


def test_a_secret_is_replaced_while_the_old_seals_still_open():
    sealed, kept = Seal(OLD).seal({"a": 1}), Seal(OLD).encrypt(b"key")
    both = Seal(f"{NEW}, {OLD}")
    assert both.open(sealed, max_age=TEN_MINUTES) == {"a": 1}
    assert both.decrypt(kept) == b"key"
    assert Seal(NEW).open(both.seal({"b": 2}), max_age=TEN_MINUTES) == {"b": 2}


def test_a_stored_key_stays_readable_and_is_no_sealed_value(seal):
    kept = seal.encrypt(b'{"a": 1}')
    assert seal.decrypt(kept) == b'{"a": 1}'
    with pytest.raises(Broken):
        seal.open(kept.decode(), max_age=TEN_MINUTES)
    with pytest.raises(Broken):
        seal.decrypt(seal.seal({"a": 1}).encode())


@pytest.mark.parametrize("secret", ["", ",", "short", f"{NEW},short"])
def test_a_short_secret_is_refused(secret):
    with pytest.raises(ValueError, match="32 characters"):
        Seal(secret)
