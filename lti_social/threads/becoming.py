"""What was made from a thread elsewhere: features above say, once, how it is found."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from lti_social.core.rows import AnyRow, AnySelect

_MADE: list[ColumnElement[str | None]] = []


class Made(NamedTuple):
    path: str
    title: str


def makes_of_threads(things: ColumnElement[str | None]) -> None:
    """A column that says, of the Thread around it, what everybody of the cohort may see of
    what was made: a line for each, with its path, a space, and its title."""
    _MADE.append(things)


def with_what_was_made(threads: AnySelect) -> AnySelect:
    """The question, to be asked once all features have said theirs."""
    return threads.add_columns(*(one.label(f"made{n}") for n, one in enumerate(_MADE)))


def made_of(thread: AnyRow) -> list[Made]:
    told: list[Any] = [getattr(thread, f"made{n}") for n in range(len(_MADE))]
    lines = [line for one in told if one for line in one.splitlines()]
    return sorted(Made(*line.split(" ", 1)) for line in lines)
