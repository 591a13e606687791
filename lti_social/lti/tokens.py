"""Access tokens: what an LMS gives a registration for its services, and for how long.

Client credentials with an assertion that our key signs (RFC 7523, as the LTI security
framework has it). A token is kept sealed in the database, under the registration it was
given to: two client ids of one issuer never see each other's.
"""

import json
import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, bindparam, delete, select

from lti_social.core.clock import now
from lti_social.core.engines import reading
from lti_social.core.errors import N_
from lti_social.core.seal import Broken
from lti_social.core.wall import Database, open_house, upsert
from lti_social.lti.failing import UNREADABLE, PlatformError
from lti_social.lti.http import QUICK
from lti_social.lti.keys import SigningKey, signing_key
from lti_social.lti.models import AccessToken
from lti_social.lti.platforms import Registration
from lti_social.lti.tool import Tool

MARGIN = timedelta(seconds=60)  # before its end, a token is not used any more
USUAL, LONGEST = 3600, 24 * 3600  # seconds; for an LMS that does not say
ASSERTION = timedelta(minutes=5)
AHEAD = timedelta(seconds=5)  # by which our clock may be before the LMS's
LARGEST = 16 * 1024  # characters

NOT_GRANTED = N_("The LMS does not grant the tool all that it asks for.")

_BY_JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LTI = "https://purl.imsglobal.org/spec/lti"
_KEY = ("platform_id", "scopes")
_KEPT = select(AccessToken.sealed_token).where(
    AccessToken.platform_id == bindparam("platform_id"),
    AccessToken.scopes == bindparam("scopes"),
    AccessToken.expires_at > bindparam("until"),
)


def token_for(
    engine: Engine, tool: Tool, registration: Registration, scopes: Collection[str]
) -> str:
    """A token that opens these scopes, kept or fresh. Call it outside a transaction."""
    wanted = {"platform_id": registration.id, "scopes": _in_order(scopes)}
    with open_house(reading(engine)) as db:
        if kept := _kept(db, tool, wanted):
            return kept
        key = signing_key(db, tool.seal)
    token, lifetime = ask_token(tool, registration, key, scopes)
    sealed = tool.seal.encrypt(token.encode())
    row = {**wanted, "sealed_token": sealed, "expires_at": now() + lifetime}
    with open_house(engine) as db, db.begin():
        upsert(db, AccessToken, [row], key=_KEY, update=("sealed_token", "expires_at"))
    return token


def forget_token(
    engine: Engine, registration: Registration, scopes: Collection[str]
) -> None:
    """The LMS does not know it any more."""
    kept = delete(AccessToken).where(
        AccessToken.platform_id == registration.id,
        AccessToken.scopes == _in_order(scopes),
    )
    with open_house(engine) as db, db.begin():
        db.execute(kept)


def ask_token(
    tool: Tool, registration: Registration, key: SigningKey, scopes: Collection[str]
) -> tuple[str, timedelta]:
    """A fresh token and how long it lives, past the kept ones."""
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": _BY_JWT,
        "client_assertion": _assertion(registration, key),
        "scope": _in_order(scopes),
    }
    url = registration.token_url
    answer = tool.http.send(
        "POST", url, typed=registration.typed_hosts, form=form, patience=QUICK
    )
    return _token_in(url, answer.body, set(scopes))


def _kept(db: Database, tool: Tool, wanted: Mapping[str, Any]) -> str | None:
    sealed = db.scalar(_KEPT, {**wanted, "until": now() + MARGIN})
    try:
        return tool.seal.decrypt(sealed).decode() if sealed else None
    except Broken:  # sealed with a secret that is gone
        return None


def _in_order(scopes: Collection[str]) -> str:
    return " ".join(sorted(set(scopes)))


def _assertion(registration: Registration, key: SigningKey) -> str:
    at = now()
    return key.sign(
        {
            "iss": registration.client_id,
            "sub": registration.client_id,
            "aud": registration.token_audience,
            "iat": int((at - AHEAD).timestamp()),
            "exp": int((at + ASSERTION).timestamp()),
            "jti": secrets.token_urlsafe(16),
        }
    )


def _token_in(url: str, body: bytes, wanted: set[str]) -> tuple[str, timedelta]:
    said = _object(url, body)
    token = said.get("access_token")
    if not (isinstance(token, str) and 0 < len(token) <= LARGEST and _is_plain(token)):
        raise PlatformError(url, UNREADABLE)
    granted = said.get("scope")
    if isinstance(granted, str) and _LTI in granted and not wanted <= set(granted.split()):
        raise PlatformError(url, NOT_GRANTED)
    return token, timedelta(seconds=_seconds(said.get("expires_in")))


def _object(url: str, body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PlatformError(url, UNREADABLE) from error
    if not isinstance(said, dict):
        raise PlatformError(url, UNREADABLE)
    return said


def _is_plain(token: str) -> bool:
    """Fit to stand in a header."""
    return token.isascii() and token.isprintable() and " " not in token


def _seconds(said: object) -> int:
    whole = str(said).partition(".")[0]
    readable = whole.isdecimal() and len(whole) < 10
    return min(int(whole), LONGEST) if readable else USUAL
