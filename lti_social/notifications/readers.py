"""Whose digest is due now, and from which of their cohorts it gathers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, func, select

from lti_social.cohorts.here import named_as
from lti_social.cohorts.models import Cohort, Course, CourseGroup, Member, Person
from lti_social.cohorts.reach import Address, Bounce
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.notifications.due import USUAL, Times, is_due
from lti_social.notifications.mails import Mail
from lti_social.notifications.models import Notice, Rhythm
from lti_social.web.i18n import zone

RECENT = timedelta(days=14)  # what waits longer is no news
A_DAY = timedelta(hours=25)  # the longest there is
WEEK, MOST = timedelta(days=7), 5  # e-mails to one person, whatever happens


class Seat(NamedTuple):
    """One cohort that somebody is a member of now."""

    cohort_id: int
    member_id: int
    name: str
    language: str | None
    zone: ZoneInfo
    times: Times


_IN_FORCE = select(func.max(Rhythm.id)).group_by(Rhythm.cohort_id)
_SEATS = (
    select(
        *(Member.person_id, Member.cohort_id, Member.id.label("member_id")),
        *(
            Cohort.name,
            Cohort.zone,
            Cohort.language,
            Course.title,
            Person.zone.label("own"),
        ),
        *(CourseGroup.name.label("group"), CourseGroup.lms_id, Rhythm.days, Rhythm.hour),
    )
    .join(Cohort, Cohort.id == Member.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .join(Person, Person.id == Member.person_id)
    .outerjoin(CourseGroup, CourseGroup.id == Cohort.group_id)
    .outerjoin(Rhythm, and_(Rhythm.cohort_id == Cohort.id, Rhythm.id.in_(_IN_FORCE)))
    .where(Member.left_at.is_(None), Member.shut_out_at.is_(None))
    .order_by(Member.cohort_id)
    .execution_options(**ALL_COHORTS)
)
# Those for whom something waits, and who can be reached.
_WAITED_FOR = _SEATS.join(Address, Address.person_id == Member.person_id).where(
    ~select(Bounce.id).where(Bounce.address_id == Address.id).exists(),
    select(Notice.id)
    .where(Notice.cohort_id == Member.cohort_id, Notice.member_id == Member.id)
    .where(Notice.read_at.is_(None), Notice.mailed_at.is_(None))
    .where(Notice.told_at >= bindparam("since"))
    .exists(),
)
_OF_ONE = _SEATS.where(Member.person_id == bindparam("person_id"))
_HAD = select(Mail.person_id, Mail.day).where(Mail.claimed_at > bindparam("since"))
_LATELY = select(Mail.day, Mail.claimed_at).where(
    Mail.person_id == bindparam("person_id"), Mail.claimed_at > bindparam("since")
)


def those_due(db: Database) -> Sequence[int]:
    """Persons (ids) of whose cohorts one sends its digest now, and who had none today."""
    rows = db.execute(_WAITED_FOR, {"since": now() - RECENT}).all()
    due = {(row.person_id, day) for row in rows if (day := _day(_seat(row)))}
    had = {tuple(row) for row in db.rows(_HAD, {"since": now() - A_DAY}).all()}
    return sorted({person_id for person_id, _ in due - had})


def seats_of(db: Database, person_id: int) -> Sequence[Seat]:
    """The cohorts whose news their digest tells: those that have one at all."""
    rows = db.execute(_OF_ONE, {"person_id": person_id}).all()
    return [seat for row in rows if (seat := _seat(row)).times.days]


def day_of(seats: Sequence[Seat]) -> str | None:
    """The day of the digest that is due now, as the reader's calendar says it."""
    return next((day for seat in seats if (day := _day(seat))), None)


def has_had_enough(db: Database, person_id: int, day: str) -> bool:
    """Today's e-mail, or as many as a week may bring."""
    known = {"person_id": person_id, "since": now() - WEEK}
    lately = db.rows(_LATELY, known).all()
    return len(lately) >= MOST or day in {mail.day for mail in lately}


def _seat(row: AnyRow) -> Seat:
    return Seat(
        cohort_id=row.cohort_id,
        member_id=row.member_id,
        name=row.name or named_as(row.title, row.group or row.lms_id),
        language=row.language,
        zone=zone(row.own or row.zone),
        times=USUAL if row.days is None else Times(row.days, row.hour),
    )


def _day(seat: Seat) -> str | None:
    local: datetime = now().astimezone(seat.zone)
    return local.date().isoformat() if is_due(seat.times, local) else None
