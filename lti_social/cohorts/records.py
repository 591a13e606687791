"""What trainers and administrators did about a cohort: who, when, and when it ended."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.cohorts.levels import Level
from lti_social.cohorts.models import Phase, Role
from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment


class Division(Base):
    """A trainer had the cohorts of a course follow its groups; ending it keeps the row."""

    __tablename__ = "division"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


Index(
    "uq_division_open",
    Division.course_id,
    unique=True,
    sqlite_where=Division.ended_at.is_(None),
    postgresql_where=Division.ended_at.is_(None),
)


class Appointment(CohortOwned, Base):
    """A trainer gave a member a role here; taking it back keeps the row."""

    __tablename__ = "appointment"
    points_at = {"member_id": "member", "by_id": "member", "ended_by_id": "member"}
    also = (Index("ix_appointment_member", "cohort_id", "member_id"),)

    member_id: Mapped[int]
    role: Mapped[Role]
    by_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    ended_by_id: Mapped[int | None]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class PhaseChange(CohortOwned, Base):
    """A trainer said in which phase the cohort is from then on."""

    __tablename__ = "phase_change"
    points_at = {"member_id": "member"}

    member_id: Mapped[int]
    phase: Mapped[Phase]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class LevelChange(CohortOwned, Base):
    """A trainer said what the team reads first from then on."""

    __tablename__ = "level_change"
    points_at = {"member_id": "member"}

    member_id: Mapped[int]
    level: Mapped[Level]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Pause(CohortOwned, Base):
    """A trainer asked everybody to write nothing for a while; ending it keeps the row."""

    __tablename__ = "pause"
    points_at = {"member_id": "member", "ended_by_id": "member"}

    member_id: Mapped[int]
    sentence: Mapped[str]  # everybody reads it
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    ended_by_id: Mapped[int | None]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Chair(CohortOwned, Base):
    """An LMS administrator who chose to act as a trainer here; leaving it keeps the row."""

    __tablename__ = "chair"
    points_at = {"member_id": "member"}

    member_id: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(Moment, default=now)
    left_at: Mapped[datetime | None] = mapped_column(Moment)


class AdminReading(CohortOwned, Base):
    """What an LMS administrator looked at in a cohort that is not theirs."""

    __tablename__ = "admin_reading"
    points_at = {"member_id": "member"}

    member_id: Mapped[int]
    path: Mapped[str]
    read_at: Mapped[datetime] = mapped_column(Moment, default=now)
