from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, UniqueConstraint, func, inspect, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from lti_social.core.db import Base
from lti_social.core.engines import reading
from lti_social.core.wall import open_cohort, open_house
from tests.core.village import Post, Village, Well

_DEPTH = select(func.sum(Well.depth))


def _in_transaction(connection: Connection) -> bool:
    connection.execute(select(1))
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        return driver.in_transaction
    return driver.info.transaction_status is not TransactionStatus.IDLE


def test_looking_opens_no_transaction_and_changing_does(engine):
    for _ in range(3):  # the pool hands the same connection to both
        with reading(engine).connect() as connection:
            assert not _in_transaction(connection)
        with engine.connect() as connection:
            assert _in_transaction(connection)


def test_looking_waits_for_nobody_and_sees_what_is_saved(engine):
    with open_house(reading(engine)) as eyes:
        assert eyes.scalar(_DEPTH) is None
        with open_house(engine) as db, db.begin():
            db.add(Well(depth=7))
            db.flush()
            assert eyes.scalar(_DEPTH) is None
        assert eyes.scalar(_DEPTH) == 7


def test_what_fails_leaves_nothing_behind(engine):
    def dig_twice() -> None:
        with open_house(engine) as db, db.begin():
            db.add(Well(depth=7))
            db.flush()
            db.add(Well(depth=7))

    with pytest.raises(IntegrityError):
        dig_twice()
    with open_house(engine) as db:
        assert db.scalars(select(Well)).all() == []


def test_many_writers_take_turns(engine):
    with open_house(engine) as db, db.begin():
        db.add(Well(depth=0))

    def dig(times: int) -> None:
        for _ in range(times):
            with open_house(engine) as db, db.begin():
                well = db.scalars(select(Well).with_for_update()).one()
                well.depth += 1

    with ThreadPoolExecutor(4) as people:
        for done in [people.submit(dig, 20) for _ in range(4)]:
            done.result()
    with open_house(engine) as db:
        assert db.scalar(_DEPTH) == 80


def test_an_error_does_not_tell_what_people_wrote(engine, village):
    with open_cohort(engine, village.chess) as db:
        db.add(Post(thread_id=999, body="my secret"))
        with pytest.raises(DBAPIError) as refused:
            db.flush()
    assert "my secret" not in str(refused.value)


def test_foreign_keys_and_unique_keys_carry_the_cohort():
    tables = Village.metadata.tables
    for key in tables["post"].foreign_key_constraints:
        assert "cohort_id" in key.column_keys
    for name in ("thread", "post", "like"):
        keys = [c for c in tables[name].constraints if isinstance(c, UniqueConstraint)]
        assert keys
        assert all(key.columns.keys()[0] == "cohort_id" for key in keys)


def test_a_row_is_saved_as_it_was_named(engine):
    names = {key["name"] for key in inspect(engine).get_unique_constraints("like")}
    assert names == {"uq_like_cohort_id_id", "uq_like_cohort_id_post_id_name"}


class Words(DeclarativeBase):
    type_annotation_map = Base.type_annotation_map


class Colour(StrEnum):
    green = "vert"


class Leaf(Words):
    __tablename__ = "leaf"

    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[Colour]


def test_a_choice_among_words_is_stored_as_the_word(engine):
    Words.metadata.create_all(engine)
    try:
        with open_house(engine) as db, db.begin():
            db.add(Leaf(colour=Colour.green))
        with engine.connect() as connection:
            stored = connection.exec_driver_sql("select colour from leaf").scalar()
        with open_house(engine) as db:
            assert db.scalars(select(Leaf.colour)).one() is Colour.green
        assert stored == "vert"
    finally:
        Words.metadata.drop_all(engine)
