"""One request works at a time, and who takes long holds nobody up."""

import asyncio
import threading
import time

import pytest

from lti_social.web.turns import Turns

PATIENCE = 5  # seconds


async def _all(turns: Turns, *several):
    return await asyncio.wait_for(
        asyncio.gather(*(turns.take(work) for work in several)), PATIENCE
    )


def test_one_works_at_a_time_in_the_order_in_which_they_came():
    at_work, most, order = 0, 0, []

    def work(number: int) -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        order.append(number)
        time.sleep(0.001)
        at_work -= 1

    several = [lambda n=n: work(n) for n in range(50)]
    asyncio.run(_all(Turns(4, long=PATIENCE), *several))

    assert (most, order) == (1, list(range(50)))


def test_who_takes_long_lets_the_next_one_in():
    is_done = threading.Event()

    results = asyncio.run(_all(Turns(2), lambda: is_done.wait(PATIENCE), is_done.set))

    assert results == [True, None]


def test_there_are_never_more_than_the_threads():
    at_work, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.03)
        with lock:
            at_work -= 1

    asyncio.run(_all(Turns(3), *[work] * 9))

    assert most == 3


def test_a_failure_ends_the_turn_too():
    def fail() -> None:
        raise KeyError

    async def both(turns: Turns) -> str:
        with pytest.raises(KeyError):
            await turns.take(fail)
        return await asyncio.wait_for(turns.take(lambda: "next"), PATIENCE)

    assert asyncio.run(both(Turns(1))) == "next"


def test_who_is_not_waited_for_any_more_holds_nobody_up():
    is_done = threading.Event()

    async def leave(turns: Turns) -> str:
        left = asyncio.create_task(turns.take(lambda: is_done.wait(PATIENCE)))
        await asyncio.sleep(0.01)
        left.cancel()
        return await asyncio.wait_for(turns.take(lambda: "next"), PATIENCE)

    try:
        assert asyncio.run(leave(Turns(2, long=60))) == "next"
    finally:
        is_done.set()
