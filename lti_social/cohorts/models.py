"""Courses, cohorts, the people of an LMS, and who is visiting which cohort as what."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    and_,
    case,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.cohorts.levels import Level
from lti_social.core.among import one_of
from lti_social.core.clock import now
from lti_social.core.db import Base, CohortItself, CohortOwned, Moment
from lti_social.core.errors import N_


class Role(StrEnum):
    """What somebody is in a cohort, weakest first."""

    learner = "learner"
    champion = "champion"  # no LMS knows it: given here
    mentor = "mentor"
    assistant = "assistant"
    designer = "designer"
    instructor = "instructor"
    admin = "admin"

    @property
    def rank(self) -> int:
        return RANKS[self]

    @property
    def facilitates(self) -> bool:
        return self in TEAM

    @property
    def words(self) -> str:
        return ROLES[self]


RANKS = {role: rank for rank, role in enumerate(Role)}
ROLES = {
    Role.learner: N_("Learner"),
    Role.champion: N_("Champion"),
    Role.mentor: N_("Mentor"),
    Role.assistant: N_("Assistant"),
    Role.designer: N_("Content developer"),
    Role.instructor: N_("Trainer"),
    Role.admin: N_("Administrator of the LMS"),
}
TEAM = (Role.instructor, Role.assistant)  # who facilitates a cohort
GIVEN = (Role.champion, Role.mentor, Role.assistant)  # by a trainer, by name
ZONE = "Europe/Paris"  # where a cohort lives until its trainer says otherwise


class Phase(StrEnum):
    preparation = "preparation"
    experimentation = "experimentation"
    deployment = "deployment"
    generalisation = "generalisation"
    closed = "closed"
    archived = "archived"

    @property
    def words(self) -> str:
        return PHASES[self]


PHASES = {
    Phase.preparation: N_("Preparation"),
    Phase.experimentation: N_("Experimentation"),
    Phase.deployment: N_("Deployment"),
    Phase.generalisation: N_("Generalisation"),
    Phase.closed: N_("Ended"),
    Phase.archived: N_("Archived"),
}


class Course(Base):
    """A course of an LMS, as its launches name it.

    The addresses of its services are as the last launch that named one said. No other is
    ever asked: an LMS's token may open every course of the site.
    """

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("deployment_id", "lms_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.id"))
    lms_id: Mapped[str]
    title: Mapped[str]
    roster_url: Mapped[str | None]
    lineitems_url: Mapped[str | None]
    groups_url: Mapped[str | None]
    outlined_at: Mapped[datetime | None] = mapped_column(Moment)  # its first resource came
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class CourseGroup(Base):
    """A group of a course, as launches name it; `name` is empty until somebody says it."""

    __tablename__ = "course_group"
    __table_args__ = (
        UniqueConstraint("course_id", "lms_id"),
        UniqueConstraint("course_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    lms_id: Mapped[str]
    name: Mapped[str] = mapped_column(default="")


class Cohort(CohortItself, Base):
    """The people of one course, or of one group of it, and their place; owns all that
    they make. Without a `name` it is called as the course and the group are."""

    __table_args__ = (
        UniqueConstraint("id", "course_id"),  # what points at a cohort and its course
        UniqueConstraint("course_id", "group_id"),
        ForeignKeyConstraint(
            ["course_id", "group_id"], ["course_group.course_id", "course_group.id"]
        ),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    group_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    phase: Mapped[Phase] = mapped_column(default=Phase.experimentation)
    language: Mapped[str | None]  # for whom neither they nor the LMS chose one
    zone: Mapped[str] = mapped_column(default=ZONE)
    champions_endorse: Mapped[bool] = mapped_column(default=False)
    champions_curate: Mapped[bool] = mapped_column(default=False)
    assistants_curate: Mapped[bool] = mapped_column(default=False)
    cards_read_first: Mapped[bool] = mapped_column(default=False)
    level: Mapped[Level] = mapped_column(default=Level.free)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


Index(
    "uq_cohort_whole",
    Cohort.course_id,
    unique=True,
    sqlite_where=Cohort.group_id.is_(None),
    postgresql_where=Cohort.group_id.is_(None),
)


class Person(Base):
    """Somebody of an LMS: of one deployment, or of all where they share people."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("deployment_id", "sub"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    deployment_id: Mapped[int | None] = mapped_column(ForeignKey("deployment.id"))
    sub: Mapped[str]
    language: Mapped[str | None]  # theirs, once they chose one; else the launch's
    zone: Mapped[str | None]  # theirs, once they chose one; else the cohort's
    light: Mapped[bool] = mapped_column(
        default=False
    )  # the LMS's look, whatever the device


Index(
    "uq_person_shared",
    Person.platform_id,
    Person.sub,
    unique=True,
    sqlite_where=Person.deployment_id.is_(None),
    postgresql_where=Person.deployment_id.is_(None),
)


class Member(CohortOwned, Base):
    """One person as one cohort knows them: from a launch, or from the LMS's roster.

    `here_since` and `away_since` are for "since your last visit" on the person's own home
    page, and shown to nobody else. `left_at` is when the roster stopped naming somebody it
    had named; what they wrote stays, and a launch brings them back.
    """

    __tablename__ = "member"
    one_per = ("person_id",)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    role: Mapped[Role]  # the strongest lately seen; what a visit may do is the visit's role
    role_seen_at: Mapped[datetime | None] = mapped_column(Moment, default=now)  # by launch
    rostered_at: Mapped[datetime | None] = mapped_column(Moment)  # first
    left_at: Mapped[datetime | None] = mapped_column(Moment)
    shut_out_at: Mapped[datetime | None] = mapped_column(Moment)  # a launch led elsewhere
    given: Mapped[Role | None]  # by the appointment in force, if there is one
    joined_at: Mapped[datetime] = mapped_column(Moment, default=now)
    here_since: Mapped[datetime] = mapped_column(Moment, default=now)
    away_since: Mapped[datetime | None] = mapped_column(Moment)
    waiting: Mapped[int] = mapped_column(default=0)  # notices not yet read


def standing(member: type[Member]) -> ColumnElement[Role]:
    """What somebody is to the others: as the LMS says, or more where a trainer said so."""
    below = {given: [r for r in Role if r.rank < given.rank] for given in GIVEN}
    more = [
        and_(member.given == given, one_of(member.role, roles))
        for given, roles in below.items()
    ]
    return case((or_(*more), member.given), else_=member.role)


class WebSession(Base):
    """One browser in which one person has launched; the cookie's token is new each time."""

    __tablename__ = "web_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    language: Mapped[str | None]  # as the launch said
    launched_at: Mapped[datetime] = mapped_column(Moment, default=now)  # the latest time
    administers_as: Mapped[str | None]  # their name, if that launch said they run the LMS
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)


class Visit(CohortOwned, Base):
    """A session's stay in one cohort, in the role that its launch gave."""

    __tablename__ = "visit"
    points_at = {"member_id": "member"}
    one_per = ("session_id",)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("web_session.id", ondelete="CASCADE"), index=True
    )
    member_id: Mapped[int]
    role: Mapped[Role]
    beside: Mapped[int] = mapped_column(
        default=0
    )  # other cohorts of the course, opened too
    opened_at: Mapped[datetime] = mapped_column(Moment, default=now)
