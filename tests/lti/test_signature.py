import pytest
from cryptography.hazmat.primitives.hashes import SHA384, SHA512

from lti_social.lti.reasons import Reason
from tests.lti.drafts import (
    KEY,
    OTHER_KEY,
    PUBLIC_PEM,
    by_hmac,
    by_rsa,
    headed,
    rightly,
    saying,
    signed,
    without,
)
from tests.lti.platform import SECRET, arrive

ALGORITHMS = {
    "none": (lambda text: b"", "none"),
    "HS256": (by_hmac(SECRET.encode()), "HS256"),
    "HS256 with the public key as its secret": (by_hmac(PUBLIC_PEM), "HS256"),
    "RS384": (by_rsa(KEY, SHA384()), "RS384"),
    "RS512": (by_rsa(KEY, SHA512()), "RS512"),
    "PS256": (rightly(), "PS256"),
    "a right signature, another name": (rightly(), "rs256"),
    "no name": (rightly(), None),
}


@pytest.mark.parametrize(("sign", "algorithm"), ALGORITHMS.values(), ids=ALGORITHMS)
def test_no_algorithm_but_rs256(refused, sign, algorithm):
    assert refused(signed(sign, algorithm)).reason is Reason.algorithm


def test_a_key_that_is_not_the_lms_s_signs_nothing(refused):
    assert refused(signed(rightly(OTHER_KEY))).reason is Reason.signature


def test_a_message_changed_after_it_was_signed_is_refused(refused, tool, lms):
    arrival = arrive(tool, lms)
    header, claims, signature = arrival.form["id_token"].split(".")
    for changed in (
        [header, claims[:-2] + "Q", signature],
        [header, claims, signature[:-6] + "AAAAAA"],
        [header, claims, ""],
        [header, claims, signature[:-1]],
        [header, claims, signature + "!"],
        [header, claims, signature + "\n"],
        [header, claims + "!!!!", signature],
        [header, claims, arrive(tool, lms).form["id_token"].split(".")[2]],
    ):
        arrival.form["id_token"] = ".".join(changed)
        reason = refused(arrival=arrival).reason
        assert reason in {Reason.signature, Reason.message_malformed}


@pytest.mark.parametrize("carried", ["jwk", "jku", "x5u", "x5c"])
def test_a_key_that_the_message_brings_along_is_not_looked_at(refused, lms, carried):
    own = {"jwk": {"kty": "RSA", "kid": "k9"}, "x5c": ["AAAA"]}
    brought = own.get(carried, "https://evil.test/keys")
    changes = headed(kid="k9", **{carried: brought}), signed(rightly(OTHER_KEY))
    assert refused(*changes).reason is Reason.key_unknown
    assert [str(heard.headers["host"]) for heard in lms.heard] == ["lms.test"]


@pytest.mark.parametrize("critical", [["b64"], [], None, "exp"])
def test_what_a_message_calls_critical_is_not_understood(refused, critical):
    assert refused(headed(crit=critical)).reason is Reason.message_malformed


@pytest.mark.parametrize("kid", [7, "", None, ["k1"], {"a": 1}, "../k1", "k1\x00", "K1"])
def test_a_key_is_named_by_a_plain_word(refused, kid):
    assert refused(headed(kid=kid)).reason is Reason.key_unknown


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a",
        "a.b",
        "a.b.c",
        "a.b.c.d",
        "é.é.é",
        "e30.e30.e30",
        "W10.W10.",
        "bnVsbA.Nw.",
        "..",
    ],
)
def test_what_is_no_message_is_refused(refused, tool, lms, token):
    arrival = arrive(tool, lms)
    arrival.form["id_token"] = token
    assert refused(arrival=arrival).reason in {Reason.message_malformed, Reason.issuer}


def test_a_message_that_is_missing_is_refused(refused, tool, lms):
    arrival = arrive(tool, lms)
    del arrival.form["id_token"]
    assert refused(arrival=arrival).reason is Reason.message_malformed


def test_an_lms_whose_keys_cannot_be_had_sends_nobody(refused, lms):
    lms.is_down = True
    assert refused().reason is Reason.keys_unreachable


def test_a_refusal_s_detail_holds_no_token_and_nobody_s_name(refused):
    for change in (signed(rightly(OTHER_KEY)), saying(aud="x"), without("roles")):
        written = str(refused(change).detail)
        assert "Solène" not in written
        assert "u-101" not in written
        assert "eyJ" not in written
