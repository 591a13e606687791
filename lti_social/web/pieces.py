"""The smallest pieces of a page, as filters: what is the same for all is made only once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from lti_social.core.clock import now
from lti_social.core.text import excerpt
from lti_social.web import i18n

_GLYPH = Markup('<svg class="g{size}" aria-hidden="true"><use href="#g-{name}"/></svg>')
_AVATAR = Markup('<span class="av av--{kind}{size}" aria-hidden="true">{initials}</span>')
_WHEN = Markup('<time datetime="{iso}" title="{exactly}">{ago}</time>')
_kept = lru_cache(maxsize=10_000)  # a page has many, and they come again on the next one


def filters(language: str) -> Mapping[str, Callable[..., Any]]:
    """What templates in this language may apply."""
    return {
        "safe_html": Markup,
        "excerpt": excerpt,
        "glyph": glyph,
        "avatar": avatar,
        "bytes": lambda number: i18n.size(number, language),
        "ago": _here_and_now(i18n.ago, language),
        "day": _here_and_now(i18n.day, language),
        "in_full": _here_and_now(i18n.in_full, language),
        "when": _here_and_now(when, language),
    }


def _here_and_now(say: Callable[..., Any], language: str) -> Callable[..., Any]:
    """A filter that says a moment by the clock, where the cohort of the page lives."""

    @pass_context
    def said(context: Context, moment: datetime) -> Any:
        return say(moment, now(), language, context["ask"].zone)

    return said


@_kept
def glyph(name: str, *, small: bool = False) -> Markup:
    """One of the drawings in web/glyphs.html."""
    return _GLYPH.format(name=name, size=" g--s" if small else "")


@_kept
def avatar(name: str, id: int, teaches: bool = False, *, small: bool = False) -> Markup:
    kind, size = "anim" if teaches else id % 6 + 1, " av--s" if small else ""
    return _AVATAR.format(
        kind=kind, size=size, initials=name.strip()[:2].capitalize() or "?"
    )


def when(
    moment: datetime, now: datetime, language: str, zone: ZoneInfo = i18n.ZONE
) -> Markup:
    """How long ago, with the exact time behind it."""
    return _when(moment, i18n.ago(moment, now, language, zone), language, zone)


@_kept
def _when(moment: datetime, ago: str, language: str, zone: ZoneInfo) -> Markup:
    exactly = i18n.exactly(moment, language, zone)
    return _WHEN.format(iso=i18n.iso(moment), exactly=exactly, ago=ago)
