"""A job's row, and who may work on it.

A worker claims a row for the length of a lease, and renews the lease while it works. The
row goes in the transaction of the handler's own changes, and only while the claim still
holds: a worker that lost it changes nothing.
"""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

from sqlalchemy import JSON, Engine, bindparam, delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, Moment
from lti_social.core.wall import Database, open_house

log = logging.getLogger("lti_social.jobs")

TRIES = 5
LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(seconds=10)  # four times as long after each further failure


class Job(Base):
    """`due_at` is when it may next be claimed: a claimed job is hidden until the end of its
    lease, and a dead one is due no more."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    opens_cohort: Mapped[int | None]
    name: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    claim: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    dead_at: Mapped[datetime | None] = mapped_column(Moment)
    failure: Mapped[str | None]


class ClaimLost(Exception):
    """The lease ended during the work, and the job may be somebody else's by now."""


_NEXT = (
    select(Job)
    .where(Job.due_at <= bindparam("now"))
    .order_by(Job.due_at, Job.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


def claim(engine: Engine, lease: timedelta) -> Job | None:
    """The job that has been due longest; without a claim if it was tried too often."""
    with open_house(engine) as db, db.begin():
        job = db.scalar(_NEXT, {"now": now()})
        if job is None:
            return None
        if job.tries < TRIES:
            job.claim, job.due_at = secrets.token_hex(8), now() + lease
            job.tries += 1
        else:  # nobody came back from it: it may be what stops them
            job.claim, job.due_at, job.dead_at = None, None, now()
            job.failure = job.failure or "its worker was lost"
        return job


@contextmanager
def renewed(engine: Engine, job: Job, lease: timedelta) -> Iterator[None]:
    """Keep the claim from running out."""
    done = Event()

    def beat() -> None:
        while not done.wait(lease.total_seconds() / 4):
            _renew(engine, job, lease)

    heart = Thread(target=beat, name=f"lease of job {job.id}", daemon=True)
    heart.start()
    try:
        yield
    finally:
        done.set()
        heart.join()


def hold(db: Database, job: Job) -> None:
    """Nobody else may claim the job before this transaction ends, if it is still ours."""
    mine = select(Job.id).where(Job.id == job.id, Job.claim == job.claim)
    if db.scalar(mine.with_for_update()) is None:
        raise ClaimLost(f"job {job.id}")


def finish(db: Database, job: Job) -> None:
    done: Any = db.execute(delete(Job).where(Job.id == job.id, Job.claim == job.claim))
    if done.rowcount != 1:
        raise ClaimLost(f"job {job.id}")


def give_up(engine: Engine, job: Job, failure: str) -> None:
    """Let it be tried again after a while, or never if this was the last time."""
    noted: dict[str, Any] = {"claim": None, "failure": failure}
    if job.tries < TRIES:
        noted["due_at"] = now() + FIRST_WAIT * 4 ** (job.tries - 1)
    else:
        noted |= {"due_at": None, "dead_at": now()}
    with open_house(engine) as db, db.begin():
        mine = update(Job).where(Job.id == job.id, Job.claim == job.claim)
        db.execute(mine.values(noted))


def _renew(engine: Engine, job: Job, lease: timedelta) -> None:
    try:
        with open_house(engine) as db, db.begin():
            mine = update(Job).where(Job.id == job.id, Job.claim == job.claim)
            db.execute(mine.values(due_at=now() + lease))
    except OperationalError as error:  # SQLite, while the handler writes: nobody can claim
        log.info("lease of job %s not renewed: %s", job.id, type(error.orig).__name__)
