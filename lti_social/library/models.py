"""What members keep of the library: saved cards, and collections."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment


class Saved(CohortOwned, Base):
    """A member wants to find a card again; nobody else sees it."""

    __tablename__ = "saved_practice"
    points_at = {"practice_id": "practice", "member_id": "member"}
    one_per = ("member_id", "practice_id")

    practice_id: Mapped[int]
    member_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Collection(CohortOwned, Base):
    """Cards that somebody put together, for the cohort to see."""

    __tablename__ = "collection"
    points_at = {"member_id": "member"}

    member_id: Mapped[int]
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    @property
    def path(self) -> str:
        return f"/collections/{self.id}"


class Collected(CohortOwned, Base):
    """A card stands in a collection, at a place in its order, and why."""

    __tablename__ = "collected_practice"
    points_at = {"collection_id": "collection", "practice_id": "practice"}
    one_per = ("collection_id", "practice_id")
    also = (Index("ix_collected_practice_practice", "cohort_id", "practice_id"),)

    collection_id: Mapped[int]
    practice_id: Mapped[int]
    position: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
