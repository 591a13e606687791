"""Who reads what was handed in, and what they say of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment
from lti_social.core.errors import N_
from lti_social.threads.models import Out


class By(StrEnum):
    """As what somebody reviews."""

    peer = "peer"
    oneself = "oneself"
    volunteer = "volunteer"
    champion = "champion"
    mentor = "mentor"
    facilitator = "facilitator"


class State(StrEnum):
    """That it is released, its submission says; that it is rated, `useful`."""

    assigned = "assigned"
    started = "started"
    sent = "sent"
    declined = "declined"
    expired = "expired"


class Useful(StrEnum):
    much = "much"
    little = "little"
    not_really = "not_really"

    @property
    def words(self) -> str:
        return USEFUL[self]


USEFUL = {
    Useful.much: N_("A lot"),
    Useful.little: N_("A little"),
    Useful.not_really: N_("Not really"),
}


class Review(CohortOwned, Base):
    """One reading of one submission by one member.

    Nobody but its writer reads it before its submission is released. `useful` and `answer`
    are the receiver's.
    """

    __tablename__ = "review"
    points_at = {
        "challenge_id": "challenge",
        "submission_id": "submission",
        "member_id": "member",
    }
    one_per = ("submission_id", "member_id")
    also = (
        Index("ix_review_challenge", "cohort_id", "challenge_id", "state"),
        Index("ix_review_member", "cohort_id", "member_id", "state"),
    )

    challenge_id: Mapped[int]
    submission_id: Mapped[int]
    member_id: Mapped[int]
    by: Mapped[By] = mapped_column(default=By.peer)
    state: Mapped[State] = mapped_column(default=State.assigned)
    works: Mapped[str] = mapped_column(default="")
    question: Mapped[str] = mapped_column(default="")
    suggestion: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)  # of the submission that was read
    assigned_at: Mapped[datetime] = mapped_column(Moment, default=now)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    extended_at: Mapped[datetime | None] = mapped_column(Moment)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)  # sent, declined or expired
    reason: Mapped[str] = mapped_column(default="")  # of a conflict
    useful: Mapped[Useful | None]
    answer: Mapped[str] = mapped_column(default="")
    rated_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def edited_at(self) -> None:
        """Never: what is sent stays as it is."""


class Verdict(CohortOwned, Base):
    """What a review says of one criterion. As long as it is a draft, nobody may have chosen
    yet whether it is `there`."""

    __tablename__ = "verdict"
    points_at = {"review_id": "review", "criterion_id": "criterion"}
    one_per = ("review_id", "criterion_id")

    review_id: Mapped[int]
    criterion_id: Mapped[int]
    there: Mapped[bool | None]
    words: Mapped[str] = mapped_column(default="")


class Calibration(CohortOwned, Base):
    """A member looked at the example before their first review: `found` says there or not
    yet, by criterion (id)."""

    __tablename__ = "calibration"
    points_at = {"challenge_id": "challenge", "member_id": "member"}
    one_per = ("challenge_id", "member_id")

    challenge_id: Mapped[int]
    member_id: Mapped[int]
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Volunteer(CohortOwned, Base):
    """A member would read more than their share."""

    __tablename__ = "review_volunteer"
    points_at = {"challenge_id": "challenge", "member_id": "member"}
    one_per = ("challenge_id", "member_id")

    challenge_id: Mapped[int]
    member_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Exclusion(CohortOwned, Base):
    """These two do not review each other in this challenge: a conflict that one of them
    named, or the trainer knows of."""

    __tablename__ = "review_exclusion"
    points_at = {"challenge_id": "challenge", "member_id": "member", "other_id": "member"}
    one_per = ("challenge_id", "member_id", "other_id")

    challenge_id: Mapped[int]
    member_id: Mapped[int]
    other_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class ReviewHiding(CohortOwned, Base):
    """Out of sight: its writer and the team read it, and the reason."""

    __tablename__ = "review_hiding"
    points_at = {"review_id": "review", "member_id": "member"}
    one_per = ("review_id",)

    review_id: Mapped[int]
    how: Mapped[Out] = mapped_column(default=Out.hidden)
    member_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)
