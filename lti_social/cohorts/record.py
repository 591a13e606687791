"""What an administrator of the LMS does in a cohort, put on record.

The cohort keeps its own rows (AdminReading, Chair), which are its members' to see and go
with it. The journal of the house is written beside them, in the same transaction: it stays,
and can be read without entering any cohort.
"""

from lti_social.cohorts.here import Me
from lti_social.cohorts.records import AdminReading
from lti_social.core.wall import Database
from lti_social.lti.audit import Event, note


def record(db: Database, me: Me, event: Event, **detail: str) -> None:
    by = f"{me.administers_as or me.name} ({me.lms})"
    note(db, event, by=by, platform_id=me.platform_id, person=me.person_id, **detail)


def record_reading(db: Database, me: Me, path: str) -> None:
    db.add(AdminReading(member_id=me.id, path=path))
    record(db, me, Event.read_as_admin, path=path)
