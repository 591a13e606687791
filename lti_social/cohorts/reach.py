"""Where a person can be reached by e-mail: as their LMS says, unless they said no."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, Moment


class Address(Base):
    """What the LMS gave with the person's latest launch, and in which language it spoke.

    Another address is another row, so what is known of one (that mail to it is refused)
    goes with it. There is none where the LMS gives none, or the person wants no mail.
    """

    __tablename__ = "mail_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    email: Mapped[str]
    language: Mapped[str | None]
    given_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Bounce(Base):
    """A mail server said for good that it takes no mail to this address."""

    __tablename__ = "bounce"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(
        ForeignKey("mail_address.id", ondelete="CASCADE"), unique=True
    )
    said: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Via(StrEnum):
    """How somebody said that they want no mail."""

    link = "link"  # in an e-mail
    corner = "corner"  # their own, in the tool


class MailStop(Base):
    """The person wants no e-mail; taking it back keeps the row."""

    __tablename__ = "mail_stop"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    via: Mapped[Via]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


Index(
    "uq_mail_stop_open",
    MailStop.person_id,
    unique=True,
    sqlite_where=MailStop.ended_at.is_(None),
    postgresql_where=MailStop.ended_at.is_(None),
)
