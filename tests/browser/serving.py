"""The tool and the demo LMS, served on two hosts as in life, in threads of this process."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import uvicorn
from sqlalchemy import Engine, select

from lti_social.app import create_app, house
from lti_social.cohorts.models import Cohort, Member
from lti_social.core.files import Files, files_at
from lti_social.core.jobs import state_of_jobs
from lti_social.core.wall import ALL_COHORTS, open_cohort, open_house
from lti_social.core.worker import Worker
from lti_social.demo.lms import create_lms
from lti_social.demo.run import demo_settings, prepare
from lti_social.demo.town import COURSES, PEOPLE
from lti_social.schedule import SCHEDULE
from tests.browser.control import WithControlCookie
from tests.town import Town

TOOL_HOST, LMS_HOST = "localhost", "127.0.0.1"  # two sites to a browser


@dataclass(frozen=True)
class Place:
    """Where the two are, and the rows behind them."""

    url: str
    lms_url: str
    town: "Campus"
    files: Files

    def finish_later_work(self) -> None:
        """Wait until the worker has nothing left to do."""
        for _ in range(200):
            with open_house(self.town.engine) as db:
                if not state_of_jobs(db)["waiting"]:
                    return
            time.sleep(0.05)
        raise TimeoutError("the worker does not come to an end")


class Campus(Town):
    """The town of the demo LMS: its verbs, with the people and threads planted there."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.vente = self._cohort("vente-2026")
        self.managers = self._cohort("managers-2026")
        for name in PEOPLE:
            setattr(self, name, self.in_cohort(self.vente, name))
        self.nadia = self.in_cohort(self.managers, "nadia")

    def _cohort(self, course: str) -> Cohort:
        named = select(Cohort).where(Cohort.name == COURSES[course].title)
        with open_house(self.engine) as db:
            return db.execute(named.execution_options(**ALL_COHORTS)).scalar_one()

    def in_cohort(self, cohort: Cohort, name: str) -> Member | None:
        with open_cohort(self.engine, cohort.id) as db:
            return db.scalar(select(Member).where(Member.name == PEOPLE[name].name))


@contextmanager
def served(folder: Path, database: str | None = None) -> Iterator[Place]:
    """Both, on free ports, with a worker; what is in `folder` is all they know."""
    with _listening() as tool_socket, _listening() as lms_socket:
        settings = demo_settings(folder, tool_socket.getsockname()[1])
        if database:
            settings = settings.model_copy(update={"database": database})
        lms_url = f"http://{LMS_HOST}:{lms_socket.getsockname()[1]}"
        prepare(settings, lms_url)
        lms = create_lms(settings.url, lms_url, folder / "lms")
        with house(settings) as (engine, tool):
            app = WithControlCookie(create_app(settings, engine, tool))
            with (
                _serving(app, tool_socket),
                _serving(lms, lms_socket),
                _working(Worker(engine, SCHEDULE, tool)),
            ):
                yield Place(settings.url, lms_url, Campus(engine), files_at(settings.files))


@contextmanager
def _listening() -> Iterator[socket.socket]:
    """A port that nobody else has."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        yield listening


@contextmanager
def _serving(app: Any, listening: socket.socket) -> Iterator[None]:
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    )
    thread = Thread(target=server.run, args=[[listening]])
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def _working(worker: Worker) -> Iterator[None]:
    stop = Event()
    thread = Thread(target=worker.run, args=[stop])
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
