"""French and English: which one a reader gets, and how dates and numbers are said in it."""

import gettext
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal

LANGUAGES = ("fr", "en")
DEFAULT = "fr"
CATALOGUES = Path(__file__).parent / "locale"
ZONE = ZoneInfo("Europe/Paris")  # of pages that no cohort shows

Says = Callable[[str], str]

_kept = lru_cache(maxsize=10_000)  # Babel takes its time over a moment


@lru_cache(maxsize=1000)
def language_of(tag: str | None) -> str | None:
    """The language of ours that a tag such as `fr-CA` or `en_US` asks for, if any."""
    try:
        wanted = Locale.parse((tag or "").replace("-", "_")).language
    except (ValueError, UnknownLocaleError):
        return None
    return wanted if wanted in LANGUAGES else None


def chosen(accept_language: str | None) -> str:
    """The best of our languages for an Accept-Language header."""
    return (
        negotiate_locale(_by_weight(accept_language or ""), LANGUAGES, sep="-") or DEFAULT
    )


def _by_weight(header: str) -> Sequence[str]:
    weighed = []
    for part in header[:200].split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((float(weight or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    return [tag for _, tag in sorted(weighed, key=lambda pair: -pair[0])]


@cache
def words(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English is what the source says."""
    return gettext.translation("messages", CATALOGUES, [language], fallback=True)


@cache
def zone(name: str) -> ZoneInfo:
    """A time zone by the name that a trainer chose among those of this machine."""
    return ZoneInfo(name)


def ago(moment: datetime, now: datetime, language: str, zone: ZoneInfo = ZONE) -> str:
    """When something happened, as people say it: today, yesterday, a weekday, a date."""
    if now - moment < timedelta(minutes=1):
        return words(language).gettext("just now")
    return _ago(moment, now.astimezone(zone).date(), language, zone)


def day(moment: datetime, now: datetime, language: str, zone: ZoneInfo = ZONE) -> str:
    """A day without its hour: `Tuesday` within the week, `12 November` before that."""
    return _day(moment, now.astimezone(zone).date(), language, zone)


def in_full(moment: datetime, now: datetime, language: str, zone: ZoneInfo = ZONE) -> str:
    """A day to come or past, with its hour: `Thursday 26 November, 6:00 PM`."""
    return _in_full(moment, now.astimezone(zone).year, language, zone)


def exactly(moment: datetime, language: str, zone: ZoneInfo = ZONE) -> str:
    """Date and hour in full, for the title of a shorter form."""
    return format_datetime(moment.astimezone(zone), "long", locale=language)


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


@_kept
def size(bytes: int, language: str) -> str:
    """How large a file is, to two figures or so."""
    say = words(language).gettext
    if bytes < 1_000_000:
        return say("%(n)s kB") % {"n": max(1, round(bytes / 1000))}
    large = format_decimal(bytes / 1_000_000, format="#,##0.#", locale=language)
    return say("%(n)s MB") % {"n": large}


@_kept
def _ago(moment: datetime, today: date, language: str, zone: ZoneInfo) -> str:
    say, local = words(language).gettext, moment.astimezone(zone)
    time = format_time(local, say("h:mm a"), locale=language)
    days = (today - local.date()).days
    if days == 0:
        return say("today at %(time)s") % {"time": time}
    if days == 1:
        return say("yesterday at %(time)s") % {"time": time}
    return _day(moment, today, language, zone)


@_kept
def _day(moment: datetime, today: date, language: str, zone: ZoneInfo) -> str:
    say, local = words(language).gettext, moment.astimezone(zone)
    days = (today - local.date()).days
    if 0 <= days < 7:
        weekday = format_date(local, "EEEE", locale=language)
        return [say("today"), say("yesterday")][days] if days < 2 else weekday
    number = "d'er'" if language == "fr" and local.day == 1 else "d"
    pattern = f"{number} MMMM" if local.year == today.year else f"{number} MMMM y"
    return say("on %(date)s") % {"date": format_date(local, pattern, locale=language)}


@_kept
def _in_full(moment: datetime, year: int, language: str, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    number = "d'er'" if language == "fr" and local.day == 1 else "d"
    pattern = f"EEEE {number} MMMM" if local.year == year else f"EEEE {number} MMMM y"
    time = format_time(local, words(language).gettext("h:mm a"), locale=language)
    return f"{format_date(local, pattern, locale=language)}, {time}"
