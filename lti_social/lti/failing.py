"""How an LMS fails: one error, with the LMS's own words and whether to ask again."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from lti_social.core.clock import now
from lti_social.core.errors import N_
from lti_social.core.text import one_line

LONGEST = 300  # characters of an LMS's words
LONGEST_WAIT = timedelta(days=1)

SILENT = N_("The LMS does not answer.")
OUT_OF_REACH = N_("This address is not one that the tool may ask.")
NOT_AN_ADDRESS = N_("This is not a web address.")
UNREADABLE = N_("The LMS’s answer makes no sense to the tool.")
TOO_LARGE = N_("The LMS’s answer is too large.")
TOO_SLOW = N_("The LMS’s answer takes too long.")

_PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
_SAYING = ("error_description", "message", "detail", "title", "error", "errors", "reason")
_SECRET = re.compile(r"(?i:bearer)\s+\S+|eyJ[\w-]+(?:\.[\w-]*)*|[0-9a-fA-F]{32,}")
_QUERY = re.compile(r"(https?://[^\s?\"'<>]*)\?[^\s\"'<>]*")
_BRACES = re.compile(r'[{}\[\]"\\]+')
_ECHO = re.compile(r"\s*\{.*", re.DOTALL)  # what we sent, as Moodle repeats it


class PlatformError(Exception):
    """The LMS did not do as asked.

    `said` may be shown: the LMS's own words, or a msgid of ours where it said nothing;
    one line, never empty. `status` is None where there was no answer. Where it is
    `worth_retrying`, it is so after `retry_after`, if the LMS said how long. The error's
    own text is for the log and holds no query.
    """

    def __init__(
        self,
        url: str,
        said: str,
        *,
        status: int | None = None,
        worth_retrying: bool = False,
        retry_after: timedelta | None = None,
    ) -> None:
        self.said = _cleaned(said) or UNREADABLE
        self.status = status
        self.worth_retrying = worth_retrying
        self.retry_after = retry_after
        answered = f"{status}: " if status else ""
        super().__init__(f"{without_query(url)}: {answered}{self.said}")


def refusal(
    url: str, answer: httpx.Response, body: bytes, *, secret: str = ""
) -> PlatformError:
    """An answer that says no, as an error; `secret` is what it must not repeat."""
    status, words = answer.status_code, _words(answer, body)
    return PlatformError(
        url,
        words.replace(secret, "…") if secret else words,
        status=status,
        worth_retrying=status in _PASSING or status >= 500,
        retry_after=_retry_after(answer.headers.get("retry-after", "")),
    )


def without_query(url: str) -> str:
    """Where it leads, without what a query, a fragment or a user name may give away."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "?"
    return one_line(parts._replace(netloc=host, query="", fragment="").geturl()[:500])


def _words(answer: httpx.Response, body: bytes) -> str:
    """What it says of the reason: in its body, else beside its status as Moodle does."""
    kind = answer.headers.get("content-type", "")
    if "html" not in kind and (said := next(_said_in(body), "")):
        return said
    phrase = one_line(_ECHO.sub("", answer.reason_phrase))
    usual = _usual_phrase(answer.status_code)
    return phrase if phrase and phrase != usual else f"{answer.status_code} {usual}"


def _usual_phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _said_in(body: bytes) -> Iterator[str]:
    try:
        yield from _sentences(json.loads(body))
    except (ValueError, RecursionError):
        text = body[: LONGEST * 10].decode(errors="ignore").strip()
        if not text.startswith("<"):
            yield _BRACES.sub(" ", text).strip()  # JSON that its LMS got wrong, perhaps


def _sentences(found: object, depth: int = 0) -> Iterator[str]:
    if isinstance(found, str) and found.strip():
        yield found
    elif isinstance(found, list) and depth < 4:
        for one in found[:5]:
            yield from _sentences(one, depth + 1)
    elif isinstance(found, dict) and depth < 4:
        for name in _SAYING:
            yield from _sentences(found.get(name), depth + 1)


def _cleaned(said: str) -> str:
    """On one line, cut, without anything that opens a door."""
    plain = _SECRET.sub("…", _QUERY.sub(r"\1", said[: LONGEST * 10]))
    return one_line(plain)[:LONGEST].rstrip()


def _retry_after(said: str) -> timedelta | None:
    """Seconds or a date, as HTTP allows; nothing that is past or beyond a day."""
    try:
        if said.strip().isdecimal():
            wait = timedelta(seconds=int(said[:9]))
        else:
            until = parsedate_to_datetime(said)
            wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now()
    except (TypeError, ValueError, OverflowError):
        return None
    return min(wait, LONGEST_WAIT) if wait > timedelta(0) else None
