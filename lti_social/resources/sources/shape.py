"""Taking what an LMS sent apart, without trusting its shape."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from lti_social.core.text import one_line, to_plain
from lti_social.resources.sources.meta import Kind, ResourceMeta

MOST = 20_000  # resources of one course
LONGEST_TITLE, LONGEST_TEXT = 255, 2000
UNTITLED = "…"


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Those of a list that are objects; nothing where it is no list."""
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) < 2**53 else None


def title(value: object) -> str:
    said = one_line(value[: LONGEST_TITLE * 4]) if isinstance(value, str) else ""
    return said[:LONGEST_TITLE].rstrip() or UNTITLED


def plain(value: object) -> str:
    """HTML as a line or two of text."""
    if not isinstance(value, str):
        return ""
    return " ".join(to_plain(value[: LONGEST_TEXT * 20]).split())[:LONGEST_TEXT]


def moment(value: object) -> datetime | None:
    """Seconds since 1970; none for zero, which LMSs say for "never"."""
    seconds = number(value)
    if not seconds or not 0 < seconds < 2**37:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def address(value: object) -> str | None:
    """A web address to give to a browser: no user name, no token, nothing strange."""
    if not isinstance(value, str) or len(value) > 2000 or not value.isprintable():
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    usable = (
        parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    )
    return value.strip() if usable and "token=" not in parts.query.lower() else None


def kind_of_file(mime: str | None) -> Kind:
    family = (mime or "").partition("/")[0]
    return {"video": Kind.video, "audio": Kind.audio}.get(family, Kind.file)


def each_once(listed: Iterable[ResourceMeta]) -> tuple[ResourceMeta, ...]:
    """The first of each id: an LMS may say one twice."""
    found: dict[str, ResourceMeta] = {}
    for one in listed:
        found.setdefault(one.lms_id, one)
    return tuple(found.values())
