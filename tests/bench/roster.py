"""What a roster of ten thousand costs: CPU of reading it first, and again unchanged.

The LMS's pages are ready made, so that nearly all of it is the product's own.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from sqlalchemy import Engine

from lti_social.cohorts.jobs import ask_for_roster
from lti_social.core.jobs import run_all
from lti_social.core.migrate import migrate
from lti_social.core.wall import open_house
from lti_social.lti.keys import ensure_key
from lti_social.lti.tool import Tool
from tests.bench.serving import SECRET
from tests.databases import databases
from tests.lti.fake_moodle import people
from tests.town import LMS, Town

PEOPLE, ON_A_PAGE = 10_000, 500
GOAL = 5.0  # seconds


def table(folder: Path) -> str:
    """On SQLite, where the database's work is the process's own."""
    with databases("sqlite", None, folder) as ready:
        engine = ready.empty()
        first, again = _spent(engine)
        engine.dispose()
    return (
        f"| Roster of {PEOPLE:,} people | CPU |\n|---|---:|\n"
        f"| the first time | {first:.2f} s |\n| again, unchanged | {again:.2f} s |\n\n"
        f"The goal: at most {GOAL:.0f} s."
    )


def _spent(engine: Engine) -> list[float]:
    migrate(engine)
    town = Town(engine)
    tool = Tool.at(
        "https://tool.test",
        SECRET,
        transport=httpx.MockTransport(_pages()),
        resolve=lambda *_: ["93.184.216.34"],
    )
    with open_house(engine) as db, db.begin():
        ensure_key(db, tool.seal)
    return [_cpu(engine, tool, town.vente.course_id) for _ in range(2)]


def _cpu(engine: Engine, tool: Tool, course_id: int) -> float:
    with open_house(engine) as db, db.begin():
        ask_for_roster(db, course_id)
    before = time.process_time()
    if run_all(engine, tool) != 1:
        raise RuntimeError("the roster was not read")
    return time.process_time() - before


def _pages() -> Callable[[httpx.Request], httpx.Response]:
    everybody, token = people(PEOPLE), {"access_token": "t", "expires_in": 3600}
    pages = {
        at: json.dumps({"members": everybody[at : at + ON_A_PAGE]}).encode()
        for at in range(0, PEOPLE, ON_A_PAGE)
    }

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            return httpx.Response(200, json=token)
        at = int(request.url.params.get("from", 0))
        following = f'<{LMS}/roster?from={at + ON_A_PAGE}>; rel="next"'
        headers = {"link": following} if at + ON_A_PAGE in pages else {}
        return httpx.Response(200, content=pages[at], headers=headers)

    return answer
