from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from lti_social.core.claims import (
    FIRST_WAIT,
    LEASE,
    TRIES,
    ClaimLost,
    Job,
    claim,
    finish,
    give_up,
)
from lti_social.core.jobs import job, later, run_all, run_one, state_of_jobs
from lti_social.core.wall import Database, open_cohort, open_house
from tests.core.village import Thread, Well

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@job
def dig(db: Database, depth: int) -> None:
    db.add(Well(depth=depth))


@job
def dig_and_stumble(db: Database, depth: int) -> None:
    db.add(Well(depth=depth))
    db.flush()
    raise ValueError(f"no water\nat {depth} metres")


@job
def rename_threads(db: Database, title: str) -> None:
    for thread in db.scalars(select(Thread)):
        thread.title = title


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def wells(engine):
    with open_house(engine) as db:
        return db.scalars(select(Well.depth).order_by(Well.depth)).all()


def jobs(engine):
    with open_house(engine) as db:
        return db.scalars(select(Job).order_by(Job.id)).all()


def promise(engine, handler, **arguments):
    with open_house(engine) as db, db.begin():
        later(db, handler, **arguments)


def test_a_job_runs_once_and_is_gone(engine):
    promise(engine, dig, depth=3)
    assert run_one(engine)
    assert not run_one(engine)
    assert wells(engine) == [3]
    assert jobs(engine) == []


def test_a_promise_is_saved_with_its_cause_or_not_at_all(engine):
    with open_house(engine) as db:
        db.add(Well(depth=1))
        later(db, dig, depth=2)
        db.rollback()
    assert run_all(engine) == 0
    assert wells(engine) == []


def test_a_job_works_in_the_cohort_that_asked(engine, village):
    with open_cohort(engine, village.chess) as db, db.begin():
        later(db, rename_threads, title="Endings")
    assert run_all(engine) == 1
    for cohort, title in ((village.chess, "Endings"), (village.botany, "Leaves")):
        with open_cohort(engine, cohort) as db:
            assert db.scalars(select(Thread.title)).all() == [title]


def test_what_was_due_first_is_done_first(engine, noon):
    promise(engine, dig, depth=2, wait=timedelta(minutes=2))
    promise(engine, dig, depth=1, wait=timedelta(minutes=1))
    assert run_all(engine) == 0
    noon.shift(timedelta(minutes=1))
    assert run_all(engine) == 1
    assert wells(engine) == [1]
    noon.shift(timedelta(minutes=1))
    assert run_all(engine) == 1


def test_only_marked_functions_can_be_promised(engine):
    with open_house(engine) as db, pytest.raises(ValueError, match="not marked"):
        later(db, wells)


def test_a_failure_undoes_the_work_and_waits_longer_each_time(engine, noon):
    promise(engine, dig_and_stumble, depth=3)
    waits = []
    for tries in range(1, TRIES):
        assert run_one(engine)
        assert not run_one(engine)
        [failed] = jobs(engine)
        assert failed.tries == tries
        waits.append((failed.due_at - datetime.now(UTC)) / FIRST_WAIT)
        noon.move_to(failed.due_at)
    assert waits == [1, 4, 16, 64]
    assert wells(engine) == []


def test_after_five_failures_a_job_is_dead_and_says_why(engine, noon):
    promise(engine, dig_and_stumble, depth=3)
    for _ in range(TRIES):
        assert run_one(engine)
        noon.shift(timedelta(days=1))
    assert not run_one(engine)
    [dead] = jobs(engine)
    assert dead.dead_at is not None
    assert dead.failure == "ValueError: no water"
    with open_house(engine) as db:
        assert state_of_jobs(db) == {"waiting": 0, "dead": 1, "oldest_due": None}


def test_the_log_says_what_failed_and_nothing_of_what_people_wrote(engine, caplog):
    promise(engine, dig_and_stumble, depth=424242)
    run_one(engine)
    assert "core.dig_and_stumble" in caplog.text
    assert "no water" in caplog.text
    assert "424242" not in caplog.text


def test_a_job_nobody_knows_any_more_fails_like_others(engine):
    with open_house(engine) as db, db.begin():
        later(db, dig, depth=3)
        db.flush()
        db.scalars(select(Job)).one().name = "core.forgotten"
    assert run_one(engine)
    assert jobs(engine)[0].failure == "KeyError: 'core.forgotten'"


def test_a_lost_worker_s_job_is_another_s_when_the_lease_ends(engine, noon):
    promise(engine, dig, depth=3)
    claim(engine, LEASE)
    noon.shift(LEASE - timedelta(seconds=1))
    assert not run_one(engine)
    noon.shift(timedelta(seconds=1))
    assert run_one(engine)
    assert wells(engine) == [3]


def test_a_job_that_loses_its_workers_is_dead_in_the_end(engine, noon):
    promise(engine, dig, depth=3)
    for _ in range(TRIES):
        claim(engine, LEASE)
        noon.shift(LEASE)
    assert run_one(engine)
    assert not run_one(engine)
    [dead] = jobs(engine)
    assert (dead.dead_at, dead.failure) == (datetime.now(UTC), "its worker was lost")
    assert wells(engine) == []


def test_a_worker_that_lost_its_claim_changes_nothing(engine, noon):
    promise(engine, dig, depth=3)
    slow = claim(engine, LEASE)
    noon.shift(LEASE)
    quick = claim(engine, LEASE)

    give_up(engine, slow, "too late")
    [row] = jobs(engine)
    assert (row.claim, row.failure) == (quick.claim, None)

    with pytest.raises(ClaimLost):
        _dig_and_finish(engine, slow)
    assert wells(engine) == []

    _dig_and_finish(engine, quick)
    assert wells(engine) == [3]
    assert jobs(engine) == []


def _dig_and_finish(engine, claimed):
    with open_house(engine) as db, db.begin():
        dig(db, depth=3)
        finish(db, claimed)


def test_the_state_of_jobs_tells_since_when_the_oldest_is_due(engine, noon):
    promise(engine, dig, depth=1)
    promise(engine, dig, depth=2, wait=timedelta(hours=1))
    with open_house(engine) as db:
        state = {"waiting": 2, "dead": 0, "oldest_due": "2026-07-01T12:00:00+00:00"}
        assert state_of_jobs(db) == state
