import logging
from datetime import UTC, datetime, timedelta

import httpx
import jwt
import pytest
import time_machine
from sqlalchemy import select

from lti_social.core.errors import NotFound
from lti_social.core.seal import Seal
from lti_social.core.wall import open_house
from lti_social.lti.failing import PlatformError
from lti_social.lti.models import AccessToken, Platform
from lti_social.lti.registering import remove_platform
from lti_social.lti.service import Service
from tests.lti.fake_moodle import SPEC, FakeMoodle
from tests.lti.platform import SECRET, tool_among

ROSTER = f"{SPEC}/lti-nrps/scope/contextmembership.readonly"
SCORE = f"{SPEC}/lti-ags/scope/score"
RESULT = f"{SPEC}/lti-ags/scope/result.readonly"
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def of(engine, moodle, **changes):
    """The services of a registration, through a process of its own."""
    platform_id = moodle.register(engine, **changes)
    return Service.of(engine, tool_among(moodle), platform_id)


def look(service, moodle, *scopes):
    return service.send("GET", moodle.roster_url, scopes=scopes or [ROSTER])


def asked_for(moodle):
    """The token requests that arrived."""
    return [ask for ask in moodle.heard if ask.url.path.endswith("/token")]


def assertion(request):
    return dict(httpx.QueryParams(request.content.decode()))["client_assertion"]


def kept(engine):
    with open_house(engine) as db:
        return db.scalars(select(AccessToken).order_by(AccessToken.id)).all()


def test_a_token_is_asked_for_as_the_security_framework_says(service, moodle):
    with time_machine.travel(NOON, tick=False):
        look(service, moodle)

    (request,) = asked_for(moodle)
    form = dict(httpx.QueryParams(request.content.decode()))
    kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    assert form.pop("client_assertion")
    assert form == {
        "grant_type": "client_credentials",
        "client_assertion_type": kind,
        "scope": ROSTER,
    }
    claims = jwt.decode(assertion(request), options={"verify_signature": False})
    assert claims.pop("jti")
    assert claims == {
        "iss": moodle.client_id,
        "sub": moodle.client_id,
        "aud": f"{moodle.issuer}/token",
        "iat": int(NOON.timestamp()) - 5,
        "exp": int(NOON.timestamp()) + 300,
    }


def test_an_lms_whose_tokens_have_another_audience_is_addressed_so(engine, moodle):
    platform_id = moodle.register(engine)
    with open_house(engine) as db, db.begin():
        db.get(Platform, platform_id).token_audience = moodle.issuer
    look(Service.of(engine, tool_among(moodle), platform_id), moodle)

    said = assertion(asked_for(moodle)[0])
    assert jwt.decode(said, options={"verify_signature": False})["aud"] == moodle.issuer


def test_workers_share_a_token_until_a_minute_before_its_end(engine, service, moodle):
    other_process = Service.of(engine, tool_among(moodle), service.registration.id)
    with time_machine.travel(NOON, tick=False) as clock:
        look(service, moodle)
        clock.shift(timedelta(minutes=58, seconds=59))
        look(other_process, moodle)
        assert len(asked_for(moodle)) == 1
        clock.shift(timedelta(seconds=2))
        look(other_process, moodle)
        look(service, moodle)
        assert len(asked_for(moodle)) == 2


def test_each_set_of_scopes_has_its_own_in_whatever_order(service, moodle):
    look(service, moodle, ROSTER, SCORE)
    look(service, moodle, SCORE, ROSTER)
    look(service, moodle, ROSTER)

    scopes = [
        dict(httpx.QueryParams(a.content.decode()))["scope"] for a in asked_for(moodle)
    ]
    assert scopes == [" ".join(sorted([ROSTER, SCORE])), ROSTER]


def test_two_client_ids_of_one_issuer_never_share_a_token(engine):
    first, second = FakeMoodle(client_id="one"), FakeMoodle(client_id="two")
    look(of(engine, first), first)
    look(of(engine, second), second)

    assert [client for client, _ in first.tokens.values()] == ["one"]
    assert [client for client, _ in second.tokens.values()] == ["two"]
    assert (
        second.heard[-1].headers["authorization"]
        != first.heard[-1].headers["authorization"]
    )
    assert len(kept(engine)) == 2


def test_a_token_that_the_lms_forgot_is_replaced_once(service, moodle):
    look(service, moodle)
    moodle.forget_tokens()
    assert look(service, moodle).status == 200
    assert len(asked_for(moodle)) == 2


def test_an_lms_that_takes_no_token_is_not_asked_for_ever(service, moodle):
    moodle.will_answer(httpx.Response(401), httpx.Response(401), httpx.Response(401))
    with pytest.raises(PlatformError) as failure:
        look(service, moodle)

    assert (failure.value.status, failure.value.worth_retrying) == (401, False)
    assert len(asked_for(moodle)) == 2


def test_what_the_lms_does_not_grant_is_said(engine):
    moodle = FakeMoodle(scopes=[ROSTER])
    service = of(engine, moodle)
    with pytest.raises(PlatformError) as some:
        look(service, moodle, ROSTER, RESULT)
    with pytest.raises(PlatformError) as none:
        look(service, moodle, RESULT)

    assert some.value.said == "The LMS does not grant the tool all that it asks for."
    assert none.value.said == "invalid_scope"
    assert kept(engine) == []


def test_a_token_rests_sealed_and_is_never_logged(engine, service, moodle, caplog):
    caplog.set_level(logging.DEBUG)
    look(service, moodle)
    (token,) = moodle.tokens
    moodle.will_answer(httpx.Response(400, json={"error": f"what is {token}?"}))
    with pytest.raises(PlatformError) as failure:
        look(service, moodle)

    assert token.encode() not in kept(engine)[0].sealed_token
    assert Seal(SECRET).decrypt(kept(engine)[0].sealed_token).decode() == token
    assert token not in caplog.text + str(failure.value) + failure.value.said
    assert assertion(asked_for(moodle)[0]) not in caplog.text


def test_a_token_sealed_with_a_secret_that_is_gone_is_replaced(engine, service, moodle):
    look(service, moodle)
    with open_house(engine) as db, db.begin():
        db.scalars(select(AccessToken)).one().sealed_token = b"of another secret"
    look(service, moodle)

    assert len(asked_for(moodle)) == 2
    assert len(kept(engine)) == 1


def test_with_its_registration_a_token_goes(engine, service, moodle):
    look(service, moodle)
    with open_house(engine) as db, db.begin():
        remove_platform(db, issuer=moodle.issuer, client_id=moodle.client_id)

    assert kept(engine) == []
    with pytest.raises(NotFound):
        Service.of(engine, service.tool, service.registration.id)
