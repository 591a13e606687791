"""/health, for whoever watches over the tool."""

from datetime import UTC, datetime

import pytest
import time_machine
from fastapi.testclient import TestClient

from lti_social import __version__
from lti_social.app import create_app
from lti_social.cohorts.jobs import forget_sessions
from lti_social.core.claims import Job
from lti_social.core.clock import now
from lti_social.core.config import Settings
from lti_social.core.engines import connect
from lti_social.core.jobs import later
from lti_social.core.wall import open_house
from tests.visitor import URL

MORNING = datetime(2026, 11, 3, 8, tzinfo=UTC)


@pytest.fixture
def browser(app):
    return TestClient(app, base_url=URL)


def test_all_is_well(browser):
    answer = browser.get("/health")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {
        "status": "ok",
        "version": __version__,
        "database": "ok",
        "jobs": {"waiting": 0, "dead": 0, "oldest_due": None},
    }


def test_jobs_that_wait_and_jobs_that_died_are_counted(engine, browser):
    with (
        time_machine.travel(MORNING, tick=False),
        open_house(engine) as db,
        db.begin(),
    ):
        for _ in range(2):
            later(db, forget_sessions)
        db.add(Job(name="x.y", arguments={}, dead_at=now(), tries=5))

    assert browser.get("/health").json()["jobs"] == {
        "waiting": 2,
        "dead": 1,
        "oldest_due": "2026-11-03T08:00:00+00:00",
    }


@pytest.mark.parametrize(
    "gone",
    ["sqlite:////no/such/folder/x.db", "postgresql+psycopg://postgres@127.0.0.1:9/none"],
    ids=["sqlite", "postgresql"],
)
def test_a_database_that_is_gone_is_said_and_nothing_of_where_it_was(gone, app):
    settings: Settings = app.state.settings
    lost = create_app(settings, connect(gone), app.state.lti)
    answer = TestClient(lost, base_url=URL).get("/health")

    assert answer.status_code == 503
    assert answer.json() == {
        "status": "failing",
        "version": __version__,
        "database": "unreachable",
        "jobs": None,
    }


def test_a_page_without_a_database_is_still_a_page(app):
    lost = create_app(app.state.settings, connect("sqlite:////no/x.db"), app.state.lti)
    answer = TestClient(lost, base_url=URL).get(
        "/c/1", headers={"cookie": "__Host-lti-social=a-token"}
    )

    assert answer.status_code == 500
    assert answer.headers["x-request-id"] in answer.text
    assert "sqlite" not in answer.text
