"""What a member had meant to ask, and found asked already."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment


class Found(CohortOwned, Base):
    """Somebody found it in a thread, once: counted, and never shown with their name."""

    __tablename__ = "found"
    points_at = {"member_id": "member", "thread_id": "thread"}
    one_per = ("member_id", "thread_id")
    also = (Index("ix_found_thread", "cohort_id", "thread_id"),)

    member_id: Mapped[int]
    thread_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
