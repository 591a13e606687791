"""The sealed state: this browser, this LMS, this target, for ten minutes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lti_social.core.wall import open_house
from lti_social.lti.attempts import Attempt, State
from lti_social.lti.reasons import Reason
from lti_social.lti.registering import remove_platform
from tests.lti.drafts import saying
from tests.lti.platform import Arrival, Lms, arrive, launched

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
AT = int(NOON.timestamp())


@pytest.mark.parametrize("state", ["", "state-1", "s1", "é", "gAAAAA", "../../"])
def test_a_state_that_we_never_gave_is_refused(refused, tool, lms, state):
    arrival = arrive(tool, lms)
    arrival.form["state"] = state
    assert refused(arrival=arrival).reason is Reason.state_broken


def test_a_state_that_is_missing_is_refused(refused, tool, lms):
    arrival = arrive(tool, lms)
    del arrival.form["state"]
    assert refused(arrival=arrival).reason is Reason.state_broken


def test_a_state_is_good_for_ten_minutes(engine, refused, tool, lms):
    with time_machine.travel(NOON, tick=False) as clock:
        in_time = arrive(tool, lms, saying(iat=AT + 600, exp=AT + 660))
        late = arrive(tool, lms, saying(iat=AT + 600, exp=AT + 660))
        clock.shift(timedelta(minutes=10))
        assert launched(engine, tool, in_time)
        clock.shift(timedelta(seconds=1))
        assert refused(arrival=late).reason is Reason.state_expired


def test_an_attempt_is_no_state(refused, tool, lms):
    """Both are sealed by us; one handed in for the other must not pass."""
    arrival = arrive(tool, lms)
    state = State.opened(tool.seal, arrival.form["state"])
    of_state = {"nonce_hash", "activity", "onward"}
    shared = {k: v for k, v in vars(state).items() if k not in of_state}
    attempt = Attempt(**shared, login_hint="u", message_hint="")
    arrival.form["state"] = attempt.sealed(tool.seal)
    assert refused(arrival=arrival).reason is Reason.state_broken


@pytest.mark.parametrize(
    "how", ["no cookie", "another value", "another attempt's", "empty"]
)
def test_a_launch_belongs_to_the_browser_that_began_it(refused, tool, lms, how):
    """Login CSRF: an attacker's own answer, posted by the victim's browser."""
    arrival, other = arrive(tool, lms), arrive(tool, lms)
    name = next(iter(arrival.cookies))
    arrival.cookies = {
        "no cookie": {},
        "another value": {name: "x"},
        "another attempt's": {name: next(iter(other.cookies.values())), **other.cookies},
        "empty": {name: ""},
    }[how]
    assert refused(arrival=arrival).reason is Reason.other_browser


@pytest.mark.parametrize(
    "change",
    [{"issuer": "https://two.test"}, {"client_id": "client-8"}, {"target": "/c/9"}],
)
def test_a_state_for_another_lms_client_or_target_is_of_no_use(
    engine, refused, tool, lms, change
):
    Lms(issuer="https://two.test").register(engine)
    Lms(client_id="client-8").register(engine)
    arrival = arrive(tool, lms)
    state = replace(State.opened(tool.seal, arrival.form["state"]), **change)
    arrival.form["state"] = state.sealed(tool.seal)
    assert refused(arrival=arrival).reason in {
        Reason.issuer,
        Reason.audience,
        Reason.target_elsewhere,
    }


def test_an_lms_removed_meanwhile_sends_nobody_any_more(engine, refused, tool, lms):
    arrival = arrive(tool, lms)
    with open_house(engine) as db, db.begin():
        remove_platform(db, issuer=lms.issuer, client_id=lms.client_id)
    assert refused(arrival=arrival).reason is Reason.unknown_platform


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("access_denied", Reason.lms_denied),
        ("login_required", Reason.lms_denied),
        ("unauthorized_client", Reason.lms_misconfigured),
        ("invalid_request", Reason.lms_misconfigured),
        ("", Reason.lms_misconfigured),
        ("<script>", Reason.lms_misconfigured),
    ],
)
def test_the_lms_s_no_is_understood(refused, error, reason):
    said = {"error": error, "error_description": "x" * 999, "state": "s1"}
    refusal = refused(arrival=Arrival(said, {}))
    assert refusal.reason is reason
    assert len(refusal.detail["description"]) == 120
