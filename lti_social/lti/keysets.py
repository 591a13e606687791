"""The public keys of each LMS, kept in memory for as long as it allows."""

import json
import logging
import re
import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from lti_social.core.clock import now
from lti_social.lti.failing import UNREADABLE, PlatformError
from lti_social.lti.http import PlatformHttp
from lti_social.lti.jwk import Jwk, usable
from lti_social.lti.reasons import LaunchRefused, Reason

log = logging.getLogger("lti_social.lti")

SHORTEST, USUAL, LONGEST = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)
COOLDOWN = timedelta(seconds=60)  # between two looks for a key that was not there
PAUSE = timedelta(seconds=10)  # after the LMS gave no keys
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class KeySet:
    """What one address last said. Its lock lets one thread ask while others wait for it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    keys: tuple[Jwk, ...] = ()
    fetched_at: datetime = LONG_AGO
    fresh_until: datetime = LONG_AGO
    failed_at: datetime = LONG_AGO

    def named(self, kid: str) -> list[Jwk]:
        return [key for key in self.keys if key["kid"] == kid]

    def should_ask(self, kid: str) -> bool:
        if now() < self.failed_at + PAUSE:
            return False
        if now() >= self.fresh_until:
            return True
        return not self.named(kid) and now() >= self.fetched_at + COOLDOWN

    def is_of_use(self) -> bool:
        """Keys outlive their freshness by a day, should the LMS not answer meanwhile."""
        return now() < self.fresh_until + LONGEST


class KeySets:
    def __init__(self, http: PlatformHttp) -> None:
        self._http = http
        self._sets: dict[str, KeySet] = {}
        self._lock = threading.Lock()

    def named(self, kid: str, *, jwks_url: str, typed: Collection[str]) -> list[Jwk]:
        """The LMS's usable keys of that name; several where it gave one name twice.

        May ask the LMS. Raises LaunchRefused where there is none.
        """
        with self._lock:
            known = self._sets.setdefault(jwks_url, KeySet())
        if known.lock.locked() and known.is_of_use() and (found := known.named(kid)):
            return found  # somebody asks already; nobody needs to wait for the LMS
        with known.lock:
            if known.should_ask(kid):
                self._ask(known, jwks_url, typed)
            if not known.is_of_use():
                raise LaunchRefused(Reason.keys_unreachable, jwks_url=jwks_url)
            if not (found := known.named(kid)):
                raise LaunchRefused(Reason.key_unknown, kid=kid)
            return found

    def _ask(self, known: KeySet, jwks_url: str, typed: Collection[str]) -> None:
        try:
            answer = self._http.get(jwks_url, typed=typed)
            known.keys = _keys_in(jwks_url, answer.body)
        except PlatformError as error:
            known.failed_at = now()
            log.warning("no keys from an LMS: %s", error)
            return
        known.fetched_at = now()
        known.fresh_until = now() + _freshness(answer.headers)


def _keys_in(url: str, body: bytes) -> tuple[Jwk, ...]:
    try:
        published = json.loads(body)["keys"]
        return tuple(key for one in published if (key := usable(one)))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PlatformError(url, UNREADABLE) from error


def _freshness(headers: httpx.Headers) -> timedelta:
    said = re.search(r"max-age=(\d{1,9})\b", headers.get("cache-control", ""))
    wished = timedelta(seconds=int(said[1])) if said else USUAL
    return min(max(wished, SHORTEST), LONGEST)
