"""Cases: what was reported or decided about one thing that somebody wrote."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment
from lti_social.moderation.words import Act, Matter, State


class Case(CohortOwned, Base):
    """One for each thing, however often it is reported. What it is about is the one of
    these references that is set; moderation.contents says what there is.

    `by_id` is who decided last, since when it is as it is. An appeal changes neither who
    that was nor what they said: the steps tell.
    """

    __tablename__ = "moderation_case"
    points_at = {
        "post_id": "post",
        "practice_id": "practice",
        "trial_id": "trial",
        "submission_id": "submission",
        "review_id": "review",
        "by_id": "member",
        "given_to_id": "member",
    }
    one_per = ("post_id",)
    also = (
        UniqueConstraint("cohort_id", "practice_id"),
        UniqueConstraint("cohort_id", "trial_id"),
        UniqueConstraint("cohort_id", "submission_id"),
        UniqueConstraint("cohort_id", "review_id"),
        Index("ix_moderation_case_state", "cohort_id", "state"),
    )

    post_id: Mapped[int | None]
    practice_id: Mapped[int | None]
    trial_id: Mapped[int | None]
    submission_id: Mapped[int | None]
    review_id: Mapped[int | None]
    state: Mapped[State] = mapped_column(default=State.open)
    since: Mapped[datetime] = mapped_column(Moment, default=now)
    grave: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None]
    given_to_id: Mapped[int | None]  # somebody of the team who was asked to decide
    to_lms: Mapped[bool] = mapped_column(default=False)  # its administrators were


class Step(CohortOwned, Base):
    """What was done in a case, by whom and why; without `member_id`, by itself."""

    __tablename__ = "moderation_step"
    points_at = {"case_id": "moderation_case", "member_id": "member"}
    also = (Index("ix_moderation_step_case", "cohort_id", "case_id", "id"),)

    case_id: Mapped[int]
    member_id: Mapped[int | None]
    act: Mapped[Act]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Report(CohortOwned, Base):
    """A member asks the team to look. Who it was, only those who decide know.

    `step_id` is what came of it.
    """

    __tablename__ = "report"
    points_at = {
        "case_id": "moderation_case",
        "member_id": "member",
        "step_id": "moderation_step",
    }
    one_per = ("case_id", "member_id")

    case_id: Mapped[int]
    member_id: Mapped[int]
    matter: Mapped[Matter]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    step_id: Mapped[int | None]


class Appeal(CohortOwned, Base):
    """The author disagrees with a decision, once; somebody else gives the verdict."""

    __tablename__ = "appeal"
    points_at = {
        "case_id": "moderation_case",
        "member_id": "member",
        "step_id": "moderation_step",
        "verdict_id": "moderation_step",
    }
    one_per = ("step_id",)
    also = (Index("ix_appeal_case", "cohort_id", "case_id"),)

    case_id: Mapped[int]
    step_id: Mapped[int]
    member_id: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    verdict_id: Mapped[int | None]
