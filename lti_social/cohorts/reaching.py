"""Keeping a person's e-mail address as their launches give it, and letting it go."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, select, update

from lti_social.cohorts.reach import Address, Bounce, MailStop, Via
from lti_social.core.clock import now
from lti_social.core.mail import is_address
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database, upsert
from lti_social.lti.launch import Launch
from lti_social.web.i18n import language_of

FRESH = timedelta(days=1)  # how exactly we know when an address was last given

_STOP = select(MailStop.via, MailStop.at).where(
    MailStop.person_id == bindparam("person_id"), MailStop.ended_at.is_(None)
)
_ADDRESS = (
    select(
        *(Address.id, Address.email, Address.language),
        *(Bounce.at.label("refused_at"), Bounce.said),
    )
    .outerjoin(Bounce, Bounce.address_id == Address.id)
    .where(Address.person_id == bindparam("person_id"))
)


def note_address(db: Database, known: AnyRow, launch: Launch) -> None:
    """As this launch has it: another one than before, or none. Written only where it
    differs, and once a day."""
    email, language = _given(known, launch), language_of(launch.locale)
    if known.email and email != known.email:
        db.execute(delete(Address).where(Address.person_id == known.person_id))
    is_fresh = known.given_at and now() - known.given_at < FRESH
    before = (known.email, known.mail_language)
    if email is None or (is_fresh and before == (email, language)):
        return
    row = {"person_id": known.person_id, "email": email, "given_at": now()}
    row["language"] = language
    upsert(db, Address, [row], key=("person_id",), update=("language", "given_at"))


def _given(known: AnyRow, launch: Launch) -> str | None:
    """The address to keep: none where the person wants no mail."""
    if launch.is_test_user or known.stopped_at or not launch.email:
        return None
    return launch.email if is_address(launch.email) else None


def stop_mail(db: Database, person_id: int, via: Via) -> None:
    """From now on, until they take it back; the address is forgotten."""
    db.execute(delete(Address).where(Address.person_id == person_id))
    stop = {"person_id": person_id, "via": via, "at": now(), "ended_at": None}
    upsert(db, MailStop, [stop], key=())


def resume_mail(db: Database, person_id: int) -> None:
    """Once their LMS gives the address again, with their next launch."""
    theirs = update(MailStop).where(MailStop.person_id == person_id)
    db.execute(theirs.where(MailStop.ended_at.is_(None)).values(ended_at=now()))


def stop_of(db: Database, person_id: int) -> AnyRow | None:
    return db.rows(_STOP, {"person_id": person_id}).one_or_none()


def address_of(db: Database, person_id: int) -> AnyRow | None:
    """Where mail goes, and since when that is refused, if it is."""
    return db.rows(_ADDRESS, {"person_id": person_id}).one_or_none()
