"""Work for later, kept in the same database as the work itself.

`later()` adds a row to the caller's own transaction: the reply and the promise to tell
people about it are saved together or not at all. core.claims says who runs it, core.worker
when. A handler takes ids, may run twice if its worker is lost, and tolerates absence.

A job that speaks to an LMS is two functions, so that no transaction waits for a network:

    def ask(outside: Outside, course_id: int) -> Answer: ...

    @after(ask)
    def note(db: Database, answer: Answer, course_id: int) -> None: ...

`ask` runs first, outside any transaction. If the worker is lost, both run again.
"""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Engine, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core import claims
from lti_social.core.claims import LEASE, Job
from lti_social.core.clock import now
from lti_social.core.db import Base, Moment
from lti_social.core.outside import Outside
from lti_social.core.wall import Database

Handler = Callable[..., None]
Fetch = Callable[..., Any]  # (outside, **arguments) -> what its handler gets

log = logging.getLogger("lti_social.jobs")

_HANDLERS: dict[str, Handler] = {}
_FETCHES: dict[str, Fetch] = {}
_STATE = select(
    func.count(Job.due_at).label("waiting"),
    func.count(Job.dead_at).label("dead"),
    func.min(Job.due_at).label("oldest_due"),
)


class Slot(Base):
    """A recurring job has been promised for the stretch that starts then."""

    __tablename__ = "slot"
    __table_args__ = (UniqueConstraint("name", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(Moment)


class Recurring(NamedTuple):
    """A job to run once in each stretch of time, counted from 1970."""

    name: str
    every: timedelta
    handler: Handler


def job(handler: Handler) -> Handler:
    """Mark a function `(db, **arguments)` as something a worker may run."""
    if _HANDLERS.setdefault(_name(handler), handler) is not handler:
        raise ValueError(f"two jobs called {_name(handler)}")
    return handler


def after(fetch: Fetch) -> Callable[[Handler], Handler]:
    """Mark a function `(db, fetched, **arguments)` as the second half of a job."""

    def mark(handler: Handler) -> Handler:
        job(handler)
        _FETCHES[_name(handler)] = fetch
        return handler

    return mark


def later(
    db: Database,
    handler: Handler,
    *,
    wait: timedelta = timedelta(0),
    in_house: bool = False,
    **arguments: Any,
) -> None:
    """Promise, with what `db` saves, to call `handler` in the same cohort, or in none."""
    name = _name(handler)
    if name not in _HANDLERS:
        raise ValueError(f"{name} is not marked @job")
    due_at, opens = now() + wait, None if in_house else db.cohort_id
    db.add(Job(name=name, opens_cohort=opens, arguments=arguments, due_at=due_at))


def run_all(engine: Engine, tool: object = None) -> int:
    """Run what is due until nothing is; how many."""
    done = 0
    while run_one(engine, tool):
        done += 1
    return done


def run_one(engine: Engine, tool: object = None, *, lease: timedelta = LEASE) -> bool:
    """Run the job that has been due longest. False when nothing is due.

    `tool` is what the first halves of jobs reach the world with.
    """
    job = claims.claim(engine, lease)
    if job is None:
        return False
    if job.claim:
        _run(Outside(engine, tool, job), lease)
    return True


def state_of_jobs(db: Database) -> dict[str, Any]:
    """For /health: how many wait, how many are dead, and since when the oldest is due."""
    state = db.execute(_STATE).one()
    oldest_due = state.oldest_due and state.oldest_due.isoformat()
    return {"waiting": state.waiting, "dead": state.dead, "oldest_due": oldest_due}


def in_short(error: BaseException) -> str:
    """An error for the log: its first line, as databases put people's values below it."""
    first_line = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {first_line}"[:500]


def _name(handler: Handler) -> str:
    return f"{handler.__module__.split('.')[-2]}.{handler.__name__}"


def _run(outside: Outside, lease: timedelta) -> None:
    engine, _, job = outside
    try:
        with claims.renewed(engine, job, lease):
            fetched = _fetched(outside)
            with Database(engine, job.opens_cohort) as db, db.begin():
                _HANDLERS[job.name](db, *fetched, **job.arguments)
                claims.finish(db, job)
    except Exception as error:  # the worker outlives any one job
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("job %s (%s) failed: %s\n%s", job.id, job.name, in_short(error), where)
        claims.give_up(engine, job, in_short(error))


def _fetched(outside: Outside) -> tuple[Any, ...]:
    """What the first half brings, if the job has one."""
    fetch = _FETCHES.get(outside.job.name)
    return (fetch(outside, **outside.job.arguments),) if fetch else ()
