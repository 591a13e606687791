"""Workers in processes of their own, which tests kill at the worst moment."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import nullcontext
from multiprocessing.process import BaseProcess
from threading import Event

import time_machine
from pydantic import SecretStr
from sqlalchemy import Engine

from lti_social.core.claims import Job
from lti_social.core.clock import now
from lti_social.core.engines import connect
from lti_social.core.mail import Mailer
from lti_social.core.wall import open_house
from lti_social.core.worker import Worker
from lti_social.lti.tool import Tool

PATIENCE = 30  # seconds
_FORKED = multiprocessing.get_context("forkserver")  # each starts in a few milliseconds
_FORKED.set_forkserver_preload(["lti_social.app", "lti_social.schedule", "tests.lost"])


class Workers:
    """One worker at a time; `kill` is for the LMS to call, in the midst of answering."""

    def __init__(
        self, engine: Engine, url: str, secret: str, smtp: str = "", at: str = ""
    ) -> None:
        """`smtp` is the mail server's address; `at` when the workers live, if not now."""
        self._engine = engine
        database = engine.url.render_as_string(hide_password=False)
        self._given = (database, url, secret, smtp, at)
        self._process: BaseProcess | None = None

    def kill(self) -> None:
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGKILL)

    def work(self, until: Callable[[], bool] = lambda: False) -> None:
        """Until it is killed, or `until` says so; its claims are taken for lost then."""
        self._process = _FORKED.Process(target=_work, args=self._given)
        self._process.start()
        for _ in range(PATIENCE * 100):
            self._process.join(0.01)
            if self._process.exitcode is not None or until():
                break
        self._process.kill()
        self._process.join()
        self._end_leases()

    def is_idle(self) -> bool:
        with open_house(self._engine) as db:
            return db.query(Job).count() == 0

    def _end_leases(self) -> None:
        """As when time passes. Five lost workers would end a job: these are accidents."""
        with open_house(self._engine) as db, db.begin():
            db.query(Job).update({"due_at": now(), "tries": 0})


def _work(database: str, url: str, secret: str, smtp: str, at: str) -> None:
    mailer = Mailer.of(SecretStr(smtp), "lti-social@tool.test") if smtp else None
    tool = Tool.at(url, secret, mailer=mailer)
    with time_machine.travel(at, tick=True) if at else nullcontext():
        Worker(connect(database), tool=tool).run(Event())
