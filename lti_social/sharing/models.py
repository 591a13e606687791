"""How far a card may go, how far it was passed on by whom, and what came back."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, CourseOwned, LmsOwned, Moment
from lti_social.core.errors import N_
from lti_social.trials.models import Outcome


class Reach(StrEnum):
    """How far beyond its cohort a card is shown: the nearer first, which the farther one
    holds."""

    course = "course"
    organisation = "organisation"

    @property
    def rank(self) -> int:
        return list(Reach).index(self)

    def covers(self, other: "Reach") -> bool:
        return self.rank >= other.rank

    @property
    def words(self) -> str:
        return REACHES[self]

    @property
    def holds(self) -> str:
        return HOLDS[self]


REACHES = {
    Reach.course: N_("The course"),
    Reach.organisation: N_("The organisation"),
}
HOLDS = {
    Reach.course: N_("its other cohorts, and its later ones"),
    Reach.organisation: N_("all courses of the LMS"),
}


class Consent(CohortOwned, Base):
    """An author lets a card go as far as that; taking it back keeps the row."""

    __tablename__ = "consent"
    points_at: ClassVar = {"practice_id": "practice", "member_id": "member"}
    also = (Index("ix_consent_practice", "cohort_id", "practice_id"),)

    practice_id: Mapped[int]
    member_id: Mapped[int]
    reach: Mapped[Reach]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Widening(CohortOwned, Base):
    """Somebody passed a card on as far as that; narrowing it again keeps the row."""

    __tablename__ = "widening"
    points_at: ClassVar = {
        "practice_id": "practice",
        "member_id": "member",
        "ended_by_id": "member",
    }
    also = (Index("ix_widening_practice", "cohort_id", "practice_id"),)

    practice_id: Mapped[int]
    member_id: Mapped[int]
    reach: Mapped[Reach]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    ended_by_id: Mapped[int | None]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


for _table, _alone in ((Consent, Consent.member_id), (Widening, Widening.reach)):
    Index(  # of those in force there is one
        f"uq_{_table.__tablename__}_open",
        _table.cohort_id,
        _table.practice_id,
        _alone,
        unique=True,
        sqlite_where=_table.ended_at.is_(None),
        postgresql_where=_table.ended_at.is_(None),
    )


class FromElsewhere:
    """What a trial in another cohort gave: no words of it, and nobody's name.

    `told_as` is the trial, and `reporter` its author, as codes that stand for them with
    this card alone: enough to tell people apart, and to know those whose card it is.
    """

    told_as: Mapped[str]
    reporter: Mapped[str]
    outcome: Mapped[Outcome]
    context: Mapped[str]
    happened_on: Mapped[date]


class CourseTrial(CourseOwned, FromElsewhere, Base):
    """Told in a cohort of the course, of the course's copy."""

    __tablename__ = "course_trial"
    points_at: ClassVar = {"copy_id": "course_copy"}
    one_per: ClassVar = ("copy_id", "told_as")

    copy_id: Mapped[int]


class LmsTrial(LmsOwned, FromElsewhere, Base):
    """Told in a cohort of another course, of the LMS's copy."""

    __tablename__ = "lms_trial"
    points_at: ClassVar = {"copy_id": "lms_copy"}
    one_per: ClassVar = ("copy_id", "told_as")

    copy_id: Mapped[int]
