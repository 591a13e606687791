"""A card that somebody saved or tried, and days that pass."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta

import pytest
import time_machine

from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.wall import open_cohort, open_house
from lti_social.practices.changing import changed
from lti_social.practices.models import Practice
from lti_social.recalls.coming import remember
from lti_social.recalls.jobs import look_after_cards
from lti_social.trials.models import Outcome
from lti_social.trials.telling import was_told
from tests.cards import practice, trial

Days = Callable[[float], AbstractContextManager[None]]


@pytest.fixture
def today() -> Iterator[datetime]:
    """A Tuesday noon."""
    at = datetime.fromisoformat("2026-11-24T12:00+01:00")
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def after(today) -> Days:
    """So many days after that Tuesday."""

    @contextmanager
    def passed(days: float) -> Iterator[None]:
        with time_machine.travel(today + timedelta(days=days), tick=False):
            yield

    return passed


@pytest.fixture
def card(town, today) -> Practice:
    """Solène's, published as its page would have it."""
    row = practice(town, town.solene)
    with open_cohort(town.engine, row.cohort_id) as db, db.begin():
        changed(db, db.get_one(Practice, row.id))
    return town.again(row)


@pytest.fixture
def saves(town) -> Callable[..., None]:
    def save(member, card) -> None:
        with open_cohort(town.engine, card.cohort_id) as db, db.begin():
            remember(db, member.id, card.id)

    return save


@pytest.fixture
def tells(town) -> Callable[..., object]:
    """Somebody tells of a trial, and what follows does."""

    def tell(member, card, outcome: Outcome = Outcome.worked):
        told = trial(town, card, member, outcome, told_at=now())
        with open_cohort(town.engine, card.cohort_id) as db, db.begin():
            was_told(db, db.get_one(type(told), told.id))
        return told

    return tell


@pytest.fixture
def night(town, run_jobs) -> Callable[[], int]:
    """What a worker does once a day."""

    def pass_by() -> int:
        with open_house(town.engine) as db, db.begin():
            later(db, look_after_cards)
        return run_jobs()

    return pass_by
