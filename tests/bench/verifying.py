"""The bare handler: it verifies a launch's token and sends the browser on, and no more.

`python -m tests.bench.verifying LMS PORT [ASKED DATABASE]`, where LMS is as JSON. With the
last two it also asks the database what a launch asks, by the driver alone.
"""

import json
import pickle
import secrets
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.bench.bare import connect
from tests.bench.launched import Asked, with_others
from tests.bench.visitors import LAUNCH, LOGIN


def verifying(lms: dict[str, Any]) -> Callable[[str], None]:
    keys = {key["kid"]: jwt.PyJWK(key) for key in lms["keys"]}
    expected = {"issuer": lms["issuer"], "audience": lms["client_id"]}

    def verify(token: str) -> None:
        key = keys[jwt.get_unverified_header(token)["kid"]]
        jwt.decode(token, key, algorithms=["RS256"], **expected)

    return verify


def on_to(lms: dict[str, Any]) -> Response:
    """The question, as far as a crowd looks at it."""
    return RedirectResponse(f"{lms['issuer']}/auth?state=any&nonce=any", 303)


def app_for(lms: dict[str, Any], ask: Callable[[], None] | None) -> Starlette:
    verify = verifying(lms)

    async def login(_request: Request) -> Response:
        return on_to(lms)

    async def launch(request: Request) -> Response:
        verify(str((await request.form())["id_token"]))
        if ask is not None:
            await run_in_threadpool(ask)
        return RedirectResponse("/", 303)

    doors = {LOGIN: login, LAUNCH: launch}
    return Starlette(routes=[Route(at, do, methods=["POST"]) for at, do in doors.items()])


def asking(asked: Asked, database: str) -> Callable[[], None]:
    idle: deque[Any] = deque()
    begin = "BEGIN IMMEDIATE" if database.startswith("sqlite") else "BEGIN"

    def ask() -> None:
        connection = idle.pop() if idle else connect(database)
        connection.execute(begin)
        fresh = {asked.nonce: secrets.token_hex(32)}
        for text, given in asked.inside:
            answer = connection.execute(text, with_others(given, fresh))
            if answer.description:
                answer.fetchall()
        connection.execute("COMMIT")
        idle.append(connection)

    return ask


if __name__ == "__main__":
    lms, port, *stored = sys.argv[1:]
    ask = asking(pickle.loads(Path(stored[0]).read_bytes()), stored[1]) if stored else None
    app = app_for(json.loads(lms), ask)
    uvicorn.run(app, port=int(port), log_config=None, access_log=False)
