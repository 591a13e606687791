import pytest
from sqlalchemy import (
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
    union,
    update,
)
from sqlalchemy.orm import joinedload, selectinload, subqueryload

from lti_social.core.asking import ask_house
from lti_social.core.engines import reading
from lti_social.core.wall import (
    ALL_COHORTS,
    Unscoped,
    open_cohort,
    open_house,
)
from tests.core.village import Cohort, Post, Thread, Well

REACHING = [
    select(Thread),
    select(Post.body),
    select(func.count()).select_from(Thread),
    select(Well.depth).where(select(Post.id).exists()),
    select(Well.depth).order_by(select(func.max(Post.id)).scalar_subquery()),
    select(Thread.__table__),
    select(Cohort.name),
    union(select(Post.id), select(Well.id)),
    delete(Post),
    update(Thread).values(title="boo"),
    update(Well).values(depth=select(func.count(Post.id)).scalar_subquery()),
    insert(Thread).values(cohort_id=1, title="boo"),
    insert(Well).from_select(["depth"], select(Post.id)),
    text("select * from thread"),
]


@pytest.mark.parametrize("statement", REACHING, ids=str)
def test_no_cohort_no_rows(engine, village, statement):
    with open_house(engine) as db, pytest.raises(Unscoped):
        db.execute(statement)


def test_all_cohorts_must_be_said_aloud(engine, village):
    everyone = select(Thread).execution_options(**ALL_COHORTS)
    for _ in range(2):
        with open_house(engine) as db:
            assert len(db.scalars(everyone).all()) == 2
            assert len(db.scalars(select(Thread), execution_options=ALL_COHORTS).all()) == 2
        with open_cohort(engine, village.chess) as db:
            assert db.scalars(select(Thread.id)).all() == [village.opening]


def test_one_and_the_same_question_is_asked_of_one_and_of_all_in_turns(engine, village):
    titles = select(Thread.title)
    for _ in range(2):
        with open_house(engine) as db:
            assert len(db.scalars(titles, execution_options=ALL_COHORTS).all()) == 2
        with open_cohort(engine, village.chess) as db:
            assert db.scalars(titles).all() == ["Openings"]
            assert db.rows(titles).scalars().all() == ["Openings"]
        with open_house(engine) as db, pytest.raises(Unscoped):
            db.scalars(titles)


def test_rows_of_all_cohorts_can_be_removed_aloud(engine, village):
    with open_house(engine) as db, db.begin():
        db.execute(delete(Post).execution_options(**ALL_COHORTS))
    for cohort in (village.botany, village.chess):
        with open_cohort(engine, cohort) as db:
            assert db.scalars(select(Post)).all() == []


PAST_THE_WALL = [
    insert(Thread).values(title="boo"),
    text("select * from thread"),
    select(Thread).where(text("1 = 1")),
    select(Thread).order_by(text("title")),
    select(Thread).from_statement(text("select * from thread")),
    select(literal_column("(select max(title) from thread)")),
    select(column("title")).select_from(table("thread")),
    select(Thread).execution_options(**ALL_COHORTS),
    select(delete(Post).returning(Post.id).cte().c.id),
    update(Thread.__table__).values(title="boo"),
    delete(Thread.__table__),
]


@pytest.mark.parametrize("statement", PAST_THE_WALL, ids=str)
def test_what_cannot_be_kept_inside_is_refused_every_time(engine, village, statement):
    with open_cohort(engine, village.botany) as db:
        for _ in range(2):
            with pytest.raises(Unscoped):
                db.execute(statement)


def test_many_rows_by_key_are_refused(engine, village):
    stolen = {"id": village.leaves, "title": "boo"}
    with open_cohort(engine, village.chess) as db:
        for change in (
            lambda: db.execute(update(Thread), [stolen]),
            lambda: db.execute(insert(Thread), [stolen]),
            lambda: db.bulk_update_mappings(Thread, [stolen]),
            lambda: db.bulk_insert_mappings(Thread, [stolen]),
            lambda: db.bulk_save_objects([Thread(title="boo")]),
            db.connection,
        ):
            with pytest.raises(Unscoped):
                change()


def test_the_same_question_has_another_answer_next_door(engine, village):
    count = select(func.count()).select_from(Post)
    for cohort, title in ((village.botany, "Leaves"), (village.chess, "Openings")) * 2:
        with open_cohort(engine, cohort) as db:
            assert db.scalars(select(Thread.title)).all() == [title]
            assert db.scalar(count) == 2


