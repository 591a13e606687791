"""What members mean to try, what they tell of it, and what the team says of a card."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment
from lti_social.core.errors import N_
from lti_social.practices.models import Maturity
from lti_social.threads.models import Out


class Plan(StrEnum):
    """What became of an intention. That it is due is a question of the day."""

    planned = "planned"
    reported = "reported"
    lapsed = "lapsed"


class Intention(CohortOwned, Base):
    """A member means to try a card: "When [situation], I [act]", by a day.

    Rescheduling changes the day. `reminded_at` is when they were told that it is due: once.
    """

    __tablename__ = "intention"
    points_at = {"practice_id": "practice", "member_id": "member"}
    also = (
        Index("ix_intention_member", "cohort_id", "member_id", "plan", "due_on"),
        Index("ix_intention_practice", "cohort_id", "practice_id", "plan"),
        Index("ix_intention_due", "plan", "reminded_at", "due_on"),
    )

    practice_id: Mapped[int]
    member_id: Mapped[int]
    situation: Mapped[str]
    act: Mapped[str]
    due_on: Mapped[date]
    plan: Mapped[Plan] = mapped_column(default=Plan.planned)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    rescheduled_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def path(self) -> str:
        return f"/me/trials#plan-{self.id}"


class Outcome(StrEnum):
    worked = "worked"
    adapted = "adapted"
    failed = "failed"
    not_tried = "not_tried"

    @property
    def is_success(self) -> bool:
        return self in (Outcome.worked, Outcome.adapted)

    @property
    def words(self) -> str:
        return OUTCOMES[self]


OUTCOMES = {
    Outcome.worked: N_("Worked"),
    Outcome.adapted: N_("Worked, adapted"),
    Outcome.failed: N_("Did not work"),
    Outcome.not_tried: N_("Could not try"),
}


class Trial(CohortOwned, Base):
    """A member tells what happened. `context` is the site or team that they name.

    `version` is the card's that they tried. One that was withdrawn keeps no words.
    """

    __tablename__ = "trial"
    points_at = {
        "practice_id": "practice",
        "member_id": "member",
        "intention_id": "intention",
    }
    also = (
        Index("ix_trial_practice", "cohort_id", "practice_id", "id"),
        Index("ix_trial_member", "cohort_id", "member_id", "id"),
    )

    practice_id: Mapped[int]
    member_id: Mapped[int]
    intention_id: Mapped[int | None]
    version: Mapped[int]
    outcome: Mapped[Outcome]
    words: Mapped[str] = mapped_column(default="")  # what I changed, what happened
    context: Mapped[str] = mapped_column(default="")
    happened_on: Mapped[date]
    told_at: Mapped[datetime] = mapped_column(Moment, default=now)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def path(self) -> str:
        return f"/trials/{self.id}"


class TrialHiding(CohortOwned, Base):
    """A report is out of sight: its author and the team read it, and the reason."""

    __tablename__ = "trial_hiding"
    points_at = {"trial_id": "trial", "member_id": "member"}
    one_per = ("trial_id",)

    trial_id: Mapped[int]
    how: Mapped[Out] = mapped_column(default=Out.hidden)
    member_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Caveat(CohortOwned, Base):
    """When a card does not work, taken from a report of somebody who is credited for it."""

    __tablename__ = "caveat"
    points_at = {"practice_id": "practice", "trial_id": "trial", "member_id": "member"}
    one_per = ("trial_id",)
    also = (Index("ix_caveat_practice", "cohort_id", "practice_id", "id"),)

    practice_id: Mapped[int]
    trial_id: Mapped[int]
    words: Mapped[str]
    member_id: Mapped[int]  # who merged it
    version: Mapped[int]  # of the card, since when it stands there
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Confirmation(CohortOwned, Base):
    """A facilitator says that a card is as mature as its trials say, up to `maturity`."""

    __tablename__ = "maturity_confirmation"
    points_at = {"practice_id": "practice", "member_id": "member"}
    also = (Index("ix_maturity_confirmation_practice", "cohort_id", "practice_id", "id"),)

    practice_id: Mapped[int]
    maturity: Mapped[Maturity]
    member_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    lapsed_at: Mapped[datetime | None] = mapped_column(Moment)


class Because(StrEnum):
    """Why what is shown changed."""

    trial = "trial"  # somebody told of one, or changed what they told
    withdrawn = "withdrawn"
    confirmed = "confirmed"
    hidden = "hidden"  # a report went out of sight, or is shown again
    card = "card"  # its words, its authors
    resource = "resource"  # what it builds on changed or vanished
    review = "review"  # its review date passed, or it has one now
    owner = "owner"
    elsewhere = "elsewhere"  # trials from other cohorts came home


class MaturityChange(CohortOwned, Base):
    """What is shown of a card changed; with nobody's name where no one person did it."""

    __tablename__ = "maturity_change"
    points_at = {"practice_id": "practice", "member_id": "member"}
    also = (Index("ix_maturity_change_practice", "cohort_id", "practice_id", "id"),)

    practice_id: Mapped[int]
    before: Mapped[Maturity]
    after: Mapped[Maturity]
    because: Mapped[Because]
    member_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
