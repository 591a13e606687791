from datetime import UTC, datetime, timedelta

import jwt
import pytest
import time_machine

from lti_social.core.jobs import later, run_all
from lti_social.core.seal import Seal
from lti_social.core.wall import open_house
from lti_social.lti.jobs import renew_keys
from lti_social.lti.keys import (
    ensure_key,
    list_keys,
    public_jwks,
    rotate,
    rotate_if_due,
    signing_key,
)
from lti_social.schedule import SCHEDULE
from tests.lti.platform import SECRET, tool_among

SEAL = Seal(SECRET)
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def does(engine):
    """Something with the database, saved: `does(rotate)`."""

    def do(act):
        with open_house(engine) as db, db.begin():
            return act(db, SEAL)

    return do


@pytest.fixture
def published(engine):
    def kids():
        with open_house(engine) as db:
            return [key["kid"] for key in public_jwks(db)["keys"]]

    return kids


def test_a_key_pair_is_made_once_and_only_its_public_half_is_shown(engine, does):
    does(ensure_key)
    does(ensure_key)
    with open_house(engine) as db:
        (key,) = public_jwks(db)["keys"]
    assert set(key) == {"kty", "kid", "alg", "use", "n", "e"}


def test_the_private_half_rests_sealed_and_signs_for_the_public_one(engine, does):
    does(ensure_key)
    with open_house(engine) as db:
        (kept,) = list_keys(db)
    assert b"PRIVATE KEY" not in kept.sealed_pem

    signed = does(signing_key).sign({"a": 1})
    assert jwt.get_unverified_header(signed)["kid"] == kept.kid
    key = jwt.PyJWK(kept.public_jwk).key
    assert jwt.decode(signed, key, ["RS256"]) == {"a": 1}


def test_keys_take_turns_without_a_gap(does, published, clock):
    does(ensure_key)
    old = does(signing_key).kid
    new = does(rotate).kid
    assert published() == [old, new]  # before it signs
    assert does(signing_key).kid == old

    clock.shift(DAY)
    assert does(signing_key).kid == new

    clock.shift(DAY)
    does(rotate_if_due)
    assert published() == [old, new]  # what the old one signed may still be on its way

    clock.shift(timedelta(seconds=1))
    does(rotate_if_due)
    assert published() == [new]
    assert does(signing_key).kid == new


def test_a_key_is_renewed_after_90_days_and_not_before(does, published, clock):
    does(ensure_key)
    clock.shift(90 * DAY - timedelta(seconds=1))
    does(rotate_if_due)
    assert len(published()) == 1

    clock.shift(timedelta(seconds=1))
    does(rotate_if_due)
    does(rotate_if_due)  # two workers, or the same one again
    assert len(published()) == 2


def test_a_worker_does_it_unasked_with_the_secret_of_its_own_process(
    engine, does, published, clock
):
    does(ensure_key)
    (recurring,) = [one for one in SCHEDULE if one.handler is renew_keys]
    clock.shift(90 * DAY)
    with open_house(engine) as db, db.begin():
        later(db, recurring.handler)
    run_all(engine, tool_among())

    assert len(published()) == 2
    clock.shift(DAY)
    assert does(signing_key).kid == published()[1]


def test_who_rotates_twice_in_a_day_leaves_no_gap_either(does, clock):
    does(ensure_key)
    first = does(signing_key).kid
    second = does(rotate).kid
    clock.shift(DAY / 2)
    third = does(rotate).kid

    assert does(signing_key).kid == first
    clock.shift(DAY / 2)
    assert does(signing_key).kid == second
    clock.shift(DAY / 2)
    assert does(signing_key).kid == third


def test_a_machine_whose_clock_is_behind_signs_all_the_same(does, clock):
    does(ensure_key)
    clock.shift(-timedelta(minutes=1))

    assert does(signing_key)
