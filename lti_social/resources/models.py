"""The course's resources as its sources last told them, and how the telling goes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, CourseOwned, Moment
from lti_social.resources.sources.meta import Kind, Mender, Source


class Resource(CourseOwned, Base):
    """Kept for good: one that vanished says since when, and is the same if it returns.

    `changed_at` is when something changed that its readers would notice: its title or what
    it holds, not its place. `visible`, `on_page` and `availability` are what the LMS's
    teacher chose; what a reader may see of it is for resources.visibility to say. `files`
    hold name, mime and size.
    """

    __tablename__ = "resource"
    points_at = {"parent_id": "resource"}
    one_per = ("source", "lms_id")
    also = (Index("ix_resource_parent", "course_id", "parent_id"),)

    source: Mapped[Source]
    lms_id: Mapped[str]
    parent_id: Mapped[int | None]
    position: Mapped[int]
    kind: Mapped[Kind]
    lms_kind: Mapped[str]  # the LMS's own word
    title: Mapped[str]
    url: Mapped[str | None]
    description: Mapped[str]  # plain text
    visible: Mapped[bool]
    on_page: Mapped[bool]
    availability: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    updated_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    points: Mapped[float | None]
    mime: Mapped[str | None]
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    fingerprint: Mapped[str]  # of all that the source said
    came_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    vanished_at: Mapped[datetime | None] = mapped_column(Moment)


class Anchor(CohortOwned, Base):
    """What a thread, a challenge or a submission is about, or a practice builds on (one of
    them is set): a resource of the course, and the `place` within it.

    `member_id` is who hung it there. What else may stand on a resource gets a column of its
    own beside these.
    """

    __tablename__ = "anchor"
    points_at = {
        "thread_id": "thread",
        "practice_id": "practice",
        "challenge_id": "challenge",
        "submission_id": "submission",
        "member_id": "member",
    }
    stands_on = {"resource_id": "resource"}
    one_per = ("thread_id", "resource_id")
    also = (
        *(
            UniqueConstraint("cohort_id", owner, "resource_id")
            for owner in ("practice_id", "challenge_id", "submission_id")
        ),
        Index("ix_anchor_resource", "cohort_id", "resource_id"),
    )

    course_id: Mapped[int]
    resource_id: Mapped[int]
    thread_id: Mapped[int | None]
    practice_id: Mapped[int | None]
    challenge_id: Mapped[int | None]
    submission_id: Mapped[int | None]
    member_id: Mapped[int]
    place: Mapped[str]  # free words: a minute, some pages
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class SyncState(CourseOwned, Base):
    """How it stands with one source of a course.

    `asked_at` until it has been read or has failed, `reading_at` while its LMS is spoken
    to. `failure` is a sentence of ours, `detail` the LMS's own words; both of the last try,
    and empty where that went well. `remarks` are sentences with what they name.
    """

    __tablename__ = "sync_state"
    one_per = ("source",)

    source: Mapped[Source]
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    reading_at: Mapped[datetime | None] = mapped_column(Moment)
    tried_at: Mapped[datetime | None] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)  # the last time it went well
    failure: Mapped[str] = mapped_column(default="")
    detail: Mapped[str] = mapped_column(default="")
    mender: Mapped[Mender | None]
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    tells_groups: Mapped[bool] = mapped_column(default=False)


class Belonging(CourseOwned, Base):
    """Somebody (`sub`, as launches name them) is in a group of the course (its LMS id)."""

    __tablename__ = "belonging"
    one_per = ("sub", "group")

    sub: Mapped[str]
    group: Mapped[str]


class SourceAccess(Base):
    """How a registration's LMS is asked for more than LTI tells; the token is sealed."""

    __tablename__ = "source_access"
    __table_args__ = (UniqueConstraint("platform_id", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id", ondelete="CASCADE"))
    source: Mapped[Source]
    url: Mapped[str]
    site: Mapped[str]  # as it calls itself
    sealed_token: Mapped[bytes]
    checked_at: Mapped[datetime] = mapped_column(Moment, default=now)
