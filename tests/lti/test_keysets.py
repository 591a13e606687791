import threading
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import time_machine

from lti_social.lti.http import PlatformHttp
from lti_social.lti.keysets import KeySets
from lti_social.lti.reasons import LaunchRefused, Reason
from tests.lti.drafts import KEY, OTHER_KEY
from tests.lti.platform import Lms, published

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def lms() -> Lms:
    return Lms()


@pytest.fixture
def keysets(lms) -> KeySets:
    return KeySets(
        PlatformHttp(httpx.MockTransport(lms.answer), lambda *_: ["93.184.216.34"])
    )


@pytest.fixture
def named(keysets, lms):
    return lambda kid="k1": keysets.named(kid, jwks_url=lms.jwks_url, typed=["lms.test"])


def refused(named, kid="k1") -> Reason:
    with pytest.raises(LaunchRefused) as refusal:
        named(kid)
    return refusal.value.reason


def test_keys_are_fetched_once_and_kept(named, lms, clock):
    assert [key["kid"] for key in named()] == ["k1"]
    clock.shift(timedelta(minutes=59))
    named()
    assert len(lms.heard) == 1


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("max-age=1800", timedelta(minutes=30)),
        ("public, max-age=7200", timedelta(hours=2)),
        ("max-age=0", timedelta(minutes=5)),
        ("no-store", timedelta(hours=1)),
        ("max-age=99999999", timedelta(days=1)),
        ("max-age=soon", timedelta(hours=1)),
    ],
)
def test_they_are_kept_as_long_as_the_lms_says_within_reason(named, lms, clock, said, kept):
    lms.headers["cache-control"] = said
    named()
    clock.shift(kept - timedelta(seconds=1))
    named()
    assert len(lms.heard) == 1
    clock.shift(timedelta(seconds=1))
    named()
    assert len(lms.heard) == 2


def test_an_unknown_key_is_looked_for_once_a_minute(named, lms, clock):
    named()
    clock.shift(timedelta(minutes=2))
    lms.keys.append(published("k2", OTHER_KEY))
    assert [key["kid"] for key in named("k2")] == ["k2"]
    assert len(lms.heard) == 2

    for _ in range(5):
        assert refused(named, "k3") is Reason.key_unknown
    assert len(lms.heard) == 2
    clock.shift(timedelta(seconds=61))
    assert refused(named, "k3") is Reason.key_unknown
    assert len(lms.heard) == 3


def test_the_known_keys_serve_on_while_the_lms_is_down(named, lms, clock):
    named()
    lms.is_down = True
    clock.shift(timedelta(hours=20))
    assert named()
    clock.shift(timedelta(hours=20))
    assert refused(named) is Reason.keys_unreachable


def test_an_lms_that_is_down_is_left_in_peace_for_a_moment(named, lms, clock):
    lms.is_down = True
    for _ in range(5):
        assert refused(named) is Reason.keys_unreachable
    assert len(lms.heard) == 1
    lms.is_down = False
    clock.shift(timedelta(seconds=11))
    assert named()


def test_many_at_once_fetch_once(named, lms):
    together = threading.Barrier(8)

    def come() -> None:
        together.wait()
        named()

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lms.heard) == 1


GOOD = published("k1", KEY)


@pytest.mark.parametrize(
    "broken",
    [
        {"kid": "k1"},
        {"kid": "k1", "kty": "RSA"},
        GOOD | {"n": "!!!"},
        GOOD | {"n": "AQAB"},
        GOOD | {"n": 7},
        GOOD | {"e": ""},
        GOOD | {"e": None},
        GOOD | {"kty": "oct", "k": "c2VjcmV0"},
        GOOD | {"kty": "EC", "crv": "P-256"},
        GOOD | {"use": "enc"},
        GOOD | {"alg": "RS384"},
        GOOD | {"n": GOOD["n"][:171]},  # 1024 bits
        "k1",
        None,
        ["k1"],
    ],
)
def test_a_broken_key_of_the_same_name_is_passed_over(named, lms, broken):
    lms.keys.insert(0, broken)
    assert named() == [GOOD]


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"7", b'"keys"', b"{}", b'{"keys": 7}', b"[" * 90_000]
)
def test_what_is_no_key_set_counts_as_unreachable(body):
    network = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    keysets = KeySets(PlatformHttp(network, lambda *_: ["93.184.216.34"]))
    with pytest.raises(LaunchRefused) as refusal:
        keysets.named("k1", jwks_url="https://lms.test/jwks", typed=())
    assert refusal.value.reason is Reason.keys_unreachable


def test_a_key_s_other_entries_are_dropped(named, lms):
    lms.keys[0] |= {"d": "private", "x5u": "https://evil.test", "key_ops": ["verify"]}
    assert named() == [GOOD]
