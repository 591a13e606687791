"""Workers are killed in the midst of it, twenty times: nothing lost, nothing doubled."""

from collections import Counter
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from lti_social.cohorts.learned import RosterSync
from lti_social.cohorts.models import Member
from lti_social.core.engines import reading
from lti_social.core.wall import ALL_COHORTS, open_cohort, open_house
from lti_social.grades.models import LineItem, State
from lti_social.grades.owing import owe
from tests.cohorts.launching import Browser, rows, serve
from tests.grades.course import Classroom
from tests.loopback import listening
from tests.lost import Workers
from tests.lti.fake_moodle import FakeMoodle, people
from tests.lti.platform import SECRET, URL, tool_among

TRAINER = {"status": "Active", "roles": ["Instructor"], "user_id": "99", "name": "Claire"}


class Deadly(FakeMoodle):
    """Kills a worker that asks for something fatal once too often: before it has done
    what was asked, or after that and before it answers."""

    workers: Workers
    _fatal, _left, _in_time = "", 0, False
    killed = 0

    def doom(self, fatal: str, nth: int, *, in_time: bool = False) -> None:
        self._fatal, self._left, self._in_time = fatal, nth, in_time

    def answer(self, request: httpx.Request) -> httpx.Response:
        self._left -= bool(self._fatal) and self._fatal in request.url.path
        is_last = self._left == 0 and bool(self._fatal)
        if is_last and self._in_time:
            return self._kill(httpx.Response(500))
        said = super().answer(request)
        return self._kill(said) if is_last else said

    def _kill(self, said: httpx.Response) -> httpx.Response:
        self._fatal = ""
        self.killed += 1
        self.workers.kill()
        return said


@pytest.fixture
def moodle(engine) -> Iterator[Deadly]:
    """On a port of its own: 60 people on 20 pages, and Claire who teaches them."""
    moodle = Deadly(members=[TRAINER, *people(60)], pages_of=3)
    with listening(moodle.answer) as address:
        moodle.issuer = address
        moodle.gradebook.url = moodle.lineitems_url
        moodle.register(engine)
        moodle.workers = Workers(engine, URL, SECRET)
        yield moodle


@pytest.fixture
def app(engine, moodle) -> Iterator[FastAPI]:
    tool = tool_among(moodle)
    yield serve(engine, tool)
    tool.close()


@pytest.fixture
def classroom(engine, app, moodle) -> Classroom:
    return Classroom(engine, moodle, lambda: Browser(app))


def seats(engine) -> int:
    every = select(func.count()).select_from(Member).execution_options(**ALL_COHORTS)
    with open_house(reading(engine)) as db:
        return db.scalar(every)


def test_in_the_midst_of_a_roster(engine, classroom, moodle):
    moodle.members += people(1200, first=9001)
    moodle.pages_of = 60
    for page in range(1, 18):
        moodle.doom("/memberships", page)
        moodle.workers.work()
        assert seats(engine) == 3
    for some in (3, 503, 1003):  # while the others get their seats
        moodle.workers.work(until=lambda some=some: seats(engine) > some)
    moodle.workers.work(until=moodle.workers.is_idle)

    assert moodle.killed == 17
    ids = [member.person_id for member in rows(engine, Member)]
    assert len(ids) == len(set(ids)) == 1263  # with two who only launched
    listed = Counter(member.rostered_at is not None for member in rows(engine, Member))
    assert listed == {True: 1261, False: 2}
    assert rows(engine, RosterSync)[0].people == 1261


def test_in_the_midst_of_telling_grades(engine, classroom, moodle):
    moodle.workers.work(until=moodle.workers.is_idle)
    classroom.report()
    moodle.workers.work(until=moodle.workers.is_idle)
    learners = [m for m in rows(engine, Member) if m.rostered_at and m.name != "Claire"]
    (item,) = rows(engine, LineItem)
    with open_cohort(engine, item.cohort_id) as db, db.begin():
        for number, learner in enumerate(learners):
            owe(db, item.id, learner.id, number / 100)
    for life in range(20):
        moodle.doom("/scores", life % 4 + 1, in_time=bool(life % 2))
        moodle.workers.work()
    moodle.workers.work(until=moodle.workers.is_idle)

    assert moodle.killed == 20
    assert [grade.state for grade in classroom.grades] == [State.sent] * 60
    assert sorted(classroom.scores.values()) == [number / 100 for number in range(60)]
    told = {(post["userId"], post["timestamp"]) for post in moodle.gradebook.posts}
    assert len(told) == 60 < len(moodle.gradebook.posts)  # again, and the same each time
