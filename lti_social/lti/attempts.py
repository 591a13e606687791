"""What travels sealed through the browser while somebody is on the way in.

An attempt is what the LMS asked of us, kept while we learn whether this browser keeps
cookies. A state is what we asked of the LMS, and comes back with its answer. Both name the
cookie of the browser they were made for. Neither is written down anywhere.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from lti_social.core.seal import Broken, Seal, Stale
from lti_social.lti.reasons import LaunchRefused, Reason

LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True)
class Cookie:
    """One attempt's mark in one browser. Its value is told to the browser alone."""

    name: str
    value: str

    @classmethod
    def fresh(cls) -> Self:
        return cls(f"__Host-lti-{secrets.token_hex(4)}", secrets.token_urlsafe(16))


@dataclass(frozen=True)
class _Sealed:
    issuer: str
    client_id: str
    target: str  # path and query on our own origin
    cookie: str
    cookie_hash: str

    def is_from(self, cookies: Mapping[str, str]) -> bool:
        found = hashed(cookies.get(self.cookie, ""))
        return hmac.compare_digest(found, self.cookie_hash)

    def sealed(self, seal: Seal) -> str:
        return seal.seal({"is": type(self).__name__, **vars(self)})

    @classmethod
    def opened(cls, seal: Seal, token: str) -> Self:
        try:
            values = seal.open(token, max_age=LIFETIME)
        except Stale as error:
            raise LaunchRefused(Reason.state_expired) from error
        except Broken as error:
            raise LaunchRefused(Reason.state_broken) from error
        if values.pop("is") != cls.__name__:  # one is not to be passed off as the other
            raise LaunchRefused(Reason.state_broken)
        return cls(**values)


@dataclass(frozen=True)
class Attempt(_Sealed):
    login_hint: str
    message_hint: str
    in_tab: bool = False  # opened in a tab of its own, after the frame kept no cookie


@dataclass(frozen=True)
class State(_Sealed):
    nonce_hash: str
    activity: str = ""
    onward: str = ""  # a permalink that brought this browser here


def activity_in(message_hint: str) -> str:
    """What Moodle's own address of the activity says (the cmid), if this is its hint.

    The hint is not signed, but goes back to Moodle unchanged: what it names is what Moodle
    launches. Other LMSs' hints have nothing of the kind.
    """
    try:
        said = json.loads(message_hint)
    except ValueError:
        return ""
    cmid = said.get("cmid") if isinstance(said, dict) else None
    return str(cmid) if isinstance(cmid, int) and 0 < cmid < 10**12 else ""


def hashed(value: str) -> str:
    return hashlib.sha256(value.encode(errors="surrogatepass")).hexdigest()
