"""An answer that is a problem, and short ways to report it, decide and appeal."""

from collections.abc import Callable

import pytest

from lti_social.cohorts.levels import Level
from tests.moderation.looking import REASON, TITLE, WRITTEN


@pytest.fixture
def thread(town):
    return town.question(town.solene, TITLE)


@pytest.fixture
def post(town, thread):
    """What Karim wrote, and Maëlle will report."""
    return town.answer(thread, town.karim, WRITTEN)


@pytest.fixture
def report(visit, town, post) -> Callable[..., None]:
    def by(who, matter: str = "name", reason: str = REASON) -> None:
        sent = {"matter": matter, "reason": reason}
        answer = visit(who).submit(f"/posts/{post.id}/report", **sent)
        assert answer.history[0].status_code == 303, answer.text

    return by


@pytest.fixture
def reported(town, report, post):
    report(town.maelle)
    return post


@pytest.fixture
def decide(visit, town, post) -> Callable[..., int]:
    """The status of what came back: 200 where it was done."""

    def by(who, act: str, reason: str = "Un nom y figure.", **more: object) -> int:
        sent = {"act": act, "reason": reason} | more
        return visit(who).submit(f"/posts/{post.id}/decide", **sent).status_code

    return by


@pytest.fixture
def appeal(visit, post) -> Callable[..., int]:
    def by(who, reason: str = "C’est un nom inventé.") -> int:
        return visit(who).submit(f"/posts/{post.id}/appeal", reason=reason).status_code

    return by


@pytest.fixture
def level(town, visit):
    def choose(level: Level) -> None:
        answer = visit(town.claire).submit("/settings/posting", level=level.value)
        assert answer.history[0].status_code == 303

    return choose
