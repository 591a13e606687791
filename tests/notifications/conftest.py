from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from lti_social.cohorts.models import Member
from lti_social.cohorts.reach import Address
from lti_social.core.jobs import later, run_all
from lti_social.core.mail import Mailer
from lti_social.core.wall import open_house
from lti_social.notifications.jobs import promise_digests
from tests.notifications.postoffice import PostOffice, open_office
from tests.town import Town


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as office:
        yield office


@pytest.fixture
def mailer(office: PostOffice) -> Mailer:
    return office.mailer


@pytest.fixture
def give_address(town: Town) -> Callable[..., Address]:
    """As the LMS does with a launch."""

    def give(member: Member, email: str, language: str = "en") -> Address:
        address = Address(person_id=member.person_id, email=email, language=language)
        with open_house(town.engine) as db, db.begin():
            db.add(address)
        return address

    return give


@pytest.fixture
def send_round(engine: Engine, app: FastAPI) -> Callable[[], int]:
    """What a worker does every hour."""

    def send() -> int:
        with open_house(engine) as db, db.begin():
            later(db, promise_digests)
        return run_all(engine, app.state.lti)

    return send
