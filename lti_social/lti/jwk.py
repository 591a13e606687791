"""Public keys as JSON: which of those an LMS publishes can be used, and how ours look."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypedDict

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers

ALGORITHM = "RS256"
FEWEST_BITS = 2048


class Jwk(TypedDict):
    """A public key, reduced to what a verification needs."""

    kty: str
    kid: str
    alg: str
    use: str
    n: str
    e: str


def jwk_of(kid: str, key: RSAPublicKey) -> Jwk:
    numbers = key.public_numbers()
    n, e = _text(numbers.n), _text(numbers.e)
    return Jwk(kty="RSA", kid=kid, alg=ALGORITHM, use="sig", n=n, e=e)


def usable(published: object) -> Jwk | None:
    """The published key if it can verify an RS256 signature, None otherwise."""
    if not isinstance(published, Mapping) or published.get("kty") != "RSA":
        return None
    if published.get("alg", ALGORITHM) != ALGORITHM or published.get("use", "sig") != "sig":
        return None
    kid, key = published.get("kid"), _key(published)
    if not (isinstance(kid, str) and key and key.key_size >= FEWEST_BITS):
        return None
    return jwk_of(kid, key)


@lru_cache(maxsize=256)
def public_key(n: str, e: str) -> RSAPublicKey:
    """The key of these numbers, ready to verify with: reading it takes longer than that."""
    return RSAPublicNumbers(n=_number(n), e=_number(e)).public_key()


def _key(published: Mapping[str, Any]) -> RSAPublicKey | None:
    try:
        return public_key(published["n"], published["e"])
    except (KeyError, TypeError, ValueError):
        return None


def _number(text: str) -> int:
    return int.from_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def _text(number: int) -> str:
    whole = number.to_bytes((number.bit_length() + 7) // 8)
    return urlsafe_b64encode(whole).rstrip(b"=").decode()
