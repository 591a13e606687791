"""Speaking to an LMS: one client, bounded in time and size, with one kind of failure."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from secrets import SystemRandom
from typing import Any, NamedTuple

import httpx

from lti_social import __version__
from lti_social.lti.failing import (
    NOT_AN_ADDRESS,
    OUT_OF_REACH,
    SILENT,
    TOO_LARGE,
    TOO_SLOW,
    UNREADABLE,
    PlatformError,
    refusal,
)
from lti_social.lti.guard import TYPED, Guarded, OutOfReach, Resolve

__all__ = ["PATIENT", "QUICK", "Answer", "Patience", "PlatformError", "PlatformHttp"]

CONNECT = 3.0  # seconds
LONGEST_NAP = timedelta(seconds=5)  # longer waits are for the job queue
REPEATABLE = {"GET", "PUT", "DELETE"}


@dataclass(frozen=True)
class Patience:
    """What one request may take."""

    read: float  # seconds of silence
    total: float  # seconds until its answer is whole
    largest: int  # bytes of the answer
    tries: int


QUICK = Patience(read=5, total=10, largest=512 * 1024, tries=1)  # somebody waits
PATIENT = Patience(read=60, total=120, largest=32 * 1024 * 1024, tries=3)  # a worker does


class Answer(NamedTuple):
    status: int
    headers: httpx.Headers
    body: bytes


class PlatformHttp:
    def __init__(
        self,
        transport: httpx.BaseTransport | None = None,
        resolve: Resolve | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        # Connections are not kept: the next one to an address may be for another name.
        limits = httpx.Limits(max_connections=20, max_keepalive_connections=0)
        self._client = httpx.Client(
            transport=Guarded(transport or httpx.HTTPTransport(limits=limits), resolve),
            headers={
                "User-Agent": f"lti-social/{__version__}",  # Moodle refuses an empty one
                "Accept-Encoding": "identity",  # or a small answer could swell
            },
            follow_redirects=False,
            trust_env=False,
        )
        self._sleep = sleep

    def get(self, url: str, *, typed: Collection[str]) -> Answer:
        """What stands at `url`, for somebody who waits."""
        return self.send("GET", url, typed=typed)

    def send(
        self,
        method: str,
        url: str,
        *,
        typed: Collection[str],
        headers: Mapping[str, str] | None = None,
        json: object = None,
        form: Mapping[str, str] | None = None,
        patience: Patience = QUICK,
    ) -> Answer:
        """An answer of success; PlatformError for any other.

        `typed` are the hosts that an operator gave for this LMS. What may be repeated
        without harm is tried again, where `patience` allows and a moment may help.
        """
        content: dict[str, Any] = {"headers": headers, "json": json, "data": form}
        tries = patience.tries if method in REPEATABLE else 1
        for tried in range(1, tries):
            try:
                return self._once(method, url, typed, content, patience)
            except PlatformError as error:
                nap = error.retry_after or _usual_nap(tried)
                if not error.worth_retrying or nap > LONGEST_NAP:
                    raise
                self._sleep(nap.total_seconds())
        return self._once(method, url, typed, content, patience)

    def _once(
        self,
        method: str,
        url: str,
        typed: Collection[str],
        content: Mapping[str, Any],
        patience: Patience,
    ) -> Answer:
        until = time.monotonic() + patience.total
        timeout = httpx.Timeout(patience.read, connect=CONNECT)
        _check_address(url)
        try:
            with self._client.stream(
                method, url, **content, timeout=timeout, extensions={TYPED: typed}
            ) as answer:
                body = _read(url, answer, until, patience.largest)
        except OutOfReach as error:
            raise PlatformError(url, OUT_OF_REACH) from error
        except httpx.UnsupportedProtocol as error:
            raise PlatformError(url, NOT_AN_ADDRESS) from error
        except httpx.HTTPError as error:
            raise PlatformError(url, SILENT, worth_retrying=True) from error
        if not answer.is_success:
            raise refusal(url, answer, body, secret=_secret_in(content["headers"]))
        return Answer(answer.status_code, answer.headers, body)

    def close(self) -> None:
        self._client.close()


@lru_cache
def host_of(url: str) -> str:
    return httpx.URL(url).raw_host.decode()


def _check_address(url: str) -> None:
    """A user name in an address would be sent along, in place of our token."""
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise PlatformError(url, NOT_AN_ADDRESS) from error
    if not address.host or address.userinfo:
        raise PlatformError(url, NOT_AN_ADDRESS)


def _secret_in(headers: Mapping[str, str] | None) -> str:
    return (headers or {}).get("Authorization", "").removeprefix("Bearer ")


def _usual_nap(tried: int) -> timedelta:
    """Longer after each failure, and not the same for everybody."""
    return timedelta(seconds=0.25 * 4**tried * SystemRandom().uniform(0.5, 1))


def _read(url: str, answer: httpx.Response, until: float, largest: int) -> bytes:
    if "content-encoding" in answer.headers:
        raise PlatformError(url, UNREADABLE, status=answer.status_code)
    pieces, length = [], 0
    for piece in answer.iter_bytes():
        pieces.append(piece)
        length += len(piece)
        if length > largest:
            raise PlatformError(url, TOO_LARGE, status=answer.status_code)
        if time.monotonic() > until:
            raise PlatformError(url, TOO_SLOW, worth_retrying=True)
    return b"".join(pieces)
