"""What it costs to find something among more threads than a cohort ever had."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from lti_social.core import search
from lti_social.core.db import Base
from lti_social.core.wall import open_cohort
from lti_social.search.queries import having
from tests.databases import KINDS, databases
from tests.search.queries import THREADS
from tests.town import Town

MANY, WORDS = (300, 3_000), 600  # threads, and words in each
ASKED = "relancer un client après son rendez-vous"
TIMES = 20


def table(folder: Path) -> str:
    return "\n".join(_lines(folder))


def _lines(folder: Path) -> Iterator[str]:
    yield f"| To find “{ASKED}” among | " + " | ".join(f"{n} threads" for n in MANY) + " |"
    yield "|---|---:|---:|"
    for kind in KINDS:
        (folder / kind).mkdir(parents=True)
        with databases(kind, Base.metadata, folder / kind) as ready:
            engine = ready.empty()
            spent = [f"{seconds * 1000:.0f} ms" for seconds in _costs(engine)]
            engine.dispose()
        yield f"| {kind} | {' | '.join(spent)} |"


class _Reader:
    """All that a question needs of Here."""

    def __init__(self, db) -> None:
        self.db = db


def _costs(engine: Engine) -> Iterator[float]:
    town, written, chance = Town(engine), 0, random.Random(1)
    vocabulary = " ".join(f"{said.title} {said.body}" for said in THREADS.values()).split()
    parts = search.asked(ASKED)
    for many in MANY:
        for _ in range(written, many):
            thread = town.question(town.solene, " ".join(chance.choices(vocabulary, k=8)))
            with open_cohort(engine, town.vente.id) as db, db.begin():
                text = " ".join(chance.choices(vocabulary, k=WORDS))
                search.put(db, search.What.thread, thread.id, thread.title, text)
        written = many
        with open_cohort(engine, town.vente.id) as db:
            having(_Reader(db), search.What.thread, parts)
            begun = time.perf_counter()
            for _ in range(TIMES):
                having(_Reader(db), search.What.thread, parts)
            yield (time.perf_counter() - begun) / TIMES
