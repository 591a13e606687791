import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
import time_machine
from sqlalchemy import Engine, func, select

from lti_social.core.claims import Job
from lti_social.core.engines import connect
from lti_social.core.jobs import Recurring, Slot, job, later, run_one
from lti_social.core.wall import Database, open_house
from lti_social.core.worker import Worker
from tests.core.village import Village, Well


@job
def dig_one(db: Database, depth: int) -> None:
    db.add(Well(depth=depth))


@job
def dig_after_a_while(db: Database, depth: int) -> None:
    time.sleep(1)
    db.add(Well(depth=depth))


@job
def dig_deeper(db: Database) -> None:
    db.add(Well(depth=(db.scalar(select(func.max(Well.depth))) or 0) + 1))


EVERY_HOUR = Recurring("dig deeper", timedelta(hours=1), dig_deeper)


def wells(engine):
    with open_house(engine) as db:
        return db.scalars(select(Well.depth).order_by(Well.depth)).all()


def how_many(engine, model):
    with open_house(engine) as db:
        return db.scalar(select(func.count()).select_from(model))


@contextmanager
def at_work(*workers: Worker) -> Iterator[None]:
    stop = Event()
    threads = [Thread(target=worker.run, args=[stop]) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(10)
        assert not any(thread.is_alive() for thread in threads)


def until(true) -> None:
    for _ in range(400):
        if true():
            return
        Event().wait(0.025)
    pytest.fail("waited ten seconds in vain")


def test_two_workers_share_the_work_and_do_none_of_it_twice(engine):
    with open_house(engine) as db, db.begin():
        for depth in range(40):
            later(db, dig_one, depth=depth)
    with at_work(Worker(engine), Worker(engine)):
        until(lambda: how_many(engine, Job) == 0)
    assert wells(engine) == list(range(40))


def test_a_job_longer_than_its_lease_stays_with_its_worker(engine):
    with open_house(engine) as db, db.begin():
        later(db, dig_after_a_while, depth=1)
    with ThreadPoolExecutor(1) as other:
        working = other.submit(run_one, engine, lease=timedelta(seconds=0.4))
        until(lambda: _claimed(engine))
        while not working.done():
            assert not run_one(engine)
            Event().wait(0.1)
    assert wells(engine) == [1]


def _claimed(engine):
    with open_house(engine) as db:
        return db.scalar(select(Job.claim)) is not None


def test_what_recurs_runs_once_in_each_stretch_of_time_whoever_works(engine):
    with time_machine.travel(datetime(2026, 7, 1, 12, 30, tzinfo=UTC), tick=False) as clock:
        for hour in range(1, 5):
            workers = [Worker(engine, [EVERY_HOUR]) for _ in range(3)]
            with at_work(*workers):
                until(lambda hour=hour: len(wells(engine)) >= hour)
                until(lambda: how_many(engine, Job) == 0)
            assert wells(engine) == list(range(1, hour + 1))
            clock.shift(timedelta(hours=1))
    assert how_many(engine, Slot) == 2


def test_a_worker_goes_on_when_the_hour_strikes(engine):
    half_past = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    with (
        time_machine.travel(half_past, tick=False) as clock,
        at_work(Worker(engine, [EVERY_HOUR])),
    ):
        until(lambda: wells(engine) == [1])
        clock.shift(timedelta(minutes=29))
        Event().wait(0.7)
        assert wells(engine) == [1]
        clock.shift(timedelta(minutes=1))
        until(lambda: wells(engine) == [1, 2])


def test_a_worker_outlives_a_database_that_does_not_answer(tmp_path):
    engine: Engine = connect(f"sqlite:///{tmp_path}/later.db")
    with at_work(Worker(engine, [EVERY_HOUR])):
        Event().wait(0.7)
        Village.metadata.create_all(engine)
        until(lambda: wells(engine) == [1])
    engine.dispose()
