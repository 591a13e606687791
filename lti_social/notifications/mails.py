"""The e-mails that were sent, or were about to be."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, Moment


class Mail(Base):
    """One e-mail to one person, from all their cohorts: at most one a day.

    The row is there before the message is: so none is sent twice. `token_hash` is of the
    link in it by which its reader can stop all mail.
    """

    __tablename__ = "mail"
    __table_args__ = (UniqueConstraint("person_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[str]  # in the reader's time zone: 2026-11-24
    message_id: Mapped[str] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    claimed_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
