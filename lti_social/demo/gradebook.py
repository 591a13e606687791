"""The gradebooks of the demo LMS: a tool's columns in a course, and who got what."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from lti_social.demo.town import PEOPLE, Course, Role

_NEEDED = {"timestamp", "activityProgress", "gradingProgress"}


class Declined(Exception):
    """A score or a column that cannot be taken, with the status that says so."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass
class Column:
    id: str
    course_id: str
    client_id: str  # whose it is: no tool sees another's
    said: dict[str, Any]  # as the tool describes it
    scores: dict[str, dict[str, Any]] = field(default_factory=dict)  # by person

    @property
    def maximum(self) -> float:
        return float(self.said["scoreMaximum"])

    def shown(self, person_id: str) -> str:
        """What stands in the gradebook: a score only when its tool calls it final."""
        given = self.given(person_id)
        return "" if given is None else f"{given:g}".replace(".", ",")

    def given(self, person_id: str) -> float | None:
        score = self.scores.get(person_id, {})
        if score.get("gradingProgress") != "FullyGraded" or "scoreGiven" not in score:
            return None
        share = float(score["scoreGiven"]) / float(score["scoreMaximum"])
        return round(share * self.maximum, 2)


class Gradebook:
    """Kept in a file, so that a restart forgets none."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, Lock()
        kept = json.loads(path.read_text()) if path.exists() else []
        self._columns = {one["id"]: Column(**one) for one in kept}

    def columns(self, course: Course, client_id: str | None = None) -> list[Column]:
        """All of a course, or those of one tool."""
        found = [one for one in self._columns.values() if one.course_id == course.id]
        return [one for one in found if client_id in (None, one.client_id)]

    def column(self, course: Course, client_id: str, id: str) -> Column:
        for found in self.columns(course, client_id):
            if found.id == id:
                return found
        raise Declined(404, "There is no such line item")

    def add(self, course: Course, client_id: str, said: Mapping[str, Any]) -> Column:
        _check(said)
        column = Column(secrets.token_hex(4), course.id, client_id, dict(said))
        with self._lock:
            self._columns[column.id] = column
            self._keep()
        return column

    def change(self, column: Column, said: Mapping[str, Any]) -> None:
        _check(said)
        with self._lock:
            column.said = dict(said)
            self._keep()

    def remove(self, column: Column) -> None:
        with self._lock:
            self._columns.pop(column.id, None)
            self._keep()

    def note(self, column: Column, course: Course, said: Mapping[str, Any]) -> None:
        """A score, unless a later one is there."""
        person = PEOPLE.get(str(said.get("userId")))
        if person is None or not course.holds(person) or person.role is not Role.learner:
            raise Declined(400, "userId is nobody who is graded in this course")
        if missing := _NEEDED - said.keys():
            raise Declined(400, f"{', '.join(sorted(missing))}: needed")
        measured = _is_number(said, "scoreGiven") and _is_positive(said, "scoreMaximum")
        if "scoreGiven" in said and not measured:
            raise Declined(400, "scoreGiven and a positive scoreMaximum are numbers")
        at = _moment(said)
        with self._lock:
            before = column.scores.get(person.id)
            if before and at <= _moment(before):
                raise Declined(409, "There is a score as late as this one, or later")
            column.scores[person.id] = dict(said)
            self._keep()

    def _keep(self) -> None:
        columns = [asdict(column) for column in self._columns.values()]
        self._path.write_text(json.dumps(columns, indent=2))


def _check(said: Mapping[str, Any]) -> None:
    if not isinstance(said.get("label"), str) or not _is_positive(said, "scoreMaximum"):
        raise Declined(400, "label and a positive scoreMaximum are needed")


def _is_positive(said: Mapping[str, Any], name: str) -> bool:
    return _is_number(said, name) and said[name] > 0


def _is_number(said: Mapping[str, Any], name: str) -> bool:
    value = said.get(name)
    return isinstance(value, int | float) and 0 <= value < 1e9


def _moment(said: Mapping[str, Any]) -> datetime:
    try:
        found = datetime.fromisoformat(str(said["timestamp"]))
    except ValueError as error:
        raise Declined(400, "timestamp must be as ISO 8601 has it") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
