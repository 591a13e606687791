"""The bare handler: it verifies a launch's token and sends the browser on, and no more.

`python -m tests.bench.verifying LMS PORT`, where LMS is as JSON.
"""

import json
import sys
from typing import Any

import jwt
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.bench.visitors import LAUNCH, LOGIN


def app_for(lms: dict[str, Any]) -> Starlette:
    keys = {key["kid"]: jwt.PyJWK(key) for key in lms["keys"]}
    expected = {"issuer": lms["issuer"], "audience": lms["client_id"]}

    async def login(_request: Request) -> Response:
        return RedirectResponse(f"{lms['issuer']}/auth?state=any&nonce=any", 303)

    async def launch(request: Request) -> Response:
        token = str((await request.form())["id_token"])
        key = keys[jwt.get_unverified_header(token)["kid"]]
        jwt.decode(token, key, algorithms=["RS256"], **expected)
        return RedirectResponse("/", 303)

    doors = {LOGIN: login, LAUNCH: launch}
    return Starlette(routes=[Route(at, do, methods=["POST"]) for at, do in doors.items()])


if __name__ == "__main__":
    app = app_for(json.loads(sys.argv[1]))
    uvicorn.run(app, port=int(sys.argv[2]), log_config=None, access_log=False)
