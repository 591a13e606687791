"""What comes of a challenge: the debrief, scores, and what the cohort sets itself."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment
from lti_social.core.errors import N_


class Part(StrEnum):
    """Of a debrief."""

    planned = "planned"
    happened = "happened"
    why = "why"
    next_time = "next_time"

    @property
    def words(self) -> str:
        return PARTS[self]


PARTS = {
    Part.planned: N_("What was planned"),
    Part.happened: N_("What happened"),
    Part.why: N_("Why"),
    Part.next_time: N_("Next time"),
}


class DebriefPost(CohortOwned, Base):
    """A post of the challenge's thread that answers one part of the debrief."""

    __tablename__ = "debrief_post"
    points_at = {"challenge_id": "challenge", "post_id": "post"}
    one_per = ("post_id",)
    also = (Index("ix_debrief_post_challenge", "cohort_id", "challenge_id"),)

    challenge_id: Mapped[int]
    post_id: Mapped[int]
    part: Mapped[Part]


class Scored(CohortOwned, Base):
    """The trainer's own score for a member, where the challenge tells the LMS one."""

    __tablename__ = "challenge_score"
    points_at = {"challenge_id": "challenge", "member_id": "member", "by_id": "member"}
    one_per = ("challenge_id", "member_id")

    challenge_id: Mapped[int]
    member_id: Mapped[int]
    score: Mapped[float]
    comment: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Counted(StrEnum):
    """What a goal counts, of the whole cohort and of nobody in particular."""

    posts = "posts"
    practices = "practices"
    trials = "trials"
    submissions = "submissions"
    reviews = "reviews"

    @property
    def words(self) -> str:
        return COUNTED[self]


COUNTED = {
    Counted.posts: N_("Posts"),
    Counted.practices: N_("Practices published"),
    Counted.trials: N_("Trials told"),
    Counted.submissions: N_("Submissions"),
    Counted.reviews: N_("Reviews"),
}


class Goal(CohortOwned, Base):
    """What the cohort wants to reach together, until a day."""

    __tablename__ = "goal"
    points_at = {"member_id": "member", "ended_by_id": "member"}
    also = (Index("ix_goal_open", "cohort_id", "ended_at"),)

    member_id: Mapped[int]
    title: Mapped[str]
    counted: Mapped[Counted]
    target: Mapped[int]
    until: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by_id: Mapped[int | None]
