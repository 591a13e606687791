"""What we have the drivers do otherwise than they are used to."""

from datetime import UTC, datetime
from enum import StrEnum

import pytest
from sqlalchemy import Enum, Numeric, bindparam, cast, event, func, insert, null, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from lti_social.core.engines import connect, reading
from lti_social.core.wall import open_cohort, open_house
from tests.core.village import Thread, Well

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def cursor(engine):
    connection = engine.raw_connection()
    yield connection.cursor()
    connection.close()


def test_the_columns_of_an_answer_are_described_when_that_is_read(cursor):
    cursor.execute("select 1 as one, 'x' as two")

    assert len(cursor.description) == 2
    assert [column[0] for column in cursor.description] == ["one", "two"]
    assert cursor.description[1][0] == "two"


def test_what_has_no_columns_describes_none(cursor):
    assert cursor.description is None
    cursor.execute("create temporary table puddle (depth integer)")
    assert cursor.description is None


def test_a_write_on_a_connection_that_was_ended_fails_once_and_says_so(engine):
    _end_the_connection(engine)

    with pytest.raises(DBAPIError), open_house(engine) as db, db.begin():
        db.add(Well(depth=7))
    with open_house(engine) as db, db.begin():
        db.add(Well(depth=8))

    with open_house(reading(engine)) as db:
        assert db.scalars(select(Well.depth)).all() == [8]


def _end_the_connection(engine):
    """As a server that restarts does, or a disk that is gone, while nobody uses it."""
    with engine.connect() as line:
        driver = line.connection.dbapi_connection
    if engine.dialect.name == "sqlite":
        driver.close()
        return
    with engine.connect() as held, engine.connect() as other:  # the one, and another
        assert held.connection.dbapi_connection is driver
        other.execute(select(func.pg_terminate_backend(driver.info.backend_pid)))


@pytest.fixture
def asked_at_length(engine):
    """What was asked by way of SQLAlchemy."""
    executed = []

    def note(_connection, clause, *_):
        executed.append(clause)

    event.listen(engine, "before_execute", note)
    yield executed
    event.remove(engine, "before_execute", note)


def test_a_constant_goes_past_sqlalchemy_from_its_second_time_on(
    engine, village, asked_at_length
):
    question = select(Thread.title)
    for _ in range(3):
        for cohort, title in ((village.botany, "Leaves"), (village.chess, "Openings")):
            with open_cohort(reading(engine), cohort) as db:
                assert db.rows(question).scalars().all() == [title]

    assert len(asked_at_length) == 1


def test_other_parameters_make_another_text(engine, village):
    question = select(Thread.title, bindparam("one", 1), bindparam("two", 2))
    with open_cohort(reading(engine), village.botany) as db:
        for _ in range(2):
            assert db.rows(question).one() == ("Leaves", 1, 2)
            assert db.rows(question, {"one": 3}).one() == ("Leaves", 3, 2)
            assert db.rows(question, {"two": 3}).one() == ("Leaves", 1, 3)


def test_what_depends_on_the_values_is_left_to_sqlalchemy(engine, village, asked_at_length):
    question = select(Thread.title).where(
        Thread.title.in_(bindparam("titles", expanding=True))
    )
    with open_cohort(reading(engine), village.botany) as db:
        for wanted in (["Leaves"], ["Leaves", "Roots"], []):
            found = db.rows(question, {"titles": wanted}).scalars().all()
            assert found == (["Leaves"] if wanted else [])

    assert len(asked_at_length) == 3


def test_who_listens_hears_each_time(engine, village):
    heard = []

    def note(_connection, _cursor, text, *_):
        heard.append(text)

    question = select(Thread.title)
    with open_cohort(reading(engine), village.botany) as db:
        db.rows(question)
        event.listen(engine, "before_cursor_execute", note)
        db.rows(question)
        event.remove(engine, "before_cursor_execute", note)
        db.rows(question)

    assert len(heard) == 1


class Word(StrEnum):
    one = "eins"


WORDS = Enum(Word, native_enum=False, values_callable=lambda of: [it.value for it in of])


def test_rows_are_read_by_name_and_are_what_the_columns_mean(engine):
    word = bindparam("word", type_=WORDS)
    question = select(Well.depth, Well.dug_at, word.label("word"), null().label("none"))
    with open_house(engine) as db, db.begin():
        db.add(Well(depth=7, dug_at=NOON))
        db.flush()
        first, second = (db.rows(question, {"word": Word.one}).one() for _ in range(2))

    assert first == second == (7, NOON, Word.one, None)
    assert (second.dug_at.tzinfo, type(second.word)) == (UTC, Word)


def test_what_one_database_answered_says_nothing_of_another(engine, tmp_path):
    """How a number is read depends on what the driver calls it."""
    other = connect(f"sqlite:///{tmp_path}/other.db")
    number = select(cast("2.5", Numeric).label("number"))
    for asked in (other, engine):
        with open_house(reading(asked)) as db:
            assert [float(db.rows(number).scalar_one()) for _ in range(2)] == [2.5, 2.5]
    other.dispose()


def test_a_failure_is_told_the_same_way_however_it_was_asked(engine):
    change, told = insert(Well), []
    with open_house(engine) as db, db.begin():
        db.add(Well(depth=71, dug_at=NOON))
    for other in (1, 2):
        with pytest.raises(IntegrityError) as failure, open_house(engine) as db, db.begin():
            db.change(change, {"depth": 71, "dug_at": NOON})
        told.append(str(failure.value))
        with open_house(engine) as db, db.begin():
            db.change(change, {"depth": other, "dug_at": NOON})

    assert told[0].splitlines()[0] == told[1].splitlines()[0]
    assert "INSERT INTO well" in told[1]
    assert str(NOON.year) not in told[1]  # of what was given, nothing reaches a log


def test_a_question_on_a_connection_that_was_ended_fails_once_and_says_so(engine):
    question = select(Well.depth)
    reads = reading(engine)
    for _ in range(2):
        with open_house(reads) as db:
            db.rows(question)
    _end_the_connection(engine)

    with pytest.raises(DBAPIError), open_house(reads) as db:
        db.rows(question)
    with open_house(reads) as db:
        assert db.rows(question).all() == []
