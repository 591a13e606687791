"""What moderation knows of anything that can be reported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import ColumnElement

from lti_social.cohorts.here import Here
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database
from lti_social.notifications.actions import About


class What(StrEnum):
    """As addresses say it: /posts/12/report."""

    posts = "posts"
    practices = "practices"
    trials = "trials"
    submissions = "submissions"
    reviews = "reviews"


class Thing(Protocol):
    """Something that a member wrote."""

    @property
    def id(self) -> int: ...
    @property
    def edited_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class Content:
    """`things` has a row for each: what it is called, says and whose it is, when it was
    written and edited, whether it is `gone`, `opens` a thread, says `plain` text and not
    HTML, and how it is out of sight. `is_by` asks whether it (an id) is a member's.

    `find` brings one for whoever may decide about it, `find_shown` only what the reader is
    shown; both raise NotFound. `take_out` is given how, by whom and why. `about` says what
    a notice of it tells, without the title where `to_all` would not be shown it. `page` is
    where it is read, and `shelf` where others of its kind are. Where it is removed it
    `leaves_a_line` with the reason, or nothing.
    """

    column: str  # of Case
    things: AnySelect
    is_by: Callable[[Any, Any], ColumnElement[bool]]
    find: Callable[[Here, int], Any]
    find_shown: Callable[[Here, int], Any]
    get: Callable[[Database, int], Any]
    files: Callable[[Here, int], Sequence[AnyRow]]
    about: Callable[..., About]
    page: Callable[[Any], str]
    shelf: str
    leaves_a_line: bool
    take_out: Callable[..., None]
    bring_back: Callable[[Database, Any], None]
    cover: Callable[[Any], None]
