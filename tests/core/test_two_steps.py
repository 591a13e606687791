"""Jobs in two steps: first the world, outside any transaction, then what came of it."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import func, select

from lti_social.core.claims import LEASE, Job, claim
from lti_social.core.jobs import after, later, run_one
from lti_social.core.outside import Outside
from lti_social.core.wall import Database, open_cohort, open_house
from tests.core.village import Thread, Well

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


class Diviner:
    """Somebody outside, who takes their time; others go on meanwhile."""

    def __init__(self, engine, meanwhile=None):
        self.engine, self.meanwhile, self.asked = engine, meanwhile, 0

    def depth_of_water(self) -> int:
        self.asked += 1
        if self.meanwhile:
            self.meanwhile()
        return 7


def ask(outside: Outside, title: str) -> int:
    depth: int = outside.tool.depth_of_water()
    return depth


@after(ask)
def note_water(db: Database, depth: int, title: str) -> None:
    for thread in db.scalars(select(Thread)):
        thread.title = f"{title}: {depth}"


def ask_step_by_step(outside: Outside) -> int:
    with outside.step() as db:
        db.add(Well(depth=1))
    depth: int = outside.tool.depth_of_water()
    with outside.step() as db:
        db.add(Well(depth=2))
    return depth


@after(ask_step_by_step)
def dig_where_told(db: Database, depth: int) -> None:
    db.add(Well(depth=depth))


def wells(engine):
    with open_house(engine) as db:
        return db.scalars(select(Well.depth).order_by(Well.depth)).all()


def waiting(engine):
    with open_house(engine) as db:
        return db.scalar(select(func.count()).select_from(Job))


def promise(engine, handler, cohort=None, **arguments):
    with Database(engine, cohort) as db, db.begin():
        later(db, handler, **arguments)


def titles(engine, cohort):
    with open_cohort(engine, cohort) as db:
        return db.scalars(select(Thread.title)).all()


def test_what_the_first_half_brings_the_second_writes_in_the_job_s_cohort(engine, village):
    promise(engine, note_water, village.botany, title="Water")

    assert run_one(engine, Diviner(engine))

    assert titles(engine, village.botany) == ["Water: 7"]
    assert titles(engine, village.chess) == ["Openings"]
    assert waiting(engine) == 0


def test_others_write_while_the_first_half_waits(engine, village):
    def somebody_digs():
        with open_house(engine) as db, db.begin():
            db.add(Well(depth=30))

    promise(engine, note_water, village.botany, title="Water")
    assert run_one(engine, Diviner(engine, somebody_digs))

    assert wells(engine) == [30]
    assert titles(engine, village.botany) == ["Water: 7"]


def test_when_the_world_fails_the_job_is_tried_again(engine):
    def storm():
        raise OSError("no way through")

    with time_machine.travel(NOON, tick=False) as clock:
        promise(engine, dig_where_told)
        run_one(engine, Diviner(engine, storm))
        assert wells(engine) == [1]
        with open_house(engine) as db, db.begin():
            db.query(Well).delete()  # a step may be made again
        clock.shift(60)
        assert run_one(engine, Diviner(engine))

    assert wells(engine) == [1, 2, 7]
    assert waiting(engine) == 0


def test_who_lost_the_claim_in_the_first_half_changes_nothing_more(engine):
    def others_take_over():
        with time_machine.travel(datetime.now(UTC) + LEASE * 2, tick=False):
            assert claim(engine, LEASE)

    promise(engine, dig_where_told)
    run_one(engine, Diviner(engine, others_take_over))

    assert wells(engine) == [1]
    assert waiting(engine) == 1


@pytest.mark.parametrize("known", [True, False])
def test_a_half_reads_in_the_cohort_of_the_job(engine, village, known):
    with open_house(engine) as db, db.begin():
        db.add(job := Job(name="x", arguments={}, opens_cohort=village.chess))
    outside = Outside(engine, None, job)

    with outside.look(None if known else village.botany) as db:
        title = "Openings" if known else "Leaves"
        assert db.scalars(select(Thread.title)).all() == [title]
