"""A list that an LMS hands out page by page: each names the next, until one does not."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from lti_social.core.clock import now
from lti_social.core.errors import N_
from lti_social.lti.failing import NOT_AN_ADDRESS, OUT_OF_REACH, UNREADABLE, PlatformError
from lti_social.lti.http import host_of
from lti_social.lti.service import Service

MOST = 1000  # pages: ten thousand people, at ten a page
LONGEST = timedelta(minutes=15)  # for all of them: others wait for the same worker

ENDLESS = N_("The LMS’s list never ends.")

_QUOTES = str.maketrans("“”„‟″", '"""""')  # Moodle's text filters curl them
_TARGET = re.compile(r"\s*,?\s*<([^>]*)>")
_PARAMETER = re.compile(
    r'\s*;\s*([\w!#$&+.^`|~-]+)\*?\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s;,]*))?'
)


def pages(service: Service, url: str, *, scope: str, accept: str) -> Iterator[Any]:
    """What each page says, read from JSON. Raises where the list does not come to an end.

    The address of the next page is the LMS's own affair and is followed as it is; but no
    token goes to another host than those of the registration and of the first page.
    """
    known = {*service.registration.typed_hosts, _host(url)}
    seen: set[str] = set()
    until = now() + LONGEST
    following: str | None = url
    while following is not None:
        if following in seen or len(seen) == MOST or now() > until:
            raise PlatformError(following, ENDLESS)
        if _host(following) not in known:
            raise PlatformError(following, OUT_OF_REACH)
        seen.add(following)
        answer = service.send("GET", following, scopes=[scope], accept=accept)
        yield json_in(following, answer.body)
        following = next_page(answer.headers, following)


def items(
    service: Service, url: str, *, scope: str, accept: str, under: str | None = None
) -> Iterator[Any]:
    """What all pages list, one by one: each is a list, or an object with one `under`."""
    for page in pages(service, url, scope=scope, accept=accept):
        listed = page.get(under) if under and isinstance(page, dict) else page
        if not isinstance(listed, list):
            raise PlatformError(url, UNREADABLE)
        yield from listed


def json_in(url: str, body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PlatformError(url, UNREADABLE) from error


def next_page(headers: httpx.Headers, url: str) -> str | None:
    """The address that a Link header (RFC 8288) at `url` calls the next, if one does."""
    for target, parameters in _links(headers.get("link", "").translate(_QUOTES)):
        if "next" in parameters.get("rel", "").lower().split():
            found = target.strip().replace("&amp;", "&")  # Moodle escapes it as HTML
            return found if "://" in found else urljoin(url, found)
    return None


def with_parameters(url: str, **parameters: str | None) -> str:
    """The address with these after what its query says already, which stays as it is."""
    added = urlencode({name: said for name, said in parameters.items() if said is not None})
    if not added:
        return url
    parts = urlsplit(url)
    query = f"{parts.query}&{added}" if parts.query else added
    return parts._replace(query=query).geturl()


def _links(header: str) -> Iterator[tuple[str, dict[str, str]]]:
    at = 0
    while link := _TARGET.match(header, at):
        at, parameters = link.end(), dict[str, str]()
        while one := _PARAMETER.match(header, at):
            at = one.end()
            value = (one[2] or "").strip('"')
            parameters.setdefault(one[1].lower(), value)
        yield link[1], parameters


def _host(url: str) -> str:
    try:
        return host_of(url)
    except httpx.InvalidURL as error:
        raise PlatformError(url, NOT_AN_ADDRESS) from error
