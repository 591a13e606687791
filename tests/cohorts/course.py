"""People of one course, with their groups, as launches bring them in."""

from typing import Any

from sqlalchemy import Engine

from lti_social.cohorts.models import Cohort, CourseGroup
from tests.cohorts.launching import Browser, rows
from tests.lti.drafts import Change, all_of, saying
from tests.lti.drafts import as_teacher as instructor
from tests.lti.platform import Lms

PEOPLE = {"solene": "Solène", "karim": "Karim", "maelle": "Maëlle", "claire": "Claire"}
THREAD = {"kind": "question", "title": "Comment ouvrir ?", "body": "Je cherche."}


def who(person: str, groups: str | None = None) -> Change:
    """Somebody, in the groups that the LMS lists, or with no word of any."""
    told: dict[str, Any] = {} if groups is None else {"custom": {"groups": groups}}
    known = saying(sub=person, name=PEOPLE[person], **told)
    return all_of(instructor, known) if person == "claire" else known


class Reader(Browser):
    """One person's browser."""

    lms: Lms

    def arrive(self, person: str, groups: str | None = None, *more: Change) -> "Reader":
        """Launch; `home` is then the cohort that it led to, if it led to one."""
        self.landed = self.launch(self.lms, who(person, groups), *more)
        self.home = "/".join(self.landed.headers.get("location", "").split("/")[:3])
        return self

    def fill(self, path: str, **fields: Any) -> int:
        """The status of a form sent in this cohort."""
        page = self.get(f"{self.home}/me").text
        return self.submit(page, f"{self.home}{path}", **fields).status_code

    def ask(self) -> int:
        return self.fill("/threads", **THREAD)

    def divide(self, on: int = 1) -> "Reader":
        assert self.fill("/settings/groups", on=on) == 303
        return self

    def sees(self, home: str) -> int:
        return self.get(f"{home}/threads").status_code


def home_of(engine: Engine, lms_id: str | None) -> str:
    """The address of a group's cohort, or of the whole course's."""
    groups = {group.id: group.lms_id for group in rows(engine, CourseGroup)}
    by_group = {groups.get(cohort.group_id): cohort.id for cohort in rows(engine, Cohort)}
    return f"/c/{by_group[lms_id]}"
