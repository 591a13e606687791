"""What the demo cohorts have already said to each other, read from seeds/*.toml.

Plain values: whoever plants them decides how. People are ids of the town; bodies are HTML
paragraphs; an age says how long before now something was written.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from lti_social.demo.cards import CardSeed, card
from lti_social.demo.town import COURSES

FOLDER = Path(__file__).parent / "seeds"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ReplySeed:
    author: str
    age: timedelta
    body: str
    thanks: tuple[str, ...]


@dataclass(frozen=True)
class AnswerSeed:
    author: str
    age: timedelta
    body: str
    accepted: bool
    endorsed_by: str | None
    thanks: tuple[str, ...]
    replies: tuple[ReplySeed, ...]


@dataclass(frozen=True)
class ThreadSeed:
    """`kind` is question or discussion; `me_too` is who has the same question; `about` are
    resources of the course, by title, each with the place within it."""

    kind: str
    title: str
    author: str
    age: timedelta
    body: str
    pinned: bool
    me_too: tuple[str, ...]
    thanks: tuple[str, ...]
    answers: tuple[AnswerSeed, ...]
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CohortSeed:
    course_id: str
    purpose: str
    threads: tuple[ThreadSeed, ...]
    cards: tuple[CardSeed, ...]


def seeds() -> tuple[CohortSeed, ...]:
    return tuple(_cohort(course_id) for course_id in COURSES)


def _cohort(course_id: str) -> CohortSeed:
    row = tomllib.loads((FOLDER / f"{course_id}.toml").read_text("utf-8"))
    threads = tuple(_thread(thread) for thread in row["threads"])
    cards = tuple(card(one) for one in row["cards"])
    return CohortSeed(course_id, row["purpose"], threads, cards)


def _thread(row: Row) -> ThreadSeed:
    return ThreadSeed(
        kind=row["kind"],
        title=row["title"],
        author=row["author"],
        age=timedelta(**row["age"]),
        body=row["body"].strip(),
        pinned=row.get("pinned", False),
        me_too=tuple(row.get("me_too", ())),
        thanks=tuple(row.get("thanks", ())),
        answers=tuple(_answer(answer) for answer in row.get("answers", ())),
        about=tuple(
            (one["resource"], one.get("place", "")) for one in row.get("about", ())
        ),
    )


def _answer(row: Row) -> AnswerSeed:
    return AnswerSeed(
        author=row["author"],
        age=timedelta(**row["age"]),
        body=row["body"].strip(),
        accepted=row.get("accepted", False),
        endorsed_by=row.get("endorsed_by"),
        thanks=tuple(row.get("thanks", ())),
        replies=tuple(_reply(reply) for reply in row.get("replies", ())),
    )


def _reply(row: Row) -> ReplySeed:
    return ReplySeed(
        author=row["author"],
        age=timedelta(**row["age"]),
        body=row["body"].strip(),
        thanks=tuple(row.get("thanks", ())),
    )
