"""A launch is used up in the transaction that lets the visitor in."""

from datetime import timedelta

import httpx
import time_machine
from sqlalchemy import func, select

from lti_social.core.clock import now
from lti_social.core.engines import reading
from lti_social.core.wall import open_house
from lti_social.lti.jobs import forget_nonces
from lti_social.lti.launch import Launch, prepare
from lti_social.lti.models import Deployment, Platform, SpentNonce
from lti_social.lti.reasons import Reason
from lti_social.lti.spending import spend
from lti_social.lti.tool import Tool
from tests.lti.drafts import saying
from tests.lti.platform import (
    PUBLIC_ADDRESS,
    SECRET,
    URL,
    Lms,
    answering,
    arrive,
    at_once,
    launched,
    tool_among,
)


def count(engine, model) -> int:
    with open_house(engine) as db:
        return db.scalar(select(func.count()).select_from(model)) or 0


def test_a_launch_is_good_for_one_use(engine, tool, lms, refused):
    arrival = arrive(tool, lms)
    assert launched(engine, tool, arrival)
    assert refused(arrival=arrival).reason is Reason.replayed


def test_of_two_uses_at_once_one_is_refused(engine, tool, lms):
    arrival = arrive(tool, lms)
    results = at_once(engine, tool, [arrival, arrival])
    assert results.count(Reason.replayed) == 1
    assert sum(isinstance(result, Launch) for result in results) == 1
    assert count(engine, SpentNonce) == 1


def test_a_launch_that_came_to_nothing_is_not_used_up(engine, tool, lms):
    arrival = arrive(tool, lms)
    prepared = prepare(reading(engine), tool, arrival.form, arrival.cookies)
    with open_house(engine) as db:
        spend(db, prepared)
        db.rollback()
    assert launched(engine, tool, arrival)


def test_two_lmss_may_hit_on_the_same_nonce(engine, lms):
    other = Lms(issuer="https://two.test")
    other.register(engine)
    tool = tool_among(lms, other)
    for one in (lms, other):
        id_token = one.draft("the same", tool.url + "/").signed()
        launched(engine, tool, answering(tool, one, id_token, nonce="the same", target="/"))
    assert count(engine, SpentNonce) == 2


def test_where_all_deployments_are_welcome_a_new_one_is_kept(engine, tool, lms):
    lms.register(engine, accepts_all_deployments=True)
    arrivals = [arrive(tool, lms, saying(deployment_id="9")) for _ in range(3)]
    results = at_once(engine, tool, arrivals)
    assert len({vars(launch)["deployment_id"] for launch in results}) == 1
    assert count(engine, Deployment) == 2


def test_the_lms_s_family_is_learned(engine, come_in):
    come_in(saying(tool_platform={"product_family_code": "moodle"}))
    come_in()
    with open_house(engine) as db:
        assert db.scalars(select(Platform.family)).one() == "moodle"


def test_the_attempt_s_cookie_is_named_so_that_it_can_be_forgotten(engine, tool, lms):
    arrival = arrive(tool, lms)
    assert launched(engine, tool, arrival).spent_cookie in arrival.cookies


def test_nonces_are_forgotten_after_a_day(engine, come_in):
    with time_machine.travel(now(), tick=False) as clock:
        come_in()
        clock.shift(timedelta(hours=12))
        come_in()
        clock.shift(timedelta(hours=13))
        with open_house(engine) as db, db.begin():
            forget_nonces(db)
    assert count(engine, SpentNonce) == 1


def test_no_connection_is_held_while_the_lms_is_asked_for_its_keys(engine, lms):
    held = []

    def answer(request: httpx.Request) -> httpx.Response:
        held.append(engine.pool.checkedout())
        return lms.answer(request)

    network = httpx.MockTransport(answer)
    tool = Tool.at(URL, SECRET, transport=network, resolve=lambda *_: [PUBLIC_ADDRESS])
    assert launched(engine, tool, arrive(tool, lms))
    assert held == [0]
