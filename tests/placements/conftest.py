from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from lti_social.lti.tool import Tool
from tests.cohorts.launching import Browser, serve
from tests.cohorts.test_moodle_recorded import Town as MoodleTown
from tests.lti.platform import Lms, with_key
from tests.placements.placing import Desk


@pytest.fixture
def tool(engine: Engine, tool: Tool) -> Tool:
    """With a key to sign its answers."""
    with_key(engine)
    return tool


@pytest.fixture
def app(engine: Engine, tool: Tool) -> FastAPI:
    return serve(engine, tool)


@pytest.fixture
def another(app: FastAPI) -> Callable[[], Browser]:
    """Browsers."""
    return lambda: Browser(app)


@pytest.fixture
def moodle_town(engine: Engine) -> MoodleTown:
    """A Moodle whose recorded messages can be sent again."""
    return MoodleTown(engine)


@pytest.fixture
def desk(app: FastAPI, lms: Lms, engine: Engine) -> Desk:
    """A trainer in front of the LMS, about to place something."""
    return Desk(Browser(app), lms, engine)
