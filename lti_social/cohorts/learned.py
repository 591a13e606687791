"""What is learned of a course: its places in the LMS, and how far its roster is read."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, Moment


class ResourceLink(Base):
    """One place in a course from which the tool is launched: an activity of the LMS.

    `activity` is the number under which the LMS itself shows it, where that is another one.
    `line_item_url` is the column of the LMS's gradebook that belongs to it, if one does.
    `seen_at` is when it was last launched, give or take a day.
    """

    __tablename__ = "resource_link"
    __table_args__ = (UniqueConstraint("course_id", "lms_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    lms_id: Mapped[str]
    title: Mapped[str]
    activity: Mapped[str | None]
    line_item_url: Mapped[str | None]
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)


class RosterSync(Base):
    """How far the tool is with reading the roster of a course from its LMS.

    One of `finished_at` and `failed_at` tells how the last reading ended; while a newer one
    is promised or goes on, `asked_at` is after both.
    """

    __tablename__ = "roster_sync"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), unique=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    people: Mapped[int] = mapped_column(default=0)  # read so far
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
    failure: Mapped[str | None]  # the LMS's words, or a msgid of ours
    fix: Mapped[str | None]  # who can do something about it, and what: a msgid
