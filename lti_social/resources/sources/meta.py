"""What every source says, in the same plain values."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from lti_social.core.errors import N_


class Source(StrEnum):
    claims = "claims"  # what LTI alone tells: launches and line items
    moodle = "moodle"
    cartridge = "cartridge"
    by_hand = "by_hand"

    @property
    def words(self) -> str:
        return SOURCES[self]


SOURCES = {
    Source.claims: N_("What LTI tells of the course"),
    Source.moodle: N_("Course outline in Moodle"),
    Source.cartridge: N_("Outline from a Common Cartridge"),
    Source.by_hand: N_("Added by the trainer"),
}


class Kind(StrEnum):
    """What a resource is, whatever its LMS calls it."""

    section = "section"
    page = "page"
    file = "file"
    video = "video"
    audio = "audio"
    link = "link"
    folder = "folder"
    book = "book"
    text = "text"
    forum = "forum"
    quiz = "quiz"
    assignment = "assignment"
    poll = "poll"
    glossary = "glossary"
    lesson = "lesson"
    tool = "tool"
    other = "other"

    @property
    def words(self) -> str:
        return KINDS[self]


KINDS = {
    Kind.section: N_("Section"),
    Kind.page: N_("Page"),
    Kind.file: N_("File"),
    Kind.video: N_("Video"),
    Kind.audio: N_("Audio"),
    Kind.link: N_("Link"),
    Kind.folder: N_("Folder"),
    Kind.book: N_("Book"),
    Kind.text: N_("Text"),
    Kind.forum: N_("Forum"),
    Kind.quiz: N_("Quiz"),
    Kind.assignment: N_("Assignment"),
    Kind.poll: N_("Poll"),
    Kind.glossary: N_("Glossary"),
    Kind.lesson: N_("Lesson"),
    Kind.tool: N_("External tool"),
    Kind.other: N_("Activity"),
}


class Mender(StrEnum):
    """Who can put right what went wrong."""

    nobody = "nobody"  # it passes
    trainer = "trainer"
    lms_admin = "lms_admin"
    operator = "operator"

    @property
    def words(self) -> str:
        return MENDERS[self]


MENDERS = {
    Mender.nobody: N_("It will be tried again by itself."),
    Mender.trainer: N_("The trainer can put this right."),
    Mender.lms_admin: N_("An administrator of the LMS can put this right."),
    Mender.operator: N_("Who runs this tool can put this right."),
}


@dataclass(frozen=True)
class Remark:
    """A sentence for the trainer: a msgid, and what it names."""

    words: str
    about: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, words: str, **about: str) -> Self:
        return cls(words, tuple(about.items()))


class Unavailable(Exception):
    """A source that could tell nothing, with the reason and who can put it right.

    `detail` are the LMS's own words, if it said any. Where it is `worth_retrying`, then
    after `wait` if the LMS said how long.
    """

    def __init__(
        self,
        reason: str,
        mender: Mender,
        *,
        detail: str = "",
        worth_retrying: bool = False,
        wait: timedelta | None = None,
    ) -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason, self.mender, self.detail = reason, mender, detail
        self.worth_retrying, self.wait = worth_retrying, wait


@dataclass(frozen=True, kw_only=True)
class File:
    """A file in a resource. Its address stays in the LMS, which asks who one is."""

    name: str
    mime: str | None = None
    size: int | None = None  # bytes


@dataclass(frozen=True, kw_only=True)
class ResourceMeta:
    """One resource as a source tells it.

    `lms_id` is unique within a course and a source; `parent` is another's. `visible`,
    `on_page` and `availability` are what the LMS's teacher chose, for resources.visibility
    to judge; `availability` is Moodle's tree.
    """

    lms_id: str
    kind: Kind
    title: str
    lms_kind: str = ""  # the LMS's own word
    url: str | None = None
    description: str = ""  # plain text
    parent: str | None = None
    position: int = 0
    visible: bool = True
    on_page: bool = True
    availability: Mapping[str, Any] | None = None
    updated_at: datetime | None = None
    due_at: datetime | None = None
    points: float | None = None
    mime: str | None = None
    files: tuple[File, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Differs where anything differs that is kept."""
        said = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """All that a source has of one course, in order.

    `unseen` are resources that are there still, though the source was not shown them.
    `groups` are the people (the LMS's ids) of each group of the course; None where the
    source does not tell. `remarks` say what was missing or not understood.
    """

    resources: tuple[ResourceMeta, ...]
    unseen: frozenset[str] = frozenset()
    groups: Mapping[str, frozenset[str]] | None = None
    remarks: tuple[Remark, ...] = ()
