"""A page that is measured: what it needs, and what it asks of the database."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event

from lti_social.app import create_app
from lti_social.core.clock import now
from lti_social.core.config import Settings
from lti_social.core.migrate import migrate
from lti_social.lti.tool import Tool
from lti_social.threads.models import (
    Acceptance,
    Endorsement,
    Gesture,
    Reaction,
)
from tests.bench.serving import SECRET
from tests.town import Town
from tests.visitor import launched

ANSWERS, WITH_REPLY = 20, 9  # and the question: thirty posts
PARAGRAPHS = """\
Je commence par laisser le client parler de son bien, sans défendre le prix : la plupart
des objections tombent d’elles-mêmes quand il a fini, et il a dit ce qui compte pour lui.

Ensuite je reprends ses mots, je montre trois ventes récentes de la même rue, et je me
tais. Il compare. Le chiffre vient de lui.
"""

Statement = tuple[str, Any]


@dataclass(frozen=True)
class Page:
    """An address, the cookie it needs, and what answering it takes: SQL in, HTML out."""

    path: str
    cookie: str
    statements: Sequence[Statement]
    html: str


Fill = Callable[[Town], str]  # whatever the page shows; its path in the cohort


def prepared(engine: Engine, fill: Fill) -> Page:
    """Fill an empty database, look at the page as Solène, and write down what was asked."""
    migrate(engine)
    town = Town(engine)
    path = fill(town)
    tool = Tool.at("https://tool.test", SECRET)
    solene = launched(
        town, create_app(Settings(), engine, tool), town.solene, language="fr"
    )
    with solene:
        solene.open(path)  # the first look is noted; later ones only look
        with written_down(engine) as statements:
            answer = solene.open(path)
    tool.close()
    cookie = answer.request.headers["cookie"]
    return Page(answer.request.url.path, cookie, statements, answer.raise_for_status().text)


def long_thread(town: Town) -> str:
    """A question with thirty posts, as its asker sees it."""
    asker = town.solene
    at = now() - timedelta(days=20)  # a date is said the same way all day
    thread = town.question(
        asker, "Comment répondre à « c’est trop cher » ?", PARAGRAPHS, at
    )
    others = (town.karim, town.maelle, town.claire, town.aurore)
    answers = [
        town.answer(thread, others[n % len(others)], PARAGRAPHS, at=at)
        for n in range(ANSWERS)
    ]
    for answer in answers[:WITH_REPLY]:
        town.answer(thread, asker, PARAGRAPHS, under=answer, at=at)
        thanks = Reaction(post_id=answer.id, member_id=asker.id, kind=Gesture.thanks)
        town.add(answer, thanks)
    town.mark(Acceptance, answers[3], by=asker)
    town.mark(Endorsement, answers[5], by=town.claire)
    return thread.path


@contextmanager
def written_down(engine: Engine) -> Iterator[list[Statement]]:
    """Each statement as the driver gets it."""
    asked: list[Statement] = []

    def write(_connection: Any, _cursor: Any, text: str, given: Any, *_: Any) -> None:
        asked.append((text, given))

    event.listen(engine, "before_cursor_execute", write)
    yield asked
    event.remove(engine, "before_cursor_execute", write)
