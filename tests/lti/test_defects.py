"""What pylti1p3 2.0.0 gets wrong, and the product must not: one test for each defect.

Paging of rosters, tokens for services and the answer to deep linking have defects too;
nothing of ours uses those parts of it yet.
"""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.registration import Registration
from pylti1p3.tool_config import ToolConfAbstract

from lti_social.core.clock import now
from lti_social.core.engines import reading
from lti_social.lti.adapter import Message
from lti_social.lti.login import ask_lms, begin, platform_of
from lti_social.lti.reasons import Reason
from lti_social.lti.roles import LmsRole
from tests.lti.drafts import OTHER_KEY, headed, rightly, saying, signed, without
from tests.lti.platform import URL, Arrival, arrive, launched, published

TEN_YEARS = 315_360_000


def test_a_token_is_not_replayed_as_it_stands(engine, tool, lms, refused):
    arrival = arrive(tool, lms)
    launched(engine, tool, arrival)
    assert refused(arrival=arrival).reason is Reason.replayed


def test_a_token_is_not_replayed_under_another_state(tool, lms, refused):
    """The library asks only whether the nonce is one that it gave out."""
    first, second = arrive(tool, lms), arrive(tool, lms)
    first.form["id_token"] = second.form["id_token"]
    assert refused(arrival=first).reason is Reason.nonce


def test_a_known_token_does_not_stand_in_for_the_cookie(engine, tool, lms, refused):
    """The library waves a state through when it has seen the token before."""
    arrival = arrive(tool, lms)
    launched(engine, tool, arrival)
    assert refused(arrival=Arrival(arrival.form, {})).reason is Reason.other_browser


@pytest.mark.parametrize("claim", ["exp", "iat"])
def test_a_token_without_times_is_refused(refused, claim):
    assert refused(without(claim)).reason is Reason.claims_missing


def test_a_token_that_is_good_for_ten_years_is_good_for_ten_minutes(refused, come_in):
    at = int(now().timestamp())
    assert come_in(saying(exp=at + TEN_YEARS))
    old = saying(iat=at - 700, exp=at + TEN_YEARS)
    assert refused(old).reason is Reason.expired


@pytest.mark.parametrize("claims", [{"aud": ["client-7", "x"]}, {"azp": "x"}], ids=str)
def test_a_token_for_others_too_is_refused(refused, claims):
    """The library looks at the first audience alone, and at no authorized party."""
    assert refused(saying(**claims)).reason is Reason.audience


def test_new_keys_of_the_lms_are_found(lms, come_in):
    """The library keeps a key set until it has run out, whatever the LMS signs with."""
    with time_machine.travel(now(), tick=False) as clock:
        come_in()
        lms.keys = [published("k2", OTHER_KEY)]
        clock.shift(timedelta(minutes=2))
        assert come_in(headed(kid="k2"), signed(rightly(OTHER_KEY)))


def test_a_broken_key_of_the_same_name_does_no_harm(lms, come_in):
    """The library stops with a raw error at the first key of that name."""
    lms.keys = [{"kid": "k1", "kty": "RSA", "n": "!", "e": "!"}, *lms.keys]
    assert come_in()


LIS = "http://purl.imsglobal.org/vocab/lis/v2/"


@pytest.mark.parametrize(
    ("said", "role"),
    [("membership#TeachingAssistant", "assistant"), ("institution#Administrator", "admin")],
)
def test_roles_that_the_library_does_not_know_are_read(come_in, said, role):
    assert come_in(saying(roles=[LIS + said])).roles == {LmsRole(role)}


def question(engine, tool) -> str:
    """What we ask of the LMS."""
    said = {"iss": "https://lms.test", "login_hint": "u", "target_link_uri": f"{URL}/"}
    attempt, *_ = begin(reading(engine), tool, said)
    return ask_lms(tool, attempt, platform_of(reading(engine), attempt))


def test_an_authorization_address_with_a_query_keeps_it(engine, tool, lms):
    lms.register(engine, auth_url="https://lms.test/auth?tenant=a%26b&empty=")
    where = urlsplit(question(engine, tool))
    assert where.query.count("?") == 0
    asked = dict(parse_qsl(where.query, keep_blank_values=True))
    assert (asked["tenant"], asked["empty"], asked["scope"]) == ("a&b", "", "openid")


def test_nothing_is_kept_on_the_library_s_classes(engine, tool, lms, come_in):
    def state() -> list[dict]:
        classes = (MessageLaunch, OIDCLogin, ToolConfAbstract, Registration)
        return [{name: repr(value) for name, value in vars(c).items()} for c in classes]

    before = state()
    come_in()
    question(engine, tool)
    assert state() == before


def test_two_messages_know_nothing_of_each_other(tool, lms):
    one = Message(arrive(tool, lms, saying(sub="one")).form["id_token"])
    two = Message(arrive(tool, lms, saying(sub="two")).form["id_token"])
    assert (one.claims["sub"], two.claims["sub"]) == ("one", "two")
