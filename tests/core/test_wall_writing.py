import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from lti_social.core.engines import reading
from lti_social.core.wall import (
    ALL_COHORTS,
    ReadsOnly,
    Unscoped,
    open_cohort,
    open_house,
    upsert,
)
from tests.core.village import Cohort, Like, Post, Thread, Well, course_of, settle


def test_the_database_refuses_a_reference_across_cohorts(engine, village):
    with open_cohort(engine, village.chess) as db:
        db.add(Post(thread_id=village.leaves, body="boo"))
        with pytest.raises(IntegrityError):
            db.flush()


def test_nobody_writes_for_another_cohort(engine, village):
    with open_cohort(engine, village.chess) as db:
        with pytest.raises(Unscoped):
            db.add(Thread(cohort_id=village.botany, title="boo"))
        db.add(moved := Thread(title="Endings"))
        db.flush()
        moved.cohort_id = village.botany
        with pytest.raises(Unscoped):
            db.flush()


def test_a_row_does_not_climb_over_in_a_hand(engine, village):
    with open_cohort(engine, village.botany) as db:
        taken = db.get(Thread, village.leaves)
        cohort = db.get(Cohort, village.botany)
    with open_cohort(engine, village.chess) as db:
        for row in (taken, cohort):
            with pytest.raises(Unscoped):
                db.add(row)
        assert db.get(Thread, village.leaves) is None


def test_without_a_cohort_nothing_of_one_is_written(engine, village):
    with open_house(engine) as db:
        db.add(Thread(title="boo"))
        with pytest.raises(Unscoped):
            db.flush()


def test_a_cohort_is_made_where_none_is_open(engine, village):
    assert settle(engine, "Dance") not in (village.botany, village.chess)
    with open_cohort(engine, village.chess) as db, pytest.raises(Unscoped):
        db.add(Cohort(name="Dance"))


def test_a_launch_makes_a_cohort_and_goes_into_several_in_one_transaction(engine, village):
    course = course_of(engine, village.chess)
    with open_house(engine) as db, db.begin():
        strangers = db.scalars(select(Thread), execution_options=ALL_COHORTS).all()
        cohort = Cohort(name="Dance", course_id=course)
        db.add(cohort)
        with db.within(village.chess) as chess:
            chess.add(Thread(title="Endgames"))
        with db.within(cohort.id) as dance:
            dance.add(Thread(title="Tango"))
            assert dance.scalars(select(Thread.title)).all() == ["Tango"]
            assert dance.get(Thread, strangers[0].id) is None
            with pytest.raises(Unscoped), dance.within(village.chess):
                pass
    with open_cohort(engine, village.chess) as db:
        assert "Endgames" in db.scalars(select(Thread.title)).all()


def test_what_was_written_within_is_undone_with_the_rest(engine, village):
    with open_house(engine) as db, db.begin() as transaction:
        with db.within(village.chess) as chess:
            chess.add(Thread(title="Endgames"))
        transaction.rollback()
    with open_cohort(engine, village.chess) as db:
        assert "Endgames" not in db.scalars(select(Thread.title)).all()


def test_what_is_read_only_is_so_within(engine, village):
    with open_house(reading(engine)) as db, db.within(village.chess) as chess:
        assert chess.scalars(select(Thread.title)).all()
        with pytest.raises(ReadsOnly):
            chess.execute(update(Thread).values(title="x"))


def test_an_upsert_stays_at_home(engine, village):
    with open_cohort(engine, village.chess) as db:
        mine = db.scalars(select(Post.id).order_by(Post.id)).first()
    like = {"post_id": mine, "name": "Zoe"}
    with open_cohort(engine, village.botany) as db, pytest.raises(IntegrityError):
        upsert(db, Like, [like], key=Like.one_per)
    with open_cohort(engine, village.chess) as db, db.begin():
        assert upsert(db, Like, [like], key=Like.one_per).rowcount == 1
        assert upsert(db, Like, [like], key=Like.one_per).rowcount == 0
        again = [{**like, "times": 2}, {**like, "name": "Max", "times": 5}]
        upsert(db, Like, again, key=Like.one_per, update=["times"])
        assert dict(db.execute(select(Like.name, Like.times)).all()) == {"Zoe": 2, "Max": 5}
    with open_house(engine) as db, pytest.raises(Unscoped):
        upsert(db, Like, [like], key=Like.one_per)


def test_an_upsert_cannot_name_another_cohort(engine, village):
    with open_cohort(engine, village.chess) as db, db.begin():
        mine = db.scalars(select(Post.id)).first()
        like = {"cohort_id": village.botany, "post_id": mine, "name": "Zoe"}
        upsert(db, Like, [like], key=Like.one_per)
        assert db.scalars(select(Like.cohort_id)).all() == [village.chess]


def test_rows_of_nobody_are_open_to_all(engine, village):
    with open_house(engine) as db, db.begin():
        assert upsert(db, Well, [{"depth": 7}], key=["depth"]).rowcount == 1
        assert upsert(db, Well, [{"depth": 7}], key=["depth"]).rowcount == 0
        db.execute(insert(Well), [{"depth": 8}, {"depth": 9}])
    with open_cohort(engine, village.chess) as db, db.begin():
        db.execute(update(Well).where(Well.depth == 9).values(depth=10))
        assert db.scalars(select(Well.depth).order_by(Well.depth)).all() == [7, 8, 10]


def test_looking_writes_nothing(engine, village):
    looks = reading(engine)
    with open_cohort(looks, village.chess) as db:
        thread = db.get(Thread, village.opening)
        thread.title = "boo"
        with pytest.raises(ReadsOnly):
            db.flush()
    for change in (update(Thread).values(title="boo"), delete(Well)):
        with open_cohort(looks, village.chess) as db, pytest.raises(ReadsOnly):
            db.execute(change)


def test_a_change_past_the_orm_is_of_nobody_s_rows(engine, village):
    wells, threads = delete(Well), delete(Thread)
    with open_house(engine) as db, db.begin():
        upsert(db, Well, [{"depth": 7}], key=["depth"])
        assert db.change(wells, {}).rowcount == 1
        for refused in (threads, insert(Thread), wells.where(select(Thread.id).exists())):
            with pytest.raises(Unscoped):
                db.change(refused, {})
    with open_cohort(engine, village.chess) as db, pytest.raises(Unscoped):
        db.change(threads, {})
    with open_house(reading(engine)) as db, pytest.raises(ReadsOnly):
        db.change(wells, {})
