"""Sending digests, each at most once."""

import logging
from datetime import timedelta
from enum import Enum, auto
from typing import NamedTuple

from sqlalchemy import delete, select, update

from lti_social.cohorts.reach import Address, Bounce
from lti_social.core.clock import now
from lti_social.core.jobs import after, job, later
from lti_social.core.mail import MaybeSent, NotSent
from lti_social.core.outside import Outside
from lti_social.core.wall import Database, upsert
from lti_social.notifications import readers
from lti_social.notifications.digest import Claim, claim, release
from lti_social.notifications.mails import Mail

log = logging.getLogger("lti_social.mail")

KEPT = timedelta(days=400)  # how long a link in an e-mail stops all mail


class End(Enum):
    sent = auto()
    refused = auto()  # by the mail server, for this address and for good
    unsent = auto()  # and may be tried again
    open = auto()  # nobody knows, or trying again is of no use: it is over either way


class Outcome(NamedTuple):
    mail_id: int
    address_id: int
    end: End
    said: str = ""


def can_send(outside: Outside) -> bool:
    return outside.tool.mailer is not None


@after(can_send)
def promise_digests(db: Database, can: bool) -> None:
    """Every hour: to those for whom one is due and something waits."""
    for person_id in readers.those_due(db) if can else ():
        later(db, note_digest, person_id=person_id)


def send_digest(outside: Outside, person_id: int) -> Outcome | None:
    """At most once, whatever happens. The claim is saved before the message leaves, and is
    given back only where the server said that it did not take it. A worker that dies in
    between leaves the claim behind: its digest was sent, or is lost with what it told,
    which still waits under the bell. Nobody sends it again."""
    mailer = outside.tool.mailer
    if mailer is None:
        return None
    with outside.step() as db:
        claimed = claim(db, person_id, outside.tool.url, mailer)
    if claimed is None:
        return None
    try:
        mailer.send(claimed.message, claimed.email)
    except NotSent as error:
        return _not_sent(claimed, error)
    except MaybeSent as error:
        log.warning("a digest may be lost: %s", error)
        return Outcome(claimed.mail_id, claimed.address_id, End.open)
    return Outcome(claimed.mail_id, claimed.address_id, End.sent)


@after(send_digest)
def note_digest(db: Database, outcome: Outcome | None, person_id: int) -> None:
    """Tried again, where that may help, by the next round on the same day."""
    if outcome is None:
        return
    if outcome.end is End.sent:
        mail = update(Mail).where(Mail.id == outcome.mail_id)
        db.execute(mail.values(sent_at=now()))
    if outcome.end is End.unsent:
        release(db, outcome.mail_id)
    if outcome.end is End.refused:
        _note_refusal(db, outcome, person_id)


def _note_refusal(db: Database, outcome: Outcome, person_id: int) -> None:
    """Unless the LMS gave another address meanwhile."""
    known = (Address.id == outcome.address_id, Address.person_id == person_id)
    if db.scalar(select(Address.id).where(*known)):
        bounce = {"address_id": outcome.address_id, "said": outcome.said, "at": now()}
        upsert(db, Bounce, [bounce], key=("address_id",))


@job
def forget_mails(db: Database) -> None:
    db.execute(delete(Mail).where(Mail.claimed_at < now() - KEPT))


def _not_sent(claimed: Claim, error: NotSent) -> Outcome:
    """What the server said may hold the address: the log gets its number alone."""
    said = str(error)
    log.warning("a digest was not taken: %s", said.partition(" ")[0])
    end = End.open if error.for_good else End.unsent
    if error.of_address:
        end = End.refused
    return Outcome(claimed.mail_id, claimed.address_id, end, said)
