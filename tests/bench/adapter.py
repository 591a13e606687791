"""pylti1p3's own Flask adapter doing the same launch, with what it keeps in memory.

`python -m tests.bench.adapter LMS PORT`, where LMS is as JSON. It runs on the same server
as the product, so that the server makes no difference; it has no database.
"""

import json
import sys
from typing import Any

import uvicorn
from flask import Flask, Response, redirect
from pylti1p3.contrib.flask import (
    FlaskCacheDataStorage,
    FlaskMessageLaunch,
    FlaskOIDCLogin,
    FlaskRequest,
)
from pylti1p3.tool_config import ToolConfDict

from tests.bench.visitors import LAUNCH, LOGIN


class Memory(dict[str, Any]):
    """No cache could be cheaper."""

    def set(self, key: str, value: Any, _lifetime: int | None) -> None:
        self[key] = value


def app_for(lms: dict[str, Any], url: str) -> Flask:
    app, kept = Flask(__name__), FlaskCacheDataStorage(Memory())
    config = ToolConfDict({lms["issuer"]: [_entry(lms)]})

    @app.post(LOGIN)
    def login() -> Any:
        asked = FlaskOIDCLogin(FlaskRequest(), config, launch_data_storage=kept)
        return asked.redirect(f"{url}{LAUNCH}")

    @app.post(LAUNCH)
    def launch() -> Response:
        FlaskMessageLaunch(
            FlaskRequest(), config, launch_data_storage=kept
        ).get_launch_data()
        return redirect("/", 303)

    return app


def _entry(lms: dict[str, Any]) -> dict[str, Any]:
    """Its keys are at hand: nothing is fetched."""
    return {
        "default": True,
        "client_id": lms["client_id"],
        "auth_login_url": f"{lms['issuer']}/auth",
        "auth_token_url": f"{lms['issuer']}/token",
        "key_set": {"keys": lms["keys"]},
        "deployment_ids": [lms["deployment"]],
    }


if __name__ == "__main__":
    port = int(sys.argv[2])
    app = app_for(json.loads(sys.argv[1]), f"http://127.0.0.1:{port}")
    uvicorn.run(app, interface="wsgi", port=port, log_config=None, access_log=False)
