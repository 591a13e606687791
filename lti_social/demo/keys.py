"""The demo LMS's own keys, made at its first start and kept in its folder."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


@dataclass(frozen=True)
class Keys:
    """`private` and `public` sign and verify messages (PEM); `cookie` signs the cookie."""

    private: str
    public: str
    cookie: bytes


def open_keys(folder: Path) -> Keys:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    private = _kept(folder / "lms-key.pem", _fresh_key)
    cookie = _kept(folder / "lms-cookie-key", lambda: secrets.token_bytes(32))
    return Keys(private.decode(), _public_half(private), cookie)


def _kept(path: Path, make: Callable[[], bytes]) -> bytes:
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_bytes(make())
        fresh.replace(path)  # whole or not at all, whenever we are interrupted
    return path.read_bytes()


def _fresh_key() -> bytes:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _public_half(private: bytes) -> str:
    key = serialization.load_pem_private_key(private, password=None)
    return (
        key.public_key()
        .public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        .decode()
    )
