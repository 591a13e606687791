"""The command `lti-social`."""

import gc
import signal
import sys
import threading
from pathlib import Path

import click
import uvicorn

from lti_social.app import create_app, house
from lti_social.commands.console import console, doctor
from lti_social.commands.keys import keys
from lti_social.commands.lmss import invite, platform
from lti_social.commands.opening import read_settings
from lti_social.commands.searching import search
from lti_social.core.config import Settings
from lti_social.core.engines import connect
from lti_social.core.migrate import migrate as bring_up_to_date
from lti_social.core.worker import Worker
from lti_social.schedule import SCHEDULE
from lti_social.web.edge import log_to_stderr
from lti_social.web.render import manifest

GARBAGE = 20_000, 20, 20  # looked for some thirty times more seldom: 0.4 ms of a page
GRACE = 10  # seconds a request may still take once the server was told to stop


@click.group()
def main() -> None:
    """A social layer for your LMS, by LTI 1.3. Settings: environment variables."""


for command in (platform, invite, keys, console, doctor, search):
    main.add_command(command)


@main.command()
@click.option("--workers-inline", is_flag=True, help="Do the later work in here too.")
def serve(workers_inline: bool) -> None:
    """Serve the tool; `lti-social worker` does its later work, unless done inline."""
    settings = read_settings()
    settings.workers_inline |= workers_inline
    log_to_stderr(settings.log_level)
    if not manifest().get("complete"):
        click.echo(
            "The assets are not complete: pages work, without their script.", err=True
        )
    run(settings)


def run(settings: Settings) -> None:
    """Until told to stop; then the requests and the job at hand are finished first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # uvicorn raises it once more
    stop = threading.Event()
    with house(settings) as (engine, tool):
        app = create_app(settings, engine, tool)
        worker = threading.Thread(target=Worker(engine, SCHEDULE, tool).run, args=[stop])
        if settings.workers_inline:
            worker.start()
        gc.freeze()  # what is there by now stays: it need not be looked at again
        gc.set_threshold(*GARBAGE)
        try:
            uvicorn.run(
                app,
                host=settings.host,
                port=settings.port,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,  # nothing here asks where a request came from
                timeout_graceful_shutdown=GRACE,
            )
        finally:
            stop.set()
            if settings.workers_inline:
                worker.join()


@main.command()
def worker() -> None:
    """Do the later work (notices, tidying up) until told to stop."""
    settings = read_settings()
    log_to_stderr(settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with house(settings) as (engine, tool):
        Worker(engine, SCHEDULE, tool).run(stop)


@main.command()
def migrate() -> None:
    """Bring the database up to date."""
    engine = connect(read_settings().database)
    bring_up_to_date(engine)
    click.echo("The database is up to date.")


@main.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("demo-data"))
@click.option("--port", default=8000, help="Of the tool, at localhost.")
@click.option("--lms-port", default=8001, help="Of the demo LMS, at 127.0.0.1.")
def demo(data: Path, port: int, lms_port: int) -> None:
    """A first look: the tool and a small LMS that launches it, on this machine."""
    try:
        from lti_social.demo.run import run_demo
    except ModuleNotFoundError as error:
        raise click.ClickException("It needs an extra: lti-social[demo].") from error
    run_demo(data, port, lms_port, run)


if __name__ == "__main__":
    main()
