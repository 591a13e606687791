"""What trainers of the demo LMS added to their courses, kept in a file."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lti_social.demo.town import Activity, Course

FIRST = 201  # the ids of what the demo comes with are below


class Shelf:
    def __init__(self, path: Path) -> None:
        self._path = path
        known = json.loads(path.read_text()) if path.exists() else {}
        self._added = {
            course: [Activity(**a) for a in all_] for course, all_ in known.items()
        }

    def of(self, course: Course) -> Sequence[Activity]:
        """Every activity of the course that opens a tool, oldest first."""
        return [course.activity, *self._added.get(course.id, [])]

    def find(self, course: Course, activity_id: str) -> Activity | None:
        """By its id; the one that the course came with, where none is named."""
        wanted = activity_id or course.activity.id
        return next((one for one in self.of(course) if one.id == wanted), None)

    def add(self, course: Course, items: Iterable[Mapping[str, Any]]) -> Sequence[Activity]:
        """One activity for each item of a deep-linking response."""
        made = [self._made(item, place) for place, item in enumerate(items)]
        self._added.setdefault(course.id, []).extend(made)
        kept = {name: [asdict(one) for one in all_] for name, all_ in self._added.items()}
        self._path.write_text(json.dumps(kept, indent=2))
        return made

    def _made(self, item: Mapping[str, Any], place: int) -> Activity:
        column = item.get("lineItem") or {}
        mark = f"{column.get('label')} / {column.get('scoreMaximum'):g}" if column else ""
        number = FIRST + sum(len(all_) for all_ in self._added.values()) + place
        return Activity(
            id=str(number),
            title=str(item.get("title") or "Sans titre"),
            text=str(item.get("text") or ""),
            url=str(item["url"]),
            custom={str(k): str(v) for k, v in (item.get("custom") or {}).items()},
            column=mark,
        )
