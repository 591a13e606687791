"""What was handed in, its versions, and what its authors allow."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment
from lti_social.threads.models import Out


class State(StrEnum):
    """Whether it is under review or its feedback is released, reviews say."""

    draft = "draft"
    submitted = "submitted"
    withdrawn = "withdrawn"
    final = "final"


class Submission(CohortOwned, Base):
    """By one member, or by a team of which `member_id` is one (submissions.authorship).
    `links` are addresses, a line each; `practice_id` a card that is handed in.

    `released_at` is since when its authors read the reviews of it.
    """

    __tablename__ = "submission"
    points_at = {
        "challenge_id": "challenge",
        "member_id": "member",
        "team_id": "team",
        "practice_id": "practice",
    }
    one_per = ("challenge_id", "member_id")
    also = (UniqueConstraint("cohort_id", "challenge_id", "team_id"),)

    challenge_id: Mapped[int]
    member_id: Mapped[int]
    team_id: Mapped[int | None]
    practice_id: Mapped[int | None]
    state: Mapped[State] = mapped_column(default=State.draft)
    title: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")  # safe HTML
    links: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    late: Mapped[bool] = mapped_column(default=False)
    begun_at: Mapped[datetime] = mapped_column(Moment, default=now)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)  # first
    revised_at: Mapped[datetime | None] = mapped_column(Moment)
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    final_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def path(self) -> str:
        return f"/submissions/{self.id}"

    @property
    def edited_at(self) -> datetime | None:
        return self.revised_at


class SubmissionVersion(CohortOwned, Base):
    """What it said when it was handed in for the `number`th time, and who did that. Below
    one: what it said when somebody wrote at it for the last time (submissions.regrouping).
    """

    __tablename__ = "submission_version"
    points_at = {"submission_id": "submission", "member_id": "member"}
    one_per = ("submission_id", "number")

    submission_id: Mapped[int]
    number: Mapped[int]
    member_id: Mapped[int]
    title: Mapped[str]
    body: Mapped[str]
    links: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class SubmissionHiding(CohortOwned, Base):
    """Out of sight: its authors and the team read it, and the reason."""

    __tablename__ = "submission_hiding"
    points_at = {"submission_id": "submission", "member_id": "member"}
    one_per = ("submission_id",)

    submission_id: Mapped[int]
    how: Mapped[Out] = mapped_column(default=Out.hidden)
    member_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Showcase(CohortOwned, Base):
    """An author lets the whole cohort see it once the challenge is over; of a team, each
    of its members says so."""

    __tablename__ = "showcase"
    points_at = {"submission_id": "submission", "member_id": "member"}
    one_per = ("submission_id", "member_id")

    submission_id: Mapped[int]
    member_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Became(CohortOwned, Base):
    """A practice was made from it."""

    __tablename__ = "submission_became"
    points_at = {"submission_id": "submission", "practice_id": "practice"}
    one_per = ("submission_id", "practice_id")
    also = (Index("ix_submission_became_practice", "cohort_id", "practice_id"),)

    submission_id: Mapped[int]
    practice_id: Mapped[int]
