"""What can be placed in a course. A new kind is one more line of KINDS, and its list."""

from collections.abc import Callable
from typing import NamedTuple

from lti_social.challenges.models import Standing
from lti_social.challenges.queries import the_challenge
from lti_social.cohorts.here import Here
from lti_social.core.errors import N_, NotFound
from lti_social.placements.models import Kind
from lti_social.practices.queries import the_shown
from lti_social.resources.queries import the_entry
from lti_social.threads.queries import is_hidden, the_thread
from lti_social.web.render import say

Target = int | None


class Placeable(NamedTuple):
    """`title` raises NotFound for what is not there; `path` is within the cohort."""

    kind: Kind
    words: str
    glyph: str
    title: Callable[[Here, Target], str]
    path: Callable[[Target], str]


def _title_of_thread(here: Here, target: Target) -> str:
    """Of one that everybody in the cohort can see."""
    thread = the_thread(here, target or 0)
    if not thread.title or is_hidden(here.db, thread):
        raise NotFound
    return thread.title


def _title_of_resource(here: Here, target: Target) -> str:
    return the_entry(here, target or 0).title


def _title_of_practice(here: Here, target: Target) -> str:
    """Of one that everybody in the cohort can see."""
    return the_shown(here, target or 0).title


def _title_of_library(here: Here, _: Target) -> str:
    return say(here.ask, N_("The practices of the cohort"))


def _title_of_challenge(here: Here, target: Target) -> str:
    """Of one that was announced: a draft opens for nobody."""
    challenge = the_challenge(here, target or 0)
    if challenge.standing is not Standing.announced:
        raise NotFound
    return challenge.title


KINDS = (
    Placeable(
        Kind.home,
        N_("The whole place of the cohort"),
        "home",
        title=lambda here, _: here.cohort.name,
        path=lambda _: "",
    ),
    Placeable(
        Kind.thread,
        N_("A thread"),
        "thread",
        title=_title_of_thread,
        path=lambda target: f"/threads/{target}",
    ),
    Placeable(
        Kind.resource,
        N_("What was made on a resource"),
        "book",
        title=_title_of_resource,
        path=lambda target: f"/resources/{target}",
    ),
    Placeable(
        Kind.library,
        N_("The whole library"),
        "keep",
        title=_title_of_library,
        path=lambda _: "/practices",
    ),
    Placeable(
        Kind.practice,
        N_("A practice"),
        "practice",
        title=_title_of_practice,
        path=lambda target: f"/practices/{target}",
    ),
    Placeable(
        Kind.challenge,
        N_("A challenge"),
        "flag",
        title=_title_of_challenge,
        path=lambda target: f"/challenges/{target}",
    ),
)
WHOLE = (Kind.home, Kind.library)  # there is one of each
_BY_KIND = {placeable.kind: placeable for placeable in KINDS}


def of_kind(kind: Kind) -> Placeable:
    return _BY_KIND[kind]
