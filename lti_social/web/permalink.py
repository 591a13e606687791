"""A page that somebody without a session wanted to open, remembered while they come back.

A tab keeps and sends this cookie (SameSite=Lax); in a frame of another site's page it does
not exist. It names an address and opens nothing.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from lti_social.core.seal import Seal, SealError

COOKIE = "__Host-lti-permalink"
FOR = timedelta(minutes=10)
FORGET = f"{COOKIE}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax"
_PERMALINK = re.compile(r"/c/\d{1,10}(?:/[\w/-]{0,200})?", re.ASCII)


def keep(path: str, seal: Seal) -> str | None:
    """The Set-Cookie header that remembers `path`; None for what is no page of a cohort."""
    if not _PERMALINK.fullmatch(path):
        return None
    value, seconds = seal.seal({"permalink": path}), int(FOR.total_seconds())
    return f"{COOKIE}={value}; Max-Age={seconds}; Path=/; Secure; HttpOnly; SameSite=Lax"


def kept(cookies: Mapping[str, str], seal: Seal) -> str:
    """The address that this browser tried to open lately, or nothing."""
    if COOKIE not in cookies:
        return ""
    try:
        said = seal.open(cookies[COOKIE], max_age=FOR)
    except SealError:
        return ""
    return str(said.get("permalink", ""))
