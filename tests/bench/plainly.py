"""The bare handler as FastAPI's users write it: `def`, with the fields of a form.

`python -m tests.bench.plainly LMS PORT`, where LMS is as JSON.
"""

import json
import sys
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Form
from fastapi.responses import RedirectResponse, Response

from tests.bench.verifying import on_to, verifying
from tests.bench.visitors import LAUNCH, LOGIN


def app_for(lms: dict[str, Any]) -> FastAPI:
    app, verify = FastAPI(), verifying(lms)

    @app.post(LOGIN)
    def login(iss: Annotated[str, Form()], login_hint: Annotated[str, Form()]) -> Response:
        return on_to(lms) if iss and login_hint else Response(status_code=400)

    @app.post(LAUNCH)
    def launch(id_token: Annotated[str, Form()], state: Annotated[str, Form()]) -> Response:
        verify(id_token)
        return RedirectResponse("/", 303) if state else Response(status_code=400)

    return app


if __name__ == "__main__":
    lms, port = sys.argv[1:]
    app = app_for(json.loads(lms))
    uvicorn.run(app, port=int(port), log_config=None, access_log=False)
