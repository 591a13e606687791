"""Links of an LMS's course into a cohort, the choosing of them, and courses copied."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment


class Kind(StrEnum):
    """What can be placed; placements.kinds says how."""

    home = "home"
    thread = "thread"
    resource = "resource"
    library = "library"
    practice = "practice"
    challenge = "challenge"


class Placement(CohortOwned, Base):
    """A link in the LMS's course that opens something of this cohort.

    The link carries `key`, which says nothing by itself and is looked for in the cohort of
    the course that the launch comes from, and nowhere else: copied into another course, it
    opens nothing of this one. `target` is the id of what it opens, if its kind has many.
    """

    __tablename__ = "placement"
    points_at = {"member_id": "member"}
    one_per = ("key",)

    key: Mapped[str]
    kind: Mapped[Kind]
    target: Mapped[int | None]
    member_id: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)


@dataclass(frozen=True, kw_only=True)
class Pick:
    """Something chosen, worded as the LMS is to show it; with a grade if it has a label."""

    kind: Kind
    target: int | None
    title: str
    text: str = ""
    label: str = ""
    maximum: float = 1


class Picking(CohortOwned, Base):
    """A trainer chooses, asked by the LMS, until the answer has gone out.

    What the LMS said is kept sealed, because its return address may hold a secret of the
    LMS; it is forgotten with the answer.
    """

    __tablename__ = "picking"
    points_at = {"member_id": "member"}
    also = (Index("ix_picking_member", "cohort_id", "member_id"),)

    member_id: Mapped[int]
    sealed: Mapped[bytes]
    picked: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    began_at: Mapped[datetime] = mapped_column(Moment, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def picks(self) -> list[Pick]:
        return [Pick(**one | {"kind": Kind(one["kind"])}) for one in self.picked]

    @picks.setter
    def picks(self, picks: list[Pick]) -> None:
        self.picked = [asdict(pick) for pick in picks]


class Former(CohortOwned, Base):
    """The course that this cohort's course was copied from, and what a trainer of both
    carried over: nothing, if `taken` is empty once it is answered."""

    __tablename__ = "former"
    points_at = {"answered_by_id": "member"}
    one_per = ("course_id",)

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None]
    taken: Mapped[list[str]] = mapped_column(JSON, default=list)
