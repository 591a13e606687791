from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from lti_social.lti.tool import Tool
from tests.cohorts.course import Reader
from tests.cohorts.launching import Browser, serve
from tests.lti.platform import Lms


@pytest.fixture
def app(engine: Engine, tool: Tool) -> FastAPI:
    return serve(engine, tool)


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    return Browser(app)


@pytest.fixture
def another(app: FastAPI) -> Callable[[], Browser]:
    """Further browsers."""
    return lambda: Browser(app)


@pytest.fixture
def reader(app: FastAPI, lms: Lms) -> Callable[..., Reader]:
    """`reader("solene", "11,12")` has launched, from a course in which she is in these
    groups."""

    def arrived(person: str, groups: str | None = None) -> Reader:
        browser = Reader(app)
        browser.lms = lms
        return browser.arrive(person, groups)

    return arrived
