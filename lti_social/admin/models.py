"""The operator's way in, a link good for one use; and trials of registrations."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.admin.selftest.findings import Finding
from lti_social.core.clock import now
from lti_social.core.db import Base, Moment


class AdminLink(Base):
    """A way in that nobody has used yet; its row goes with its use."""

    __tablename__ = "admin_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class AdminSession(Base):
    """One browser of an operator, who sees every registration."""

    __tablename__ = "admin_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    opened_at: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)


class SelfTest(Base):
    """A trial of one registration, asked for and, once the worker has come to it, done."""

    __tablename__ = "self_test"

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(
        ForeignKey("platform.id", ondelete="CASCADE"), index=True
    )
    asked_by: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    done_at: Mapped[datetime | None] = mapped_column(Moment)


class SelfTestFinding(Base):
    """One thing that a trial found."""

    __tablename__ = "self_test_finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    test_id: Mapped[int] = mapped_column(
        ForeignKey("self_test.id", ondelete="CASCADE"), index=True
    )
    finding: Mapped[Finding]
    about: Mapped[str]  # which course or service, or how many seconds
    said: Mapped[str]  # by the LMS, if it said something
