import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import settings
from sqlalchemy import Engine, event

from lti_social.app import create_app
from lti_social.cohorts.models import Member, Role
from lti_social.core import jobs
from lti_social.core.config import Settings
from lti_social.core.db import Base
from lti_social.core.files import Folder
from lti_social.core.mail import Mailer
from lti_social.lti.tool import Tool
from tests.databases import KINDS, Databases, of_each_kind
from tests.lti.platform import Lms, tool_among
from tests.town import Town
from tests.visitor import URL, Visitor, launched

if "CI" in os.environ:  # the same examples each time: what is new is found elsewhere
    settings.register_profile("ci", derandomize=True)
    settings.load_profile("ci")

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE")
FIRST = ("tests/browser/test_pages", "tests/browser/", "tests/test_")
SECRET = "a secret of at least thirty-two letters"


@pytest.fixture(scope="session")
def houses(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], Databases]]:
    """Databases of each kind with the tables of every model."""
    import_module("lti_social.app")  # which knows them all
    with of_each_kind(Base.metadata, tmp_path_factory.mktemp) as ready:
        yield ready


@pytest.fixture(scope="session", params=KINDS)
def house(request: pytest.FixtureRequest, houses: Callable[[str], Databases]) -> Databases:
    """Those of one kind, then of the other."""
    return houses(request.param)


@pytest.fixture
def engine(house: Databases) -> Engine:
    """A database of the product's tables, without a row in them."""
    return house.empty()


@pytest.fixture
def town(engine: Engine) -> Town:
    """Two cohorts and their people, who have not said anything yet."""
    return Town(engine)


@pytest.fixture
def lms(engine: Engine) -> Lms:
    """An LMS that the tool knows."""
    lms = Lms()
    lms.register(engine)
    return lms


@pytest.fixture
def tool(lms: Lms) -> Iterator[Tool]:
    """The tool, on a network where only that LMS is."""
    tool = tool_among(lms)
    yield tool
    tool.close()


@pytest.fixture
def mailer() -> Mailer | None:
    """Nobody has set a mail server."""
    return None


@pytest.fixture
def app(engine: Engine, tmp_path: Path, mailer: Mailer | None) -> Iterator[FastAPI]:
    """The product on that database, and a network in which nobody answers."""
    nobody = httpx.MockTransport(lambda request: httpx.Response(404))
    files = Folder(tmp_path / "files")
    tool = Tool.at(URL, SECRET, transport=nobody, files=files, mailer=mailer)
    yield create_app(Settings(url=URL, secret=SECRET), engine, tool)
    tool.close()


@pytest.fixture
def visit(town: Town, app: FastAPI) -> Callable[..., Visitor]:
    """The browser of a member who has launched: `visit(town.karim).open("/threads")`.

    `role` says what the launch made them, `language` what the LMS speaks.
    """

    def as_member(
        member: Member, role: Role | None = None, language: str = "en"
    ) -> Visitor:
        return launched(town, app, member, role, language)

    return as_member


@pytest.fixture
def counted(engine: Engine) -> Callable[[], AbstractContextManager[list[str]]]:
    """What the database is asked meanwhile: `with counted() as statements:`."""

    @contextmanager
    def listening() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if not statement.lstrip().upper().startswith(NOT_COUNTED):
                statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        yield statements
        event.remove(engine, "before_cursor_execute", note)

    return listening


@pytest.fixture
def run_jobs(engine: Engine, app: FastAPI) -> Callable[[], int]:
    """Does the work that was left for later."""
    return lambda: jobs.run_all(engine, app.state.lti)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, and a worker keeps its servers and its browser from
    one file of browser tests to the next."""
    items.sort(key=lambda item: [at in item.nodeid for at in FIRST], reverse=True)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: somebody always waits for a browser or a server."""
    return (os.cpu_count() or 1) + 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI everything runs: what was skipped there was not tested."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if "CI" in os.environ and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
