"""How far the tool is with a course's roster: asked for, being read, read or refused."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, exists, or_, select, update

from lti_social.cohorts.learned import ResourceLink, RosterSync
from lti_social.cohorts.models import Course
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database, upsert

STALE = timedelta(hours=6)  # a roster older than this is read again, if the course is used
USED = timedelta(days=14)  # a course that was launched within this is used
LOST = timedelta(minutes=30)  # a reading that is longer under way has lost its worker

_STALE = select(Course.id).where(
    Course.roster_url.is_not(None),
    exists().where(
        ResourceLink.course_id == Course.id, ResourceLink.seen_at > bindparam("used")
    ),
    ~exists().where(
        RosterSync.course_id == Course.id, RosterSync.asked_at > bindparam("stale")
    ),
)


def stale_rosters(db: Database) -> Sequence[int]:
    """Courses that people use and whose roster was not asked for lately."""
    known = {"used": now() - USED, "stale": now() - STALE}
    return db.scalars(_STALE, known).all()


def is_asked_anew(db: Database, course_id: int) -> bool:
    """Note that the roster is wanted. False where it is being read already."""
    asked = {"course_id": course_id, "asked_at": now()}
    if upsert(db, RosterSync, [asked], key=("course_id",)).rowcount:
        return True
    done = or_(
        RosterSync.finished_at >= RosterSync.asked_at,
        RosterSync.failed_at >= RosterSync.asked_at,
        RosterSync.asked_at < now() - LOST,
    )
    mine = update(RosterSync).where(RosterSync.course_id == course_id, done)
    changed: Any = db.execute(mine.values(asked_at=now(), started_at=None, people=0))
    return bool(changed.rowcount)


def is_under_way(sync: AnyRow) -> bool:
    """Promised or being read, and not given up for lost."""
    if sync.asked_at is None or sync.asked_at < now() - LOST:
        return False
    ends = (sync.finished_at, sync.failed_at)
    return not any(end and end >= sync.asked_at for end in ends)


def started(db: Database, course_id: int) -> None:
    _note(db, course_id, started_at=now(), people=0)


def so_far(db: Database, course_id: int, people: int) -> None:
    _note(db, course_id, people=people)


def finished(db: Database, course_id: int, people: int) -> None:
    _note(db, course_id, people=people, finished_at=now(), failure=None, fix=None)


def failed(db: Database, course_id: int, said: str, fix: str) -> None:
    _note(db, course_id, failed_at=now(), failure=said, fix=fix)


def _note(db: Database, course_id: int, **changes: Any) -> None:
    of_course = update(RosterSync).where(RosterSync.course_id == course_id)
    db.execute(of_course.values(**changes))
