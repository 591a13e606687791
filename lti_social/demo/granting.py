"""What the token endpoint asks of a tool before it may use services, and what it gives.

The checks of RFC 7523 and of the LTI security framework: the tool proves by a signed
assertion, good once and for a short time, that it is the client it names.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import jwt

from lti_social.demo.authorization import Refused
from lti_social.demo.tools import Client, Tools

_SPEC = "https://purl.imsglobal.org/spec"
COLUMNS = f"{_SPEC}/lti-ags/scope/lineitem"
COLUMNS_READ = f"{_SPEC}/lti-ags/scope/lineitem.readonly"
RESULTS = f"{_SPEC}/lti-ags/scope/result.readonly"
SCORES = f"{_SPEC}/lti-ags/scope/score"
MEMBERS = f"{_SPEC}/lti-nrps/scope/contextmembership.readonly"
GROUPS = f"{_SPEC}/lti-gs/scope/contextgroup.readonly"
GRADES = (COLUMNS, COLUMNS_READ, RESULTS, SCORES)
SCOPES = (*GRADES, MEMBERS, GROUPS)

LIFETIME = 3600  # seconds of a token
LONGEST = 3600  # seconds of an assertion
BY_JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
NEEDED = ["iss", "sub", "aud", "iat", "exp", "jti"]

KeysOf = Callable[[Client], Mapping[str, Any]]  # the key set that a tool publishes


@dataclass(frozen=True)
class Grant:
    client_id: str
    scopes: frozenset[str]
    ends_at: float


@dataclass
class Grants:
    """In memory: after a restart, tools ask again."""

    _given: dict[str, Grant] = field(default_factory=dict)
    _used: dict[str, float] = field(default_factory=dict)  # assertions and their ends
    _lock: Lock = field(default_factory=Lock)

    def give(self, client: Client, scopes: frozenset[str]) -> str:
        self._given = {t: g for t, g in self._given.items() if g.ends_at > time.time()}
        token = secrets.token_urlsafe(24)
        self._given[token] = Grant(client.id, scopes, time.time() + LIFETIME)
        return token

    def of(self, token: str) -> Grant | None:
        grant = self._given.get(token)
        return grant if grant and grant.ends_at > time.time() else None

    def use_up(self, mark: str, ends_at: float) -> bool:
        """Whether this assertion comes for the first time."""
        with self._lock:
            past = [used for used, end in self._used.items() if end < time.time()]
            for used in past:
                del self._used[used]
            is_new = mark not in self._used
            self._used[mark] = ends_at
            return is_new


def granted(
    asked: Mapping[str, str], tools: Tools, grants: Grants, url: str, keys_of: KeysOf
) -> Mapping[str, Any]:
    """The answer of the token endpoint at `url`; Refused where there is to be none."""
    if asked.get("grant_type") != "client_credentials":
        raise Refused("unsupported_grant_type", "grant_type must be client_credentials")
    if asked.get("client_assertion_type") != BY_JWT:
        raise Refused("invalid_request", f"client_assertion_type must be {BY_JWT}")
    client = _client(asked.get("client_assertion", ""), tools, grants, url, keys_of)
    scopes = frozenset(asked.get("scope", "").split()) & frozenset(SCOPES)
    if not scopes:
        raise Refused("invalid_scope", "no scope that is known here")
    return {
        "access_token": grants.give(client, scopes),
        "token_type": "Bearer",
        "expires_in": LIFETIME,
        "scope": " ".join(sorted(scopes)),
    }


def _client(
    assertion: str, tools: Tools, grants: Grants, url: str, keys_of: KeysOf
) -> Client:
    try:
        named = jwt.decode(assertion, options={"verify_signature": False}).get("iss")
        client = tools.active(str(named))
        if client is None:
            raise Refused("invalid_client", "iss is no client that is active here")
        claims = _verified(assertion, url, keys_of(client))
    except jwt.PyJWTError as error:
        raise Refused("invalid_client", f"client_assertion: {error}") from error
    if claims["sub"] != client.id:
        raise Refused("invalid_client", "sub must be the client too")
    if claims["exp"] > time.time() + LONGEST:
        raise Refused("invalid_client", "exp is too far away")
    if not grants.use_up(f"{client.id} {claims['jti']}", float(claims["exp"])):
        raise Refused("invalid_client", "jti was used before")
    return client


def _verified(assertion: str, url: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    kid = jwt.get_unverified_header(assertion).get("kid")
    key = next((key for key in keys.get("keys", ()) if key.get("kid") == kid), None)
    if key is None:
        raise jwt.InvalidKeyError("kid is none of the tool’s keys")
    return jwt.decode(
        assertion,
        jwt.PyJWK(key, "RS256").key,
        algorithms=["RS256"],
        audience=url,
        options={"require": NEEDED},
    )
