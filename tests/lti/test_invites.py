"""An invite is good for one registration and for some days, and for one at a time."""

import threading
from datetime import timedelta

import httpx
import pytest
import time_machine

from lti_social.core.clock import now
from lti_social.core.wall import open_house
from lti_social.lti import invites
from lti_social.lti.dynamic.failures import SENTENCES, RegistrationFailed, Why
from lti_social.lti.dynamic.register import Registered, Wish, register
from lti_social.lti.models import Invite, Platform
from tests.cohorts.launching import rows, says
from tests.lti.newcomer import Administrator, brightspace, invite, tool_beside

URL = "https://social.example.org"


@pytest.fixture
def lms():
    return brightspace()


@pytest.fixture
def michel(engine, lms):
    return Administrator(engine, lms, URL)


def test_invites_are_listed_while_they_are_good_and_can_be_revoked(engine, michel):
    token, _ = invite(engine, name="first"), invite(engine, name="second")
    with open_house(engine) as db, db.begin():
        good = invites.open_invites(db)
        assert [one.name for one in good] == ["second", "first"]
        invites.revoke(db, good[1].id, "Claire")
    assert michel.opens(token).status_code == 403
    with time_machine.travel(now() + invites.USUAL), open_house(engine) as db:
        assert invites.open_invites(db) == []


@pytest.mark.parametrize("token", ["", "x", "é" * 50, "used", "expired", "revoked"])
def test_without_a_good_invite_the_lms_is_not_even_asked(engine, lms, michel, token):
    good, later = invite(engine), now()
    if token == "used":
        michel.registers(good)
    if token == "expired":
        later += timedelta(days=8)
    if token == "revoked":
        with open_house(engine) as db, db.begin():
            invites.revoke(db, 1, "Claire")
    before, kept = len(lms.heard), len(rows(engine, Platform))
    sent = good if token in ("used", "expired", "revoked") else token
    with time_machine.travel(later):
        for answer in (michel.opens(sent), michel.registers(sent)):
            assert answer.status_code == 403
            assert says(answer.text, SENTENCES[Why.invite_not_good].happened)
    assert len(lms.heard) == before
    assert len(rows(engine, Platform)) == kept


def test_two_at_once_with_one_invite_one_wins(engine, lms):
    tool, token = tool_beside(lms, URL), invite(engine)
    wish, together = Wish(token, lms.url, ""), threading.Barrier(2)
    results: list[Registered | Why] = []

    def go() -> None:
        together.wait()
        try:
            results.append(register(engine, tool, wish))
        except RegistrationFailed as failure:
            results.append(failure.why)

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tool.close()
    assert len(lms.asked) == len(rows(engine, Platform)) == 1
    (loser,) = [one for one in results if isinstance(one, Why)]
    assert loser in (Why.under_way, Why.invite_not_good)


def test_while_the_lms_is_spoken_to_nothing_is_locked_and_the_invite_is_held(
    engine, lms, michel
):
    token = invite(engine)
    meanwhile: list[int] = []

    def grants(asked):
        other = invite(engine, name="written meanwhile")
        meanwhile.append(michel.registers(token).status_code)
        assert other
        return httpx.Response(201, json={"client_id": "d2l-1"})

    lms.grants = grants
    assert michel.registers(token).status_code == 200
    assert meanwhile == [409]


def test_who_was_cut_off_holds_the_invite_for_two_minutes(engine, lms, michel):
    token = invite(engine)
    hold = invites.held(engine, token)
    hold.__enter__()
    assert michel.registers(token).status_code == 409
    with time_machine.travel(now() + invites.HELD + timedelta(seconds=1)):
        assert michel.registers(token).status_code == 200


def test_revoked_in_the_last_moment_nothing_is_kept(engine, lms, michel):
    token = invite(engine)

    def grants(asked):
        with open_house(engine) as db, db.begin():
            invites.revoke(db, 1, "Claire")
        return httpx.Response(201, json={"client_id": "d2l-1"})

    lms.grants = grants
    assert michel.registers(token).status_code == 403
    assert rows(engine, Platform) == rows(engine, Invite) == []
