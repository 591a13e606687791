"""The dates of a challenge: as a form says them, and what may become of them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from lti_social.core.errors import N_, Invalid

Dates: TypeAlias = dict[str, datetime | None]
Known: TypeAlias = Mapping[str, datetime | None]

NAMES = ("opens_at", "submit_by", "review_by", "revise_by", "closes_at")
LABELS = {
    "opens_at": N_("It opens"),
    "submit_by": N_("Handed in by"),
    "review_by": N_("Reviews by"),
    "revise_by": N_("Revised by"),
    "closes_at": N_("The debrief ends"),
}
NO_DATE = N_("this is not a date and an hour.")
NO_HOUR = N_("clocks are put forward in that hour: choose another.")
IS_FAR = N_("this is more than two years away.")
OUT_OF_ORDER = N_("this must come after the date before it.")
NOT_EARLIER = N_("an announced date can only be put off.")
IS_OVER = N_("this date has passed: it stays as it was.")
SAY_WHEN = N_("say when, before it can be announced.")
IS_PAST = N_("this date has passed: choose one to come.")

TWO_YEARS = timedelta(days=731)


def as_field(moment: datetime | None, zone: ZoneInfo) -> str:
    """As a `datetime-local` field holds it."""
    return f"{moment.astimezone(zone):%Y-%m-%dT%H:%M}" if moment else ""


def read(
    said: Mapping[str, str],
    zone: ZoneInfo,
    kept: Mapping[str, datetime | None],
    at: datetime,
) -> Dates:
    """The moments that fields say by the clocks of a zone; none where a field is empty. A
    field that says what was `kept` means it to the second, and in an hour that clocks show
    twice, too."""
    found: Dates = {}
    wrong: dict[str, str] = {}
    for name in NAMES:
        words, known = said.get(name, ""), kept.get(name)
        if words == as_field(known, zone):
            found[name] = known
            continue
        try:
            found[name] = moment(words, zone, at) if words else None
        except ValueError as error:
            wrong[name] = str(error)
    if wrong:
        raise Invalid(fields=wrong)
    return found


def moment(words: str, zone: ZoneInfo, at: datetime) -> datetime:
    """Of an hour that clocks show twice, the later: nobody has less time than they read."""
    try:
        local = datetime.fromisoformat(words)
    except ValueError:
        raise ValueError(NO_DATE) from None
    if local.tzinfo is not None:
        raise ValueError(NO_DATE)
    if abs(local - at.replace(tzinfo=None)) > TWO_YEARS:
        raise ValueError(IS_FAR)
    first, second = (local.replace(tzinfo=zone, fold=f).astimezone(UTC) for f in (0, 1))
    if first.astimezone(zone).replace(tzinfo=None) != local:
        raise ValueError(NO_HOUR)
    return max(first, second)


def require_order(dates: Known) -> None:
    """Each that is said comes after those before it."""
    latest, wrong = None, {}
    for name in NAMES:
        date = dates.get(name)
        if date is not None and latest is not None and date <= latest:
            wrong[name] = OUT_OF_ORDER
        latest = date or latest
    if wrong:
        raise Invalid(fields=wrong)


def require_put_off(
    before: Mapping[str, datetime | None],
    after: Mapping[str, datetime | None],
    at: datetime,
) -> None:
    """What was announced may only come later, and what is over is over."""
    wrong = {}
    for name in NAMES:
        old, new = before.get(name), after.get(name)
        if old is None or old == new:
            continue
        if old <= at:
            wrong[name] = IS_OVER
        elif new is None or new < old:
            wrong[name] = NOT_EARLIER
    if wrong:
        raise Invalid(fields=wrong)
    require_order(after)


def lacking(dates: Known, at: datetime) -> dict[str, str]:
    """What keeps these from being announced, by field."""
    missing = {name: SAY_WHEN for name in NAMES if dates.get(name) is None}
    ends = dates.get("submit_by")
    return missing | ({"submit_by": IS_PAST} if ends and ends <= at else {})
