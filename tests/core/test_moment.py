from datetime import UTC, datetime, timedelta, timezone

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from lti_social.core.clock import now
from lti_social.core.wall import open_house
from tests.core.village import Well

PARIS = timezone(timedelta(hours=2))


def test_a_moment_comes_back_as_it_was_and_in_utc(engine):
    noon = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=PARIS)
    with open_house(engine) as db, db.begin():
        db.add(Well(depth=3, dug_at=noon))
    with open_house(engine) as db:
        found = db.scalars(select(Well.dug_at)).one()
    assert found == noon
    assert found.tzinfo is UTC


def test_a_naive_moment_is_refused(engine):
    with open_house(engine) as db:
        db.add(Well(depth=3, dug_at=now().replace(tzinfo=None)))
        with pytest.raises(StatementError, match="naive"):
            db.flush()


def test_moments_compare_whatever_their_zone(engine):
    noon = datetime(2026, 7, 1, 12, tzinfo=PARIS)
    with open_house(engine) as db, db.begin():
        db.add(Well(depth=3, dug_at=noon))
    with open_house(engine) as db:
        depths = select(Well.depth)
        assert db.scalar(depths.where(Well.dug_at == noon.astimezone(UTC))) == 3
        assert (
            db.scalar(depths.where(Well.dug_at > datetime(2026, 7, 1, 9, tzinfo=UTC))) == 3
        )
        assert db.scalar(depths.where(Well.dug_at > noon)) is None


def test_the_clock_can_be_moved():
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC), tick=False):
        assert now() == datetime(2030, 1, 1, tzinfo=UTC)
