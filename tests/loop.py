"""One event loop for all the browsers of a run.

By itself a TestClient starts a loop, and the threads behind it, for every single request:
that takes longer than most of our pages.
"""

from concurrent.futures import Future
from functools import cache
from threading import Thread

import anyio
from anyio.from_thread import BlockingPortal


@cache
def one_loop() -> BlockingPortal:
    """For `TestClient.portal`. Its thread goes when the process does."""
    begun: Future[BlockingPortal] = Future()

    async def run() -> None:
        async with BlockingPortal() as portal:
            begun.set_result(portal)
            await portal.sleep_until_stopped()

    Thread(target=anyio.run, args=[run], name="browsers", daemon=True).start()
    return begun.result(10)
