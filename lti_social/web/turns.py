"""Whose turn it is to work.

Python runs one thread at a time: threads that compete for it spend more on the change than
they gain. So one request works at a time, as a rule; who takes long (for a database, a
lock, a network) keeps its thread and lets the next one begin.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

LONG = 0.005  # seconds, as Python's own switch between threads

Done = TypeVar("Done")


class Turns:
    """At most so many threads at work, in the order in which they came. `long`: seconds."""

    def __init__(self, threads: int, long: float = LONG) -> None:
        self._threads = ThreadPoolExecutor(threads, "at-work")
        self._turn, self._long = asyncio.Semaphore(1), long

    async def take(self, work: Callable[[], Done]) -> Done:
        async with _Turn(self._turn, self._long) as loop:
            return await loop.run_in_executor(self._threads, work)


class _Turn:
    """One's own; it is over when the work is done, or when it takes long, or when nobody
    waits for it any more."""

    def __init__(self, turn: asyncio.Semaphore, long: float) -> None:
        self._turn, self._patience, self._is_over = turn, long, False

    async def __aenter__(self) -> asyncio.AbstractEventLoop:
        await self._turn.acquire()
        loop = asyncio.get_running_loop()
        self._long = loop.call_later(self._patience, self._pass_on)
        return loop

    async def __aexit__(self, *_: object) -> None:
        if not self._is_over:
            self._long.cancel()
            self._pass_on()

    def _pass_on(self) -> None:
        self._is_over = True
        self._turn.release()
