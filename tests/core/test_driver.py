"""What we have the drivers do otherwise than they are used to."""

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import DBAPIError

from lti_social.core.db import reading
from lti_social.core.texts import kept_text
from lti_social.core.wall import open_cohort, open_house
from tests.core.village import Thread, Well

_TITLES = select(Thread.title)


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


def test_a_constant_is_found_by_what_it_is_and_never_one_for_another(engine, village):
    dialect = engine.dialect
    kept_text(_TITLES, dialect, {"a": 1})  # the first time it may be no constant
    first = kept_text(_TITLES, dialect, {"a": 1})

    assert kept_text(_TITLES, dialect, {"a": 2}) is first
    assert kept_text(_TITLES, dialect, {"a": 1, "b": 1}) is not first
    assert kept_text(_TITLES, dialect, [{"a": 1}, {"a": 2}]) is not first
    assert kept_text(select(Thread.title), dialect, {"a": 1}) is not first
    for _ in range(3):
        for cohort, title in ((village.botany, "Leaves"), (village.chess, "Openings")):
            with open_cohort(reading(engine), cohort) as db:
                assert db.rows(_TITLES).scalars().all() == [title]


def test_what_is_asked_but_once_is_not_kept(engine, village):
    made = []

    def note(_connection, _cursor, _text, _given, context, _many):
        made.append(context.execution_options.get("compiled_cache"))

    event.listen(engine, "before_cursor_execute", note)
    question = select(Thread.title)
    with open_cohort(reading(engine), village.botany) as db:
        for _ in range(2):
            db.rows(question).all()

    assert made[0] is None
    assert made[1] is not None
