from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from lti_social.core import jobs
from lti_social.lti.tool import Tool
from tests.cohorts.launching import Browser, serve
from tests.grades.course import Classroom
from tests.lti.fake_moodle import FakeMoodle


@pytest.fixture
def lms(engine: Engine) -> FakeMoodle:
    """An LMS with a course of 32 and an empty gradebook."""
    moodle = FakeMoodle()
    moodle.register(engine)
    return moodle


@pytest.fixture
def moodle(lms: FakeMoodle) -> FakeMoodle:
    return lms


@pytest.fixture
def app(engine: Engine, tool: Tool) -> FastAPI:
    return serve(engine, tool)


@pytest.fixture
def work(engine: Engine, tool: Tool) -> Callable[[], int]:
    """What was left for later is done."""
    return lambda: jobs.run_all(engine, tool)


@pytest.fixture
def classroom(engine: Engine, app: FastAPI, moodle: FakeMoodle, work) -> Classroom:
    """Claire teaches, Zoé and Élodie learn; each in a browser of their own."""
    room = Classroom(engine, moodle, lambda: Browser(app))
    work()
    return room
