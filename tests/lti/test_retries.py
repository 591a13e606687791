"""When the client asks again by itself, and when it leaves that to the job queue."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
import time_machine

from lti_social.lti.failing import PlatformError
from lti_social.lti.http import PATIENT, PlatformHttp

URL = "https://lms.test/list?type_id=1"
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


class Network:
    """One machine that answers these, one after the other, and then `ok`."""

    def __init__(self, *answers):
        self.answers, self.heard, self.naps = list(answers), [], []
        self.http = PlatformHttp(
            httpx.MockTransport(self.answer), lambda *_: ["93.184.216.34"], self.naps.append
        )

    def answer(self, request):
        self.heard.append(request)
        answer = self.answers.pop(0) if self.answers else httpx.Response(200, content=b"ok")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def ask(self, method="GET", **more):
        return self.http.send(method, URL, typed=(), patience=PATIENT, **more)

    def fails(self, method="GET"):
        with pytest.raises(PlatformError) as failure:
            self.ask(method)
        return failure.value


def busy(after, status=429):
    return httpx.Response(status, headers={"retry-after": after})


PASSING = [*map(httpx.Response, (408, 429, 500, 502, 503)), httpx.ReadTimeout("slow")]


@pytest.mark.parametrize("passing", PASSING, ids=str)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_what_may_pass_is_tried_again_after_a_moment(passing, method):
    network = Network(passing, passing)

    assert network.ask(method).body == b"ok"
    assert 0.4 < network.naps[0] < network.naps[1] < 5


def test_after_three_tries_it_is_for_the_queue():
    network = Network(*[httpx.Response(503)] * 3)
    failure = network.fails()

    assert (failure.status, failure.worth_retrying) == (503, True)
    assert len(network.heard) == 3


def test_what_must_not_happen_twice_is_sent_once():
    network = Network(httpx.Response(503))

    assert network.fails("POST").worth_retrying
    assert len(network.heard) == 1


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 409, 422])
def test_a_plain_no_is_taken_for_an_answer(status):
    network = Network(httpx.Response(status))
    failure = network.fails()

    assert (failure.status, failure.worth_retrying) == (status, False)
    assert (len(network.heard), network.naps) == (1, [])


def test_a_short_retry_after_is_honoured():
    network = Network(busy("2"))

    assert network.ask().body == b"ok"
    assert network.naps == [2.0]


def test_a_date_will_do_too():
    network = Network(busy("Mon, 02 Nov 2026 12:00:03 GMT"))
    with time_machine.travel(NOON, tick=False):
        network.ask()
    assert network.naps == [3.0]


def test_a_long_one_is_left_to_the_queue_and_told():
    network = Network(busy("120", 503))
    failure = network.fails()

    assert (failure.retry_after, failure.worth_retrying) == (timedelta(minutes=2), True)
    assert (len(network.heard), network.naps) == (1, [])


@pytest.mark.parametrize(
    "said", ["", "soon", "-5", "0", "1e3", "Mon, 02 Nov 2020 12:00:00 GMT", "٣٣٣٣" * 9]
)
def test_one_that_cannot_be_read_or_is_past_is_none(said):
    header = [(b"retry-after", said.encode())]
    network = Network(*[httpx.Response(429, headers=header)] * 3)

    assert network.fails().retry_after in (None, timedelta(days=1))
    assert all(nap < 5 for nap in network.naps)


def test_nobody_waits_longer_than_a_day():
    assert Network(busy("999999999")).fails().retry_after == timedelta(days=1)
