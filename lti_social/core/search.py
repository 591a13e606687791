"""Finding what people wrote by its words, in French and English, on either database."""

from enum import StrEnum

from lti_social.core.wall import Database


class What(StrEnum):
    """What can be found."""

    thread = "thread"
    practice = "practice"


def put(db: Database, what: What, target_id: int, title: str, text: str) -> None:
    """Make this thing of the session's cohort found by its title and its plain `text` as
    they are now: instead of what it said before."""


def drop(db: Database, what: What, target_id: int) -> None:
    """It is to be found no more."""
