from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, select, update

from lti_social.app import create_app
from lti_social.cohorts.models import Course, Member, Person, Role
from lti_social.core.config import Settings
from lti_social.core.jobs import later
from lti_social.core.wall import open_course, open_house
from lti_social.lti.tool import Tool
from lti_social.resources import access
from lti_social.resources.jobs import sync_course
from lti_social.resources.models import Resource, SyncState
from tests.conftest import SECRET
from tests.lti.platform import with_key
from tests.resources.doors import doors
from tests.resources.fake_site import COURSE, TOKEN, URL, FakeSite
from tests.town import Town
from tests.visitor import URL as TOOL_URL
from tests.visitor import Visitor


@pytest.fixture
def site() -> FakeSite:
    return FakeSite()


@pytest.fixture
def app(engine: Engine, site: FakeSite) -> Iterator[FastAPI]:
    """The product, with that Moodle as the whole of the network."""
    tool = Tool.at(
        TOOL_URL,
        SECRET,
        transport=site.transport,
        resolve=lambda *_: ["203.0.113.9"],
        sleep=lambda _: None,
    )
    with_key(engine)
    app = create_app(Settings(url=TOOL_URL, secret=SECRET), engine, tool)
    app.include_router(doors.router)
    yield app
    tool.close()


@pytest.fixture
def moodle(town: Town, app: FastAPI) -> Town:
    """The town's first course is number 5 of that Moodle, whose token has been entered."""
    tool = app.state.lti
    with open_house(town.engine) as db, db.begin():
        ours = Course.id == town.vente.course_id
        db.execute(update(Course).where(ours).values(lms_id=COURSE))
        checked = access.tested(tool, URL, TOKEN)
        access.save(db, tool, town.deployment.platform_id, URL, TOKEN, checked)
    return town


@pytest.fixture
def read(moodle: Town, run_jobs: Callable[[], int]) -> Callable[[], None]:
    """The course is read again."""

    def again() -> None:
        with open_house(moodle.engine) as db, db.begin():
            later(db, sync_course, course_id=moodle.vente.course_id)
        run_jobs()

    return again


@pytest.fixture
def rows(moodle: Town) -> Callable[[], dict[str, Resource]]:
    """What the course has, by the LMS's ids."""

    def there() -> dict[str, Resource]:
        with open_course(moodle.engine, moodle.vente.course_id) as db:
            return {row.lms_id: row for row in db.scalars(select(Resource))}

    return there


@pytest.fixture
def state(moodle: Town) -> Callable[[], SyncState]:
    def of_moodle() -> SyncState:
        with open_course(moodle.engine, moodle.vente.course_id) as db:
            return db.scalars(select(SyncState).where(SyncState.source == "moodle")).one()

    return of_moodle


@pytest.fixture
def outline(visit: Callable[..., Visitor]) -> Callable[..., list[dict[str, Any]]]:
    """What a member sees of their course."""

    def seen_by(member: Member, role: Role | None = None) -> list[dict[str, Any]]:
        answer = visit(member, role).open("/tried/outline").raise_for_status()
        listed: list[dict[str, Any]] = answer.json()
        return listed

    return seen_by


def becomes(town: Town, member: Member, sub: str) -> None:
    """The LMS knows them by this id."""
    with open_house(town.engine) as db, db.begin():
        db.execute(update(Person).where(Person.id == member.person_id).values(sub=sub))
