"""What moderation knows of anything that can be reported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import ColumnElement, exists

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


class Hiding(Protocol):
    """A feature's module that takes its things out of sight and brings them back: it is
    given how, by whom and why."""

    @property
    def take_out(self) -> Callable[..., None]: ...
    @property
    def bring_back(self) -> Callable[[Database, Any], None]: ...
    @property
    def cover(self) -> Callable[[Any], None]: ...


def written_by(its_id: Any, author_id: Any) -> Callable[[Any, Any], ColumnElement[bool]]:
    """Of things that have one author: `is_by` of their Content, by two columns."""
    return lambda thing, member: exists().where(its_id == thing, author_id == member)


def no_files(_here: Here, _id: int) -> Sequence[AnyRow]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Content:
    """`things` has a row for each: what it is called, says and whose it is, when it was
    written and edited, whether it is `gone`, `opens` a thread, says `plain` text and not
    HTML, and how it is out of sight. `is_by` asks whether it (an id) is a member's.

    `find` brings one for whoever may decide about it, `find_shown` only what the reader is
    shown; both raise NotFound. `about` says what a notice of it tells, without the title
    where `to_all` would not be shown it. `page` is where it is read, `edit` where its
    authors edit it, or nothing where nobody can, and `shelf` where others of its kind are.
    Where it is removed it `leaves_a_line` with the reason, or nothing.
    """

    model: type[Any]
    things: AnySelect
    is_by: Callable[[Any, Any], ColumnElement[bool]]
    find: Callable[[Here, int], Any]
    find_shown: Callable[[Here, int], Any]
    files: Callable[[Here, int], Sequence[AnyRow]] = no_files
    about: Callable[..., About]
    page: Callable[[Any], str]
    edit: Callable[[Database, Any], str | None]
    shelf: str
    leaves_a_line: bool = False
    hiding: Hiding

    @property
    def column(self) -> str:
        """Of Case."""
        return f"{self.model.__tablename__}_id"

    def get(self, db: Database, thing_id: int) -> Any:
        return db.get_one(self.model, thing_id)