def test_a_cohort_sees_itself_alone(engine, village):
    with open_cohort(engine, village.chess) as db:
        assert db.scalars(select(Cohort.name)).all() == ["Chess"]
        assert db.get(Cohort, village.botany) is None
        db.execute(update(Cohort).values(name="Go"))
        db.commit()
    with open_cohort(engine, village.botany) as db:
        assert db.scalars(select(Cohort.name)).all() == ["Botany"]


def test_a_row_next_door_is_not_there(engine, village):
    with open_cohort(engine, village.chess) as db:
        assert db.get(Thread, village.leaves) is None
        assert db.get(Thread, village.opening).title == "Openings"


def test_changes_stop_at_the_wall(engine, village):
    with open_cohort(engine, village.chess) as db, db.begin():
        assert db.execute(update(Thread).values(title="Go")).rowcount == 1
        named = update(Thread).where(Thread.id == bindparam("which")).values(title="boo")
        assert db.execute(named, {"which": village.leaves}).rowcount == 0
        assert db.execute(delete(Post)).rowcount == 2
    with open_cohort(engine, village.botany) as db:
        assert db.scalars(select(Thread.title)).all() == ["Leaves"]
        assert db.scalar(select(func.count(Post.id))) == 2


def test_a_change_may_ask_other_rows_of_its_cohort(engine, village):
    newest = select(func.max(Post.body)).scalar_subquery()
    started = Thread.id.in_(select(Post.thread_id))
    with open_cohort(engine, village.chess) as db, db.begin():
        db.execute(update(Thread).where(started).values(title=newest))
        db.execute(delete(Post).where(Post.thread_id.not_in(select(Thread.id))))
        assert db.scalars(select(Thread.title)).all() == ["e4?"]


def test_what_is_loaded_follows_a_change(engine, village):
    with open_cohort(engine, village.chess) as db, db.begin():
        thread = db.scalars(select(Thread)).one()
        db.execute(update(Thread).where(Thread.title == "Openings").values(title="Endings"))
        assert thread.title == "Endings"


@pytest.mark.parametrize("loading", [selectinload, joinedload, subqueryload])
def test_related_rows_load_inside_the_wall(engine, village, loading):
    with open_cohort(engine, village.chess) as db:
        threads = db.scalars(select(Thread).options(loading(Thread.posts))).unique().all()
        assert [post.body for post in threads[0].posts] == ["e4?", "c5!"]


def test_related_rows_load_late_inside_the_wall(engine, village):
    with open_cohort(engine, village.chess) as db:
        thread = db.scalars(select(Thread)).one()
        assert [post.thread.title for post in thread.posts] == ["Openings", "Openings"]
        db.refresh(thread)
        db.expire(thread)
        assert thread.title == "Openings"


@pytest.mark.parametrize("options", [{}, ALL_COHORTS])
def test_a_connection_past_the_session_meets_the_same_wall(engine, village, options):
    statement = select(Thread).execution_options(**options)
    with engine.connect() as connection, pytest.raises(Unscoped):
        connection.execute(statement)
    with open_cohort(engine, village.chess) as db:
        assert db.scalars(select(Thread.id)).all() == [village.opening]


def test_a_bare_table_is_kept_inside_too(engine, village):
    titles = Thread.__table__.c.title
    with open_cohort(engine, village.chess) as db:
        assert db.scalars(select(titles)).all() == ["Openings"]
        assert db.scalars(select(titles.table.alias().c.title)).all() == ["Openings"]


def test_rows_are_locked_through_the_wall(engine, village):
    with open_cohort(engine, village.chess) as db, db.begin():
        locked = select(Thread).with_for_update(of=Thread)
        assert db.scalars(locked).one().title == "Openings"
        assert db.scalars(select(Thread).with_for_update()).one().title == "Openings"


def test_a_question_past_the_orm_for_all_cohorts_is_asked_on_none(engine, village):
    titles = select(Thread.title).execution_options(**ALL_COHORTS)
    with open_house(engine) as db:
        everything = db.rows(titles).scalars().all()
        assert set(everything) == set(db.scalars(titles))
    with open_cohort(engine, village.chess) as db:
        assert len(db.rows(select(Thread.title)).all()) < len(everything)
        with pytest.raises(Unscoped):
            db.rows(titles)


def test_a_question_without_a_session_is_for_nobody_s_rows(engine, village):
    reads = reading(engine)
    assert ask_house(reads, select(Well.id), {}) == []
    for owned in (select(Thread.id), select(Thread.id).execution_options(**ALL_COHORTS)):
        with pytest.raises(Unscoped):
            ask_house(reads, owned, {})
    with pytest.raises(ValueError):
        ask_house(engine, select(Well.id), {})
