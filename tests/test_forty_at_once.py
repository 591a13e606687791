"""Forty requests at once, on four threads: all are answered, none in vain."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest
import uvicorn

from lti_social.core.engines import connect, reading
from lti_social.threads.models import Post
from lti_social.web import session
from lti_social.web.turns import Turns
from tests.cohorts.launching import rows

PORTS = range(9500, 9600)
AT_ONCE = 40


@contextmanager
def served(app) -> Iterator[str]:
    """By a real server, on this machine."""
    listening = _first_free()
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def _first_free() -> socket.socket:
    for port in PORTS:
        listening = socket.socket()
        try:
            listening.bind(("127.0.0.1", port))
        except OSError:
            listening.close()
        else:
            return listening
    raise OSError("no free port")


@pytest.fixture
def few_connections(app, engine):
    """As `serve` has it: four threads, and hardly more connections than that."""
    app.state.turns = Turns(4)
    pool = connect(
        engine.url.render_as_string(hide_password=False),
        pool_size=6,
        max_overflow=0,
        pool_timeout=10,
    )
    app.state.engine = pool
    app.state.reads = reading(pool)
    yield pool
    pool.dispose()


def test_forty_requests_at_once_all_answer(engine, app, town, visit, few_connections):
    thread = town.question(town.karim)
    visitors = [visit(who) for who in (town.solene, town.karim, town.claire, town.michel)]

    with served(app) as address, ThreadPoolExecutor(AT_ONCE) as crowd:
        ready = threading.Barrier(AT_ONCE)

        def one(number: int) -> int:
            visitor = visitors[number % 4]
            cookie = f"{session.COOKIE}={visitor.cookies[session.COOKIE]}"
            with httpx.Client(
                base_url=address, headers={"cookie": cookie}, timeout=30
            ) as browser:
                ready.wait(20)
                if number % 4 == 3 or number % 8 < 3:  # an administrator reads on record
                    path = f"/threads/{thread.id}" if number % 2 else ""
                    return browser.get(visitor.path + path).status_code
                form = {session.FORM_KEY: visitor.form_key, "body": f"Réponse {number}"}
                path = f"{visitor.path}/threads/{thread.id}/posts"
                return browser.post(path, data=form).status_code

        for _ in range(2):
            begun = time.monotonic()
            answered = list(crowd.map(one, range(AT_ONCE)))
            assert answered.count(200) == 25
            assert answered.count(303) == 15
            assert time.monotonic() - begun < 20

    assert len(rows(engine, Post)) == 1 + 2 * 15
