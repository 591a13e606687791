"""A trainer and two learners of a Moodle course, and its gradebook."""

import re
from collections.abc import Callable
from typing import Any

from httpx import Response
from sqlalchemy import Engine

from lti_social.grades.models import Grade
from tests.cohorts.launching import Browser, form_key, rows
from tests.lti.drafts import MEMBERSHIP, Change, saying
from tests.lti.fake_moodle import FakeMoodle

ENGLISH = {"locale": "en"}


def launching(sub: str, name: str, role: str = "Learner") -> Change:
    roles = [f"{MEMBERSHIP}{role}"]
    return saying(sub=sub, name=name, roles=roles, launch_presentation=ENGLISH)


class Classroom:
    """`claire` and others are browsers; `submit` sends a form of the cohort."""

    def __init__(
        self, engine: Engine, moodle: FakeMoodle, browser: Callable[[], Browser]
    ) -> None:
        self.engine, self.moodle = engine, moodle
        self.claire, self.zoe, self.elodie = (browser() for _ in range(3))
        landed = self.claire.launch(moodle, launching("99", "Claire", "Instructor"))
        self.path = landed.headers["location"]
        self.zoe.launch(moodle, launching("101", "Zoé Abadie"))
        self.elodie.launch(moodle, launching("102", "Élodie Bénard"))

    def submit(self, who: Browser, path: str, **fields: Any) -> Response:
        key = form_key(who.get(f"{self.path}/me").text)
        answer = who.post(f"{self.path}{path}", data={"form_key": key, **fields})
        assert answer.status_code in (200, 303), answer.text
        return answer

    def ask(self, who: Browser, title: str = "Comment conclure ?") -> str:
        """A question; the path of its thread."""
        said = {"kind": "question", "title": title, "body": "Je cherche."}
        answer = self.submit(who, "/threads", **said)
        return self._below(answer)

    def reply(self, who: Browser, thread: str) -> None:
        self.submit(who, f"{thread}/posts", body="En disant la suite.")

    def report(self, on: bool = True) -> None:
        """Claire has the LMS told who took part, or stops that."""
        self.submit(self.claire, "/grades/links/1", on=int(on))

    def try_again(self) -> None:
        self.submit(self.claire, "/grades/line-items/1/try-again")

    @property
    def page(self) -> str:
        return self.claire.get(f"{self.path}/grades").text

    @property
    def grades(self) -> list[Grade]:
        return rows(self.engine, Grade)

    @property
    def scores(self) -> dict[str, float]:
        """What the gradebook shows, by the LMS's id of each person."""
        columns = self.moodle.gradebook.grades.values()
        return {
            user: grade["resultScore"]
            for column in columns
            for user, grade in column.items()
        }

    def _below(self, answer: Response) -> str:
        there = answer.headers.get("location") or answer.headers["hx-redirect"]
        found = re.search(r"(/threads/\d+)", there)
        assert found, there
        return found[1]
