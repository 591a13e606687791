"""What an LMS may answer where a token was asked for."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
import time_machine
from sqlalchemy import select

from lti_social.core.wall import open_house
from lti_social.lti.failing import PlatformError
from lti_social.lti.models import AccessToken
from lti_social.lti.roster import SCOPE

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def look(service, moodle):
    return service.send("GET", moodle.roster_url, scopes=[SCOPE])


def kept(engine):
    with open_house(engine) as db:
        return db.scalars(select(AccessToken)).all()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"access_token": 7}',
        b'{"access_token": ""}',
        b'{"access_token": "a\\r\\nCookie: b"}',
        b'{"access_token": "\xc3\xa9"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_token_is_not_taken_for_one(engine, service, moodle, body):
    moodle.will_answer(httpx.Response(200, content=body), to="tokens")
    with pytest.raises(PlatformError):
        look(service, moodle)
    assert kept(engine) == []


@pytest.mark.parametrize("said", [None, "soon", -5, "NaN", 1e9])
def test_a_lifetime_that_cannot_be_read_harms_nobody(engine, service, moodle, said):
    moodle.expires_in = said
    with time_machine.travel(NOON, tick=False):
        look(service, moodle)
        assert NOON < kept(engine)[0].expires_at <= NOON + timedelta(days=1)


@pytest.mark.parametrize("status", [400, 403, 503])
def test_an_lms_that_gives_no_token_says_why(service, moodle, status):
    said = {"error": "invalid_client", "error_description": "Clock\nskew"}
    moodle.will_answer(httpx.Response(status, json=said), to="tokens")
    with pytest.raises(PlatformError) as failure:
        look(service, moodle)

    assert (failure.value.status, failure.value.said) == (status, "Clock skew")
    assert failure.value.worth_retrying == (status == 503)
