"""Messages an LMS is about to sign, and the ways in which a test spoils or varies them.

Signed by hand: no library would sign what should be refused.
"""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
OF_LTI = {
    "context",
    "custom",
    "deployment_id",
    "launch_presentation",
    "message_type",
    "resource_link",
    "roles",
    "target_link_uri",
    "tool_platform",
    "version",
}

# A second each to make, so once.
KEY, OTHER_KEY = (rsa.generate_private_key(65537, 2048) for _ in "12")
PUBLIC_PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

Sign = Callable[[bytes], bytes]


def by_rsa(key: rsa.RSAPrivateKey, digest: HashAlgorithm) -> Sign:
    return lambda text: key.sign(text, PKCS1v15(), digest)


def by_hmac(secret: bytes) -> Sign:
    return lambda text: hmac.digest(secret, text, "sha256")


@dataclass
class Draft:
    claims: dict[str, Any]
    header: dict[str, Any]
    sign: Sign

    def signed(self) -> str:
        text = f"{_part(self.header)}.{_part(self.claims)}"
        return f"{text}.{_base64(self.sign(text.encode()))}"


Change = Callable[[Draft], None]


def saying(**claims: Any) -> Change:
    """Say other things; a name of LTI's own goes without its prefix."""

    def change(draft: Draft) -> None:
        draft.claims |= {_full(name): said for name, said in claims.items()}

    return change


def without(*names: str) -> Change:
    """Leave claims out."""

    def change(draft: Draft) -> None:
        for name in names:
            del draft.claims[_full(name)]

    return change


def headed(**header: Any) -> Change:
    """Say other things in the header."""

    def change(draft: Draft) -> None:
        draft.header |= header

    return change


def unnamed(draft: Draft) -> None:
    """Name no key."""
    del draft.header["kid"]


def signed(sign: Sign, algorithm: str | None = "RS256") -> Change:
    def change(draft: Draft) -> None:
        draft.sign = sign
        draft.header |= {"alg": algorithm}

    return change


def as_teacher(draft: Draft) -> None:
    draft.claims[_full("roles")] = [f"{MEMBERSHIP}Instructor"]


def all_of(*changes: Change) -> Change:
    def change(draft: Draft) -> None:
        for one in changes:
            one(draft)

    return change


def rightly(key: rsa.RSAPrivateKey = KEY) -> Sign:
    return by_rsa(key, SHA256())


def _full(name: str) -> str:
    return LTI + name if name in OF_LTI else name


def _part(values: dict[str, Any]) -> str:
    return _base64(json.dumps(values).encode())


def _base64(plain: bytes) -> str:
    return urlsafe_b64encode(plain).rstrip(b"=").decode()
