"""Both sides of a first look, in one process: the tool, and the LMS that launches it."""

import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import uvicorn
from pydantic import SecretStr

from lti_social.app import house
from lti_social.core.config import Settings
from lti_social.core.wall import open_house
from lti_social.demo.lms import create_lms, registration
from lti_social.demo.planting import plant
from lti_social.lti.registering import Entry, add_platform

Run = Callable[[Settings], None]

WELCOME = """
lti-social is running. Open the demo LMS and click on somebody:

    {lms_url}

Solène learns, Claire trains, Aurore assists, Michel administers the LMS.
What you write stays in {data}/. Ctrl+C ends it.
"""


def run_demo(data: Path, port: int, lms_port: int, run: Run) -> None:
    """Serve until told to stop. The folder keeps everything; running again is safe."""
    data.mkdir(parents=True, exist_ok=True)
    lms_url = f"http://127.0.0.1:{lms_port}"
    settings = demo_settings(data, port)
    prepare(settings, lms_url)
    lms = create_lms(settings.url, lms_url, data / "lms")
    server = uvicorn.Server(
        uvicorn.Config(lms, port=lms_port, log_level="warning", access_log=False)
    )
    threading.Thread(target=server.run, daemon=True).start()
    _wait_for(server)
    click.echo(WELCOME.format(lms_url=lms_url, data=data))
    run(settings)


def _wait_for(server: uvicorn.Server) -> None:
    until = time.monotonic() + 10
    while not server.started:
        if time.monotonic() > until:
            raise click.ClickException(f"Port {server.config.port} is taken: --lms-port.")
        time.sleep(0.05)


def demo_settings(data: Path, port: int) -> Settings:
    return Settings(
        url=f"http://localhost:{port}",
        port=port,
        database=f"sqlite:///{data / 'lti-social.db'}",
        files=str(data / "files"),
        secret=SecretStr(_secret(data / "secret")),
        workers_inline=True,
        log_level="WARNING",
    )


def prepare(settings: Settings, lms_url: str) -> None:
    """Register the demo LMS, and plant what its cohorts have already said."""
    with house(settings) as (engine, _):
        with open_house(engine) as db, db.begin():
            known: dict[str, Any] = dict(registration(lms_url))
            deployment = known.pop("deployment_id")
            add_platform(db, Entry(**known, deployments=[deployment]))
        plant(engine, known["issuer"])


def _secret(path: Path) -> str:
    """One per demo folder, made at the first start."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()
