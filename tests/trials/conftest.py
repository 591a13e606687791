"""A card of Solène's and Maëlle's, and what others do with it through the door."""

from collections.abc import Callable, Iterator
from datetime import datetime

import httpx
import pytest
import time_machine

from lti_social.cohorts.models import Member
from lti_social.core.jobs import later
from lti_social.core.wall import open_cohort, open_house
from lti_social.practices.changing import changed
from lti_social.practices.models import Maturity, Practice
from lti_social.trials.jobs import look_after_plans
from lti_social.trials.models import Trial
from tests.cards import practice

Tells = Callable[..., Trial]


@pytest.fixture
def today() -> Iterator[datetime]:
    """A Tuesday noon."""
    at = datetime.fromisoformat("2026-11-24T12:00+01:00")
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def card(town, today) -> Practice:
    """Published as its page would have it."""
    row = practice(town, town.solene, town.maelle)
    with open_cohort(town.engine, row.cohort_id) as db, db.begin():
        changed(db, db.get_one(Practice, row.id))
    return town.again(row)


@pytest.fixture
def theo(town) -> Member:
    return town.member(town.vente, "Théo")


@pytest.fixture
def plans(visit, card) -> Callable[..., httpx.Response]:
    """Somebody means to try the card."""

    def plan(member: Member, by: str = "tomorrow", **said: str) -> httpx.Response:
        words = {"situation": "un client hésite", "doing": "redis ses mots"} | said
        return visit(member).submit(f"{card.path}/intentions", by=by, **words)

    return plan


@pytest.fixture
def tells(town, visit, card) -> Tells:
    """Somebody tells what happened."""

    def tell(
        member: Member, outcome: str = "worked", context: str = "Orléans", **said: str
    ) -> Trial:
        sent = {"outcome": outcome, "context": context} | said
        answer = visit(member).submit(f"{card.path}/trials", **sent)
        assert answer.history, answer.text
        return town.rows(card, Trial)[-1]

    return tell


@pytest.fixture
def maturity(town, card) -> Callable[[], Maturity]:
    """What the card shows now."""
    return lambda: town.again(card).maturity


@pytest.fixture
def proven(town, visit, card, tells, theo) -> Practice:
    """Three others, two contexts, and Claire's word."""
    for member, context in (
        (town.karim, "Orléans"),
        (town.aurore, "Le Mans"),
        (theo, "Tours"),
    ):
        tells(member, context=context)
    visit(town.claire).submit(f"{card.path}/confirm", maturity="proven", on="1")
    return town.again(card)


@pytest.fixture
def day(town, run_jobs) -> Callable[[], int]:
    """What a worker does in the morning."""

    def pass_by() -> int:
        with open_house(town.engine) as db, db.begin():
            later(db, look_after_plans)
        return run_jobs()

    return pass_by
