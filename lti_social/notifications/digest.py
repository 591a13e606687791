"""One person's digest: gathered from their cohorts, and claimed before it is sent.

Everything here is one transaction of the worker. Once it is saved the digest belongs to
this attempt alone; what it tells is told by no other.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import NamedTuple

from sqlalchemy import delete, select, update

from lti_social.cohorts.models import Person
from lti_social.cohorts.reaching import address_of, stop_of
from lti_social.core.clock import now
from lti_social.core.mail import Mailer
from lti_social.core.text import one_line
from lti_social.core.wall import Database
from lti_social.notifications import readers
from lti_social.notifications.letter import Letter, Part, written
from lti_social.notifications.mails import Mail
from lti_social.notifications.models import ALWAYS, Notice
from lti_social.notifications.queries import news
from lti_social.notifications.readers import Seat
from lti_social.web.i18n import DEFAULT
from lti_social.web.session import hashed

LONGEST = 20  # lines of one cohort


class Claim(NamedTuple):
    """A digest on its way to `email`, the address of that row."""

    mail_id: int
    address_id: int
    email: str
    message: EmailMessage


def claim(db: Database, person_id: int, tool_url: str, mailer: Mailer) -> Claim | None:
    """Today's digest of somebody; None where nothing may be sent, or nothing is new.

    All is looked at again: since it was promised, night may have come, the person may have
    said no, or read everything.
    """
    address = address_of(db, person_id)
    seats = readers.seats_of(db, person_id)
    day = readers.day_of(seats)
    if address is None or address.refused_at or day is None:
        return None
    db.get(Person, person_id, with_for_update={"key_share": True})  # one claim at a time
    if stop_of(db, person_id) or readers.has_had_enough(db, person_id, day):
        return None
    at, token = now(), secrets.token_urlsafe(16)
    parts = [part for seat in seats if (part := _part(db, seat, at)).lines]
    if not parts:
        return None
    mail = Mail(person_id=person_id, day=day, claimed_at=at, token_hash=hashed(token))
    mail.message_id = f"<{secrets.token_hex(16)}@{mailer.sender.domain}>"
    db.add(mail)
    db.flush()
    language = _language(db, person_id, address.language, seats)
    letter = Letter(tool_url, language, parts, mail.message_id, token)
    message = written(letter, mailer.sender, address.email)
    return Claim(mail.id, address.id, address.email, message)


def release(db: Database, mail_id: int) -> None:
    """The server did not take it, and it may be tried again: as if it had not been."""
    mail = db.get(Mail, mail_id)
    if mail is None:
        return
    for seat in readers.seats_of(db, mail.person_id):
        told = (Notice.member_id == seat.member_id, Notice.mailed_at == mail.claimed_at)
        with db.within(seat.cohort_id) as inside:
            inside.execute(update(Notice).where(*told).values(mailed_at=None))
    db.execute(delete(Mail).where(Mail.id == mail_id))


def _part(db: Database, seat: Seat, at: datetime) -> Part:
    """What one cohort has to tell; none of it is told again. What is no longer shown has
    lost its title, and is left out unless it is about the reader's own."""
    with db.within(seat.cohort_id) as inside:
        told = news(inside, seat.member_id, at - readers.RECENT, LONGEST)
        waiting = (
            Notice.member_id == seat.member_id,
            Notice.id <= max((one.id for one in told), default=0),
            Notice.read_at.is_(None),
            Notice.mailed_at.is_(None),
        )
        inside.execute(update(Notice).where(*waiting).values(mailed_at=at))
    lines = [one for one in told if one.title or one.kind in ALWAYS]
    return Part(
        seat.cohort_id, one_line(seat.name), lines[:LONGEST], more=len(told) > LONGEST
    )


def _language(
    db: Database, person_id: int, launch: str | None, seats: Sequence[Seat]
) -> str:
    """The person's own, or as their LMS, or their first cohort says."""
    own = db.scalar(select(Person.language).where(Person.id == person_id))
    of_cohort = next((seat.language for seat in seats if seat.language), None)
    return own or launch or of_cohort or DEFAULT
