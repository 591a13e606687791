"""Asking an LMS for what it says of itself."""

import json
from typing import Any

from lti_social.lti.addresses import is_safe, parts_of
from lti_social.lti.dynamic.configuration import Configuration, read
from lti_social.lti.dynamic.failures import RegistrationFailed, Why
from lti_social.lti.http import PlatformError, PlatformHttp, host_of

JSON = "application/json"
LONGEST = 1000  # characters of an address


def fetch(http: PlatformHttp, url: str, token: str) -> Configuration:
    """The description at `url`; `token` is the LMS's leave to register, or empty."""
    _check_address(url)
    try:
        answer = http.send(
            "GET", url, typed=[host_of(url)], headers=bearer(token) | {"Accept": JSON}
        )
    except PlatformError as error:
        raise RegistrationFailed(Why.unreachable, error.said) from error
    return read(url, as_object(answer.body, Why.not_readable))


def bearer(token: str) -> dict[str, str]:
    """Canvas asks for it even for its description; some LMSs give none at all. What
    cannot stand in a header is left out: the LMS will say that it is missing."""
    usable = token.isascii() and token.isprintable()
    return {"Authorization": f"Bearer {token}"} if token and usable else {}


def as_object(body: bytes, otherwise: Why) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RegistrationFailed(otherwise) from error
    if not isinstance(found, dict):
        raise RegistrationFailed(otherwise)
    return found


def _check_address(url: str) -> None:
    parts = parts_of(url) if len(url) <= LONGEST else None
    if parts is None or parts.fragment:
        raise RegistrationFailed(Why.not_an_address)
    if not is_safe(parts):
        raise RegistrationFailed(Why.not_safe, f"{parts.scheme}://{parts.netloc}")
