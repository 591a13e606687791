"""Where a card comes from: a thread, other cards."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from lti_social.core.db import Base, CohortOwned


class Origin(CohortOwned, Base):
    """A card was made from a thread: from one answer in it, or from its opening."""

    __tablename__ = "practice_origin"
    points_at = {"practice_id": "practice", "thread_id": "thread", "post_id": "post"}
    one_per = ("practice_id",)
    also = (Index("ix_practice_origin_thread", "cohort_id", "thread_id"),)

    practice_id: Mapped[int]
    thread_id: Mapped[int]
    post_id: Mapped[int | None]


class Lineage(CohortOwned, Base):
    """A card was inspired by another."""

    __tablename__ = "practice_lineage"
    points_at = {"practice_id": "practice", "source_id": "practice"}
    one_per = ("practice_id", "source_id")
    also = (Index("ix_practice_lineage_source", "cohort_id", "source_id"),)

    practice_id: Mapped[int]
    source_id: Mapped[int]
