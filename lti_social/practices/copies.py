"""What a course or an LMS has of cards that were passed on: each is theirs to show.

A copy is written by verbs in the card's own cohort, and read in the others. It points at
nothing there: its `key` is all that they have in common, and tells nobody where that is.
"""

from datetime import datetime
from typing import ClassVar, TypeAlias

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CourseOwned, LmsOwned, Moment
from lti_social.practices.card import FIELDS, Card
from lti_social.practices.models import Maturity

COUNTS = ("worked", "adapted", "failed", "not_tried")
COPIED = (*FIELDS, "version", "maturity", *COUNTS, "tried_at")  # into the cohorts' cards


class Copy(Card):
    """A card as its cohort shows it. `fails_when` holds what trials added to it; `authors`
    are how those whose card it is chose to show: a `Known`, and the name or the role.

    One that was withdrawn keeps no words; when it is shown again, what the cohorts still
    have of it from before `shown_since` is not. `promised` says that the cohorts are about
    to be brought up to date.
    """

    key: Mapped[str]
    version: Mapped[int] = mapped_column(default=0)
    authors: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    skills: Mapped[str] = mapped_column(default="")  # a line each
    maturity: Mapped[Maturity] = mapped_column(default=Maturity.idea)
    worked: Mapped[int] = mapped_column(default=0)
    adapted: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    not_tried: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None] = mapped_column(Moment)
    shown_since: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    promised: Mapped[bool] = mapped_column(default=False)


class CourseCopy(CourseOwned, Copy, Base):
    """For the other cohorts of the course, and its later ones."""

    __tablename__ = "course_copy"
    one_per: ClassVar = ("key",)


class LmsCopy(LmsOwned, Copy, Base):
    """For the cohorts of the LMS's other courses."""

    __tablename__ = "lms_copy"
    one_per: ClassVar = ("key",)


AnyCopy: TypeAlias = CourseCopy | LmsCopy
