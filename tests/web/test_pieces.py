"""Pieces of pages are kept under all that they are made of."""

import pytest

from lti_social.cohorts.here import Head
from lti_social.cohorts.models import Phase
from lti_social.web.render import piece_of

HEAD = Head(
    path="/c/1",
    cohort="Vente",
    phase=Phase.preparation,
    member_id=3,
    name="Solène",
    waiting=0,
    beside=False,
    teaches=False,
    sets_up=False,
    administers=False,
    has_resources=False,
)
OTHERS = {
    "path": "/c/2",
    "cohort": "Managers",
    "phase": Phase.closed,
    "member_id": 4,
    "name": "Karim",
    "waiting": 2,
    "beside": True,
    "teaches": True,
    "sets_up": True,
    "administers": True,
    "has_resources": True,
}


def head(about: Head, section: str = "home", language: str = "fr") -> str:
    return piece_of(language, "web/head.html", "head", about, section)


def test_the_same_is_made_once():
    assert head(HEAD) is head(HEAD._replace())


@pytest.mark.parametrize("name", Head._fields)
def test_whatever_changes_shows(name):
    assert head(HEAD._replace(**{name: OTHERS[name]})) != head(HEAD)


def test_languages_and_sections_are_pieces_of_their_own():
    assert len({head(HEAD), head(HEAD, "thread"), head(HEAD, language="en")}) == 3
