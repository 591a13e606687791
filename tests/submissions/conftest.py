"""Handing in through the door, as its form sends it."""

from collections.abc import Callable

import httpx
import pytest

from lti_social.challenges.models import Challenge, Team, TeamMember
from lti_social.cohorts.models import Member
from lti_social.submissions.models import Submission
from tests.contests import challenge
from tests.pages import Page
from tests.town import Town
from tests.visitor import Visitor

WORK = {"title": "La chambre du petit", "body": "Elle a parlé deux minutes."}


@pytest.fixture
def asked(town) -> Challenge:
    return challenge(town, town.claire)


@pytest.fixture
def hand_in(town, asked) -> Callable[..., Submission]:
    """What a visitor has just handed in, or kept as a draft with `send="0"`."""

    def as_sent(visitor: Visitor, to: Challenge | None = None, **said: str) -> Submission:
        answer = sent(visitor, to or asked, **said)
        assert answer.history, answer.text
        assert answer.history[0].status_code == 303
        return town.rows(visitor.member, Submission)[-1]

    return as_sent


def sent(visitor: Visitor, to: Challenge, **said: str) -> httpx.Response:
    """Having opened the form just before, unless `seen` says when."""
    known = {} if "seen" in said else {"seen": seen(visitor, to)}
    return visitor.submit(f"{to.path}/hand-in", **({"send": "1"} | known | WORK | said))


def seen(visitor: Visitor, to: Challenge) -> str:
    """What the form says that it was made from; "none" where there is no form."""
    return seen_in(visitor.open(f"{to.path}/hand-in"))


def seen_in(answer: httpx.Response) -> str:
    fields = Page(answer).all("input") if answer.status_code == 200 else []
    return next((v for f in fields if (v := _seen_in(f.attributes))), "none")


def _seen_in(attributes: dict[str, str]) -> str | None:
    return attributes["value"] if attributes.get("name") == "seen" else None


def team(town: Town, of: Challenge, *members: Member, name: str = "Les Bleus") -> Team:
    row = town.add(of, Team(challenge_id=of.id, name=name))
    for member in members:
        known = {"challenge_id": of.id, "team_id": row.id, "member_id": member.id}
        town.add(of, TeamMember(**known))
    return row
