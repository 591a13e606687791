"""What comes back to a member after a while, and what a card needs."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment
from lti_social.core.errors import N_


class Asking(StrEnum):
    """What a recall asks."""

    remember = "remember"  # a card that was saved or tried: 2, 7, 21, 60 days later
    keep_up = "keep_up"  # one that worked: do you still do it? 30, 60, 90 days later


class Habit(StrEnum):
    """What somebody answers to "do you still do it?"."""

    always = "always"
    sometimes = "sometimes"
    no_more = "no_more"

    @property
    def words(self) -> str:
        return HABITS[self]


HABITS = {
    Habit.always: N_("Yes, always"),
    Habit.sometimes: N_("Sometimes"),
    Habit.no_more: N_("Not any more"),
}


class Recall(CohortOwned, Base):
    """A card comes back to one member, and to nobody else's eyes.

    One row for each asking, moved on from step to step (0 is the first); `due_on` is empty
    after the last. `stopped_at` is when the member asked for no more of it.
    """

    __tablename__ = "recall"
    points_at = {"practice_id": "practice", "member_id": "member"}
    one_per = ("member_id", "practice_id", "asking")
    also = (Index("ix_recall_due", "cohort_id", "member_id", "due_on"),)

    practice_id: Mapped[int]
    member_id: Mapped[int]
    asking: Mapped[Asking]
    since: Mapped[datetime] = mapped_column(Moment, default=now)
    step: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    stopped_at: Mapped[datetime | None] = mapped_column(Moment)


class FollowUp(CohortOwned, Base):
    """What a member answered, so many days after it worked for them."""

    __tablename__ = "follow_up"
    points_at = {"practice_id": "practice", "member_id": "member"}
    one_per = ("member_id", "practice_id", "step")

    practice_id: Mapped[int]
    member_id: Mapped[int]
    step: Mapped[int]
    habit: Mapped[Habit]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Need(StrEnum):
    """Why a card needs an update."""

    date = "date"
    changed = "changed"
    vanished = "vanished"
    asked = "asked"  # by somebody of the cohort, who says what

    @property
    def words(self) -> str:
        return NEEDS[self]


NEEDS = {
    Need.date: N_("Its review date has passed."),
    Need.changed: N_("Something it builds on has changed in the course."),
    Need.vanished: N_("Something it builds on is no longer in the course."),
    Need.asked: N_("Somebody of the cohort asks for it."),
}


class UpdateNeed(CohortOwned, Base):
    """Why a published card needs an update, once for each reason: until its next version,
    or until somebody has read it again and says that it still holds."""

    __tablename__ = "update_need"
    points_at = {"practice_id": "practice", "member_id": "member"}
    stands_on = {"resource_id": "resource"}
    one_per = ("practice_id", "need")

    course_id: Mapped[int]
    practice_id: Mapped[int]
    need: Mapped[Need]
    resource_id: Mapped[int | None]
    member_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)
