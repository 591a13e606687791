"""Columns of the LMS's gradebook, and what each member has coming in them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment

TOOK_PART = "took-part"


def column_id(about: str) -> str:
    """By which the LMS finds a column of ours, whether we made it or a trainer placed it
    with what is graded (deep linking)."""
    return f"lti-social:{about}"


class LineItem(CohortOwned, Base):
    """A trainer had what members do told to the LMS, until `stopped_at`.

    `about` is what is told: TOOK_PART, or the path of what is graded. `url` is the LMS's
    column: that of the resource link, or one that we made (`is_ours`); None until it is
    found or made, and `failure` says what stands in the way.
    """

    __tablename__ = "line_item"
    points_at = {"opened_by_id": "member", "stopped_by_id": "member"}
    one_per = ("resource_link_id", "about")

    resource_link_id: Mapped[int | None] = mapped_column(ForeignKey("resource_link.id"))
    about: Mapped[str]
    label: Mapped[str]
    maximum: Mapped[float]
    url: Mapped[str | None]
    is_ours: Mapped[bool] = mapped_column(default=True)
    opened_at: Mapped[datetime] = mapped_column(Moment, default=now)
    opened_by_id: Mapped[int]
    stopped_at: Mapped[datetime | None] = mapped_column(Moment)
    stopped_by_id: Mapped[int | None]
    failure: Mapped[str | None]  # the LMS's words, or a msgid of ours
    fix: Mapped[str | None]  # who can do something about it: a msgid


class State(StrEnum):
    owed = "owed"
    sent = "sent"
    refused = "refused"


class Grade(CohortOwned, Base):
    """What one member has coming in one column.

    `at` is the timestamp the LMS gets, later by a second at least whenever score or comment
    change: it refuses what is not newer. Saying the same again, it is the same `at`, and
    the LMS keeps the first. `failure` is what the LMS said last, if it did not take it.
    """

    __tablename__ = "grade"
    points_at = {"line_item_id": "line_item", "member_id": "member"}
    one_per = ("line_item_id", "member_id")
    also = (Index("ix_grade_state", "cohort_id", "line_item_id", "state"),)

    line_item_id: Mapped[int]
    member_id: Mapped[int]
    score: Mapped[float]
    comment: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[State] = mapped_column(default=State.owed)
    state_at: Mapped[datetime] = mapped_column(Moment, default=now)
    tries: Mapped[int] = mapped_column(default=0)  # in vain, since it is owed
    failure: Mapped[str | None]
    fix: Mapped[str | None]
