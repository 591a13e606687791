"""The session cookie, and the value that every form carries because of it.

The cookie holds a random id and nothing else; the database knows only its hash. It must
live in a cross-site frame, hence SameSite=None and Partitioned; __Host- keeps it to this
very host. Starlette cannot write Partitioned before Python 3.14, so we write the header.
"""

import hashlib
import hmac
import secrets

COOKIE = "__Host-lti-social"
FORM_KEY = "form_key"


def fresh_token() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def form_value(token: str) -> str:
    """What forms rendered under this cookie carry; another launch makes another value."""
    return hashlib.sha256(b"form " + token.encode()).hexdigest()[:32]


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def set_cookie(name: str, value: str, *, seconds: int, framed: bool = True) -> str:
    """The Set-Cookie header for a value; no seconds at all forgets it. One that is not
    `framed` lives in tabs of their own alone."""
    where = "SameSite=None; Partitioned" if framed else "SameSite=Lax"
    return f"{name}={value}; Max-Age={seconds}; Path=/; Secure; HttpOnly; {where}"
