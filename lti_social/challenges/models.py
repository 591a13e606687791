"""A challenge, the criteria of its rubric, its teams, and what was decided about it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment
from lti_social.core.errors import N_


class Format(StrEnum):
    project = "project"
    mission = "mission"
    pair = "pair"
    team = "team"

    @property
    def words(self) -> str:
        return FORMATS[self]

    @property
    def is_by_team(self) -> bool:
        return self in (Format.pair, Format.team)


FORMATS = {
    Format.project: N_("A project"),
    Format.mission: N_("A mission in the field"),
    Format.pair: N_("In pairs, or coaching"),
    Format.team: N_("In teams"),
}


class Standing(StrEnum):
    """What people decided. In which phase a challenge is, its dates say
    (challenges.phases)."""

    draft = "draft"
    proposed = "proposed"  # by a learner
    declined = "declined"
    announced = "announced"
    cancelled = "cancelled"
    archived = "archived"


class Told(StrEnum):
    """What goes to the gradebook: nothing unless a trainer says so."""

    nothing = "nothing"
    completion = "completion"
    score = "score"  # the trainer's own; never the peers'


class Challenge(CohortOwned, Base):
    """What is asked, and its dates: handed in from `opens_at` to `submit_by`, read until
    `review_by`, revised until `revise_by`, talked over until `closes_at`.

    `rule` names what completes it: submitted, reviewed, revised, debriefed. `needed` is how
    many reviews a submission gets now; `wanted` what was asked for. `example` is what
    reviewers calibrate on: {"text": plain words, "found": {criterion (id, as a string):
    {"there": bool, "why": plain words}}}, what a good look at each criterion finds.
    """

    __tablename__ = "challenge"
    points_at = {"author_id": "member", "thread_id": "thread"}
    also = (Index("ix_challenge_standing", "cohort_id", "standing", "opens_at"),)

    author_id: Mapped[int]
    standing: Mapped[Standing] = mapped_column(default=Standing.draft)
    title: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    objective: Mapped[str] = mapped_column(default="")
    brief: Mapped[str] = mapped_column(default="")  # safe HTML
    format: Mapped[Format] = mapped_column(default=Format.project)
    blind: Mapped[bool] = mapped_column(default=True)  # neither knows who the other is
    wanted: Mapped[int] = mapped_column(default=2)
    needed: Mapped[int] = mapped_column(default=2)
    rule: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["submitted"])
    told: Mapped[Told] = mapped_column(default=Told.nothing)
    maximum: Mapped[float] = mapped_column(default=1)
    example: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    seed: Mapped[int] = mapped_column(default=0)  # of the allocation: the same each time
    opens_at: Mapped[datetime | None] = mapped_column(Moment)
    submit_by: Mapped[datetime | None] = mapped_column(Moment)
    review_by: Mapped[datetime | None] = mapped_column(Moment)
    revise_by: Mapped[datetime | None] = mapped_column(Moment)
    closes_at: Mapped[datetime | None] = mapped_column(Moment)
    thread_id: Mapped[int | None]  # where it is talked about, and debriefed
    locked_at: Mapped[datetime | None] = mapped_column(Moment)  # by the first handed in
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    @property
    def path(self) -> str:
        return f"/challenges/{self.id}"


class Criterion(CohortOwned, Base):
    """One line of the rubric: no levels, no points."""

    __tablename__ = "criterion"
    points_at = {"challenge_id": "challenge"}
    one_per = ("challenge_id", "position")

    challenge_id: Mapped[int]
    position: Mapped[int]
    title: Mapped[str]
    there: Mapped[str]  # "it is there when"
    not_yet: Mapped[str]  # "not yet when"


class Team(CohortOwned, Base):
    """Members who hand in together; `group` is the LMS’s id of that it was made from."""

    __tablename__ = "team"
    points_at = {"challenge_id": "challenge"}
    also = (Index("ix_team_challenge", "cohort_id", "challenge_id"),)

    challenge_id: Mapped[int]
    name: Mapped[str]
    group: Mapped[str | None]


class TeamMember(CohortOwned, Base):
    __tablename__ = "team_member"
    points_at = {"challenge_id": "challenge", "team_id": "team", "member_id": "member"}
    one_per = ("challenge_id", "member_id")
    also = (Index("ix_team_member_team", "cohort_id", "team_id"),)

    challenge_id: Mapped[int]
    team_id: Mapped[int]
    member_id: Mapped[int]


class Step(StrEnum):
    """What somebody decided about a challenge."""

    proposed = "proposed"
    accepted = "accepted"
    declined = "declined"
    announced = "announced"
    extended = "extended"
    cancelled = "cancelled"
    archived = "archived"
    lowered = "lowered"  # fewer reviews than wanted, as there are fewer peers


class ChallengeStep(CohortOwned, Base):
    """Who decided what about a challenge, and why; with nobody's name where its dates or
    numbers did. `detail` holds dates and numbers before and after."""

    __tablename__ = "challenge_step"
    points_at = {"challenge_id": "challenge", "member_id": "member"}
    also = (Index("ix_challenge_step_challenge", "cohort_id", "challenge_id", "id"),)

    challenge_id: Mapped[int]
    member_id: Mapped[int | None]
    step: Mapped[Step]
    reason: Mapped[str] = mapped_column(default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
