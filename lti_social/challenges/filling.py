"""What the form of a challenge holds before anybody types in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from lti_social.challenges import dates
from lti_social.challenges.forms import Row
from lti_social.challenges.models import Challenge, Format, Told
from lti_social.challenges.patterns import Pattern
from lti_social.challenges.queries import dates_of
from lti_social.core.rows import AnyRow
from lti_social.core.text import to_plain

USUAL = {  # days after a Monday, and the hour
    "opens_at": (0, 9),
    "submit_by": (9, 18),
    "review_by": (14, 18),
    "revise_by": (17, 18),
    "closes_at": (18, 18),
}


@dataclass(frozen=True)
class Filled:
    """`rows` are lines of the rubric by their number, from one; `dates` as fields hold
    them."""

    title: str = ""
    why: str = ""
    objective: str = ""
    html: str = ""
    shape: Format = Format.project
    wanted: int = 2
    blind: bool = True
    rule: Sequence[str] = ("submitted", "reviewed")
    told: Told = Told.nothing
    maximum: float = 1
    rows: Mapping[int, Row] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        return to_plain(self.html)


def usual_dates(at: datetime, zone: ZoneInfo) -> Mapping[str, str]:
    """Three weeks from next Monday on, by the clocks of a zone."""
    today = at.astimezone(zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    return {
        name: f"{datetime.combine(monday + timedelta(days), time(hour)):%Y-%m-%dT%H:%M}"
        for name, (days, hour) in USUAL.items()
    }


def begun_with(made: Pattern | None, usual: Mapping[str, str]) -> Filled:
    if made is None:
        return Filled(dates=usual)
    return Filled(
        title=made.title,
        why=made.why,
        objective=made.objective,
        html=made.brief,
        shape=made.format,
        rows=dict(enumerate(made.rubric, 1)),
        dates=usual,
    )


def as_it_is(it: Challenge, criteria: Sequence[AnyRow], zone: ZoneInfo) -> Filled:
    return Filled(
        title=it.title,
        why=it.why,
        objective=it.objective,
        html=it.brief,
        shape=it.format,
        wanted=it.wanted,
        blind=it.blind,
        rule=it.rule,
        told=it.told,
        maximum=it.maximum,
        rows={row.position + 1: Row(row.title, row.there, row.not_yet) for row in criteria},
        dates={name: dates.as_field(when, zone) for name, when in dates_of(it).items()},
    )
