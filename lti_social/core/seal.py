"""Sealing: values that go out and come back, and keys that rest in the database."""

import base64
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lti_social.core.clock import now

SHORTEST = 32  # characters of a secret


class SealError(Exception):
    """What came back is not as it left."""


class Broken(SealError):
    """Not sealed by us, or changed since."""


class Stale(SealError):
    """Ours and whole, but too old."""


class Seal:
    """Encrypts and signs; what it wrote can be read and checked only with the secret.

    `secret` may be several, separated by commas: the first seals, all of them open, so
    that a secret can be replaced while what the old one sealed is still in use.
    """

    def __init__(self, secret: str) -> None:
        secrets = [part.strip() for part in secret.split(",") if part.strip()]
        if not secrets or min(map(len, secrets)) < SHORTEST:
            raise ValueError(f"each secret needs at least {SHORTEST} characters")
        self._values = _keys(secrets, b"lti-social sealed values")
        self._stored = _keys(secrets, b"lti-social stored keys")

    def seal(self, values: Mapping[str, Any]) -> str:
        """The values as a string that fits in a URL; they are read by `open` alone."""
        plain = json.dumps(values, separators=(",", ":")).encode()
        return self._values.encrypt_at_time(plain, int(now().timestamp())).decode()

    def open(self, token: str, *, max_age: timedelta) -> dict[str, Any]:
        """What was sealed at most `max_age` ago, or by a clock a minute ahead of ours."""
        lifetime, at = int(max_age.total_seconds()), int(now().timestamp())
        try:
            plain = self._values.decrypt_at_time(token, lifetime, at)
        except (InvalidToken, ValueError) as error:
            raise self._whats_wrong(token) from error
        values: dict[str, Any] = json.loads(plain)
        return values

    def _whats_wrong(self, token: str) -> SealError:
        try:
            self._values.extract_timestamp(token)
        except (InvalidToken, ValueError):
            return Broken()
        return Stale()

    def encrypt(self, plain: bytes) -> bytes:
        """For keeping, however long."""
        return self._stored.encrypt(plain)

    def decrypt(self, kept: bytes) -> bytes:
        try:
            return self._stored.decrypt(kept)
        except InvalidToken as error:
            raise Broken from error


def _keys(secrets: list[str], purpose: bytes) -> MultiFernet:
    """One key for each secret; a purpose of its own, so that no use opens another's."""
    return MultiFernet([_key(secret, purpose) for secret in secrets])


def _key(secret: str, purpose: bytes) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
