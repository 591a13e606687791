"""The practices of the demo cohorts, as seeds/*.toml tell them: plain values.

People are ids of the town; an age says how long before now something happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

TEXTS = (  # of practices.card.Card, each a string
    *("title", "problem", "job", "audience", "constraints", "steps", "why", "result"),
    *("conditions", "fails_when", "effort"),
)

Row = Mapping[str, Any]
Words = Mapping[str, str]


@dataclass(frozen=True)
class FirstSeed:
    """What a card said otherwise in its first version, and what changed since."""

    age: timedelta
    words: Words
    changed: str


@dataclass(frozen=True)
class TrialSeed:
    author: str
    age: timedelta
    outcome: str
    context: str
    words: str


@dataclass(frozen=True)
class PlanSeed:
    """`overdue` is how long ago it was due: less than nothing for one to come."""

    author: str
    age: timedelta
    overdue: timedelta
    situation: str
    act: str


@dataclass(frozen=True)
class CardSeed:
    """`others` wrote it as well; `thread` is the title of the one it was made from."""

    author: str
    others: tuple[str, ...]
    age: timedelta
    words: Words
    skills: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    thread: str | None
    first: FirstSeed | None
    confirmed: str | None
    confirmed_by: str | None
    trials: tuple[TrialSeed, ...]
    plans: tuple[PlanSeed, ...]


def card(row: Row) -> CardSeed:
    return CardSeed(
        author=row["author"],
        others=tuple(row.get("with", ())),
        age=timedelta(**row["age"]),
        words=_words(row),
        skills=tuple(row["skills"]),
        about=tuple((one["resource"], one.get("place", "")) for one in row["about"]),
        thread=row.get("thread"),
        first=_first(row["first"]) if "first" in row else None,
        confirmed=row.get("confirmed"),
        confirmed_by=row.get("confirmed_by"),
        trials=tuple(_trial(one) for one in row.get("trials", ())),
        plans=tuple(_plan(one) for one in row.get("plans", ())),
    )


def _first(row: Row) -> FirstSeed:
    return FirstSeed(timedelta(**row["age"]), _words(row), row["changed"])


def _trial(row: Row) -> TrialSeed:
    said = {name: row[name] for name in ("author", "outcome", "context", "words")}
    return TrialSeed(age=timedelta(**row["age"]), **said)


def _plan(row: Row) -> PlanSeed:
    said = {name: row[name] for name in ("author", "situation", "act")}
    return PlanSeed(age=timedelta(**row["age"]), overdue=timedelta(**row["due"]), **said)


def _words(row: Row) -> Words:
    return {name: row[name].strip() for name in TEXTS if name in row}
