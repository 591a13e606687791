"""What fails within a transaction and is borne with: what stays, and what does not."""

from contextlib import suppress

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from lti_social.core.engines import reading
from lti_social.core.wall import open_house, upsert
from tests.core.village import Well

_DEPTHS = select(Well.depth).order_by(Well.depth)


def dig(db, depth):
    upsert(db, Well, [{"depth": depth}], key=())


def depths(engine):
    with open_house(reading(engine)) as db:
        return db.scalars(_DEPTHS).all()


def test_of_a_part_that_fails_nothing_stays_and_of_the_whole_the_rest(engine):
    with open_house(engine) as db, db.begin():
        db.rows(_DEPTHS)
        dig(db, 1)
        with suppress(KeyError), db.begin_nested():
            dig(db, 2)
            raise KeyError
        with db.begin_nested():
            dig(db, 3)
        dig(db, 4)

    assert depths(engine) == [1, 3, 4]


def test_after_a_failure_that_was_borne_with_nothing_is_saved_outside(engine):
    def dig_on() -> None:
        with open_house(engine) as db, db.begin():
            db.rows(_DEPTHS)
            for _ in range(2):
                db.add(Well(depth=5))
                try:
                    db.flush()
                except IntegrityError:
                    break
            dig(db, 6)
            raise KeyError

    with pytest.raises((KeyError, SQLAlchemyError)):
        dig_on()
    assert depths(engine) == []


def test_a_failure_of_one_within_leaves_nothing_of_the_whole(engine, village):
    def dig_on() -> None:
        with open_house(engine) as db, db.begin():
            dig(db, 1)
            with suppress(IntegrityError), db.within(village.botany) as inside:
                inside.add(Well(depth=1))
                inside.flush()
            dig(db, 2)

    with pytest.raises(SQLAlchemyError):
        dig_on()
    assert depths(engine) == []


def test_whoever_writes_by_the_engine_alone_is_in_a_transaction(engine):
    with engine.connect() as line:
        line.execute(Well.__table__.insert(), {"depth": 9})

    assert depths(engine) == []
