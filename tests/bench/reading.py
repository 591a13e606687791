"""What it costs to bring in a course of a thousand resources: CPU of this process alone."""

import copy
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine

from lti_social.core.db import Base
from lti_social.core.wall import open_course
from lti_social.lti.http import PlatformHttp
from lti_social.resources.sources import moodle
from lti_social.resources.sources.meta import Source
from lti_social.resources.sources.moodle_rest import Moodle
from lti_social.resources.syncing import bring_in, known
from tests.databases import KINDS, databases
from tests.resources.fake_site import COURSE, FakeSite
from tests.town import Town

RESOURCES, GOAL = 1000, 2.0  # seconds


def table(folder: Path) -> str:
    return "\n".join(_lines(folder))


def _lines(folder: Path) -> Iterator[str]:
    """A first reading, one that finds nothing new, one all changed."""
    yield f"| {RESOURCES} resources of a Moodle course | First | Unchanged | All changed |"
    yield "|---|---:|---:|---:|"
    for kind in KINDS:
        (folder / kind).mkdir(parents=True)
        with databases(kind, Base.metadata, folder / kind) as ready:
            engine = ready.empty()
            spent = [f"{seconds:.2f} s" for seconds in _readings(engine)]
            engine.dispose()
        yield f"| {kind} | {' | '.join(spent)} |"
    yield f"\nThe goal: at most {GOAL} s each."


def _readings(engine: Engine) -> Iterator[float]:
    course_id = Town(engine).vente.course_id
    site = FakeSite(sections=_large_course())
    yield _cost(engine, course_id, site)
    yield _cost(engine, course_id, site)
    for section in site.sections:
        for module in section["modules"]:
            module["name"] += ", nouvelle version"
    yield _cost(engine, course_id, site)


def _large_course() -> list[dict[str, Any]]:
    """Forty sections, each with what a real one holds until there are enough."""
    real = FakeSite().sections[2]
    sections, modules = [], (RESOURCES - 40) // 40
    for number in range(40):
        section = copy.deepcopy(real) | {"id": number + 1, "section": number}
        section["modules"] = [
            copy.deepcopy(real["modules"][at % len(real["modules"])])
            | {"id": number * modules + at + 1}
            for at in range(modules)
        ]
        sections.append(section)
    return sections


def _cost(engine: Engine, course_id: int, site: FakeSite) -> float:
    with _answering(json.dumps(site.sections).encode()) as http:
        with open_course(engine, course_id) as db:
            before = {row.lms_id: row.lms_kind for row in known(db, Source.moodle).values()}
        began = time.process_time()
        lms = Moodle(http, "https://moodle.test", "0" * 32)
        listing = moodle.listing(lms, COURSE, before)
        assert len(listing.resources) == RESOURCES
        with open_course(engine, course_id) as db, db.begin():
            bring_in(db, Source.moodle, listing)
        return time.process_time() - began


@contextmanager
def _answering(contents: bytes) -> Iterator[PlatformHttp]:
    """The outline was made ready before: a real Moodle spends its own CPU on it."""

    def answer(request: httpx.Request) -> httpx.Response:
        is_outline = b"core_course_get_contents" in request.content
        return httpx.Response(200, content=contents if is_outline else b"[]")

    http = PlatformHttp(httpx.MockTransport(answer), lambda *_: ["203.0.113.9"])
    yield http
    http.close()
