"""The names of what an id_token says, and reading it without trusting it."""

import math
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from lti_social.core.text import one_line

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
MESSAGE_TYPE = f"{LTI}message_type"
VERSION = f"{LTI}version"
DEPLOYMENT = f"{LTI}deployment_id"
TARGET = f"{LTI}target_link_uri"
RESOURCE_LINK = f"{LTI}resource_link"
ROLES = f"{LTI}roles"
CONTEXT = f"{LTI}context"
CUSTOM = f"{LTI}custom"
PRESENTATION = f"{LTI}launch_presentation"
TOOL_PLATFORM = f"{LTI}tool_platform"
FOR_USER = f"{LTI}for_user"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
SETTINGS = f"{DEEP_LINKING}deep_linking_settings"

Claims = Mapping[str, Any]


class Kind(StrEnum):
    """What a message is for."""

    launch = "LtiResourceLinkRequest"
    deep_linking = "LtiDeepLinkingRequest"  # choose what is to be placed in the course
    review = "LtiSubmissionReviewRequest"  # look at somebody's work


_UNFILLED = re.compile(r"\$[A-Z][A-Za-z]*(\.[A-Za-z.]+)")
_MOST = 100  # custom parameters


def part(claims: Claims, name: str) -> Claims:
    """A claim that is an object; empty where it is absent or something else."""
    found = claims.get(name)
    return found if isinstance(found, dict) else {}


def identifier(value: object) -> str | None:
    """An id as the LMS gave it, or None where it cannot be one. Never shortened."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        return None
    return value if len(value) <= 255 and value.isprintable() else None


def text(value: object, longest: int = 255) -> str | None:
    """Words for people: on one line, cut where too long."""
    if not isinstance(value, str):
        return None
    return one_line(value[: longest * 2])[:longest].rstrip() or None


def mail_address(value: object) -> str | None:
    found = text(value, 255)  # one more than there may be: a part of one is another
    return found if found and "@" in found else None


def amount(value: object) -> float | None:
    """A number that can be computed with; some LMSs write it as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def custom_in(claims: Claims) -> dict[str, str]:
    """Custom parameters; a variable that the LMS did not fill in is left out."""
    found = list(part(claims, CUSTOM).items())[:_MOST]
    kept = {name: text(said, 2000) for name, said in found if identifier(name)}
    return {
        name: said for name, said in kept.items() if said and not _UNFILLED.fullmatch(said)
    }


def ids_in(claims: Claims, name: str) -> tuple[str, ...] | None:
    """Ids that a custom parameter lists, as `11,12`; None where the LMS does not tell."""
    said = part(claims, CUSTOM).get(name)
    if not isinstance(said, str) or _UNFILLED.fullmatch(said.strip()):
        return None
    whole = said if len(said) <= 2000 else said[:2000].rpartition(",")[0]
    found = (identifier(one.strip()) for one in whole.split(","))
    return tuple(dict.fromkeys(one for one in found if one))[:_MOST]


def web_address(value: object) -> str | None:
    """An http(s) URL without a user name in it, or None."""
    if not isinstance(value, str) or len(value) > 2000 or not value.isprintable():
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    whole = parts.scheme in ("http", "https") and parts.hostname
    return value if whole and "@" not in parts.netloc else None
