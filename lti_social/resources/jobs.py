"""Reading a course's sources: by job, in two steps, so that no transaction waits."""

from datetime import timedelta

from sqlalchemy import bindparam, exists, select

from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Course
from lti_social.core.clock import now
from lti_social.core.jobs import Handler, after, job, later
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.lti.models import Deployment
from lti_social.resources.asking import Told, fetch, go_to, sources_of
from lti_social.resources.models import SyncState
from lti_social.resources.sources.meta import Listing, Source
from lti_social.resources.state import note_failure, note_success, promised
from lti_social.resources.syncing import Changes, bring_in

TRIES = 4  # of an LMS that does not answer; the next night begins anew
WAIT = timedelta(minutes=2)  # and then longer
IN_USE = timedelta(days=30)  # courses that nobody opens are not read again
_TOLD: list[Handler] = []


def is_told_of_changes(handler: Handler) -> Handler:
    """A feature says, once, which job of its own looks after what stands on resources: it
    takes `course_id` and the ids of what was `renewed` and of what `vanished`."""
    _TOLD.append(handler)
    return handler


@after(fetch)
def sync(db: Database, told: Told, course_id: int, source: str, tries: int) -> None:
    go_to(db, course_id)
    if told is None:
        return
    if isinstance(told, Listing):
        tell_of(db, bring_in(db, Source(source), told))
        note_success(db, Source(source), told)
        return
    note_failure(db, Source(source), told)
    if told.worth_retrying and tries < TRIES:
        wait = max(WAIT * 4 ** (tries - 1), told.wait or timedelta(0))
        later(db, sync, wait=wait, course_id=course_id, source=source, tries=tries + 1)


@job
def sync_new_courses(db: Database) -> None:
    """Courses that were launched for the first time, and have not been read yet."""
    for course_id in db.scalars(_NEW, execution_options=ALL_COHORTS):
        later(db, sync_course, course_id=course_id)


@job
def sync_courses_in_use(db: Database) -> None:
    for course_id in db.scalars(_IN_USE, {"since": now() - IN_USE}):
        later(db, sync_course, course_id=course_id)


@job
def sync_courses_of(db: Database, platform_id: int) -> None:
    """After a registration's access was entered."""
    for course_id in db.scalars(_OF_PLATFORM, {"platform_id": platform_id}):
        later(db, sync_course, course_id=course_id)


@job
def sync_course(db: Database, course_id: int) -> None:
    go_to(db, course_id)
    promise_sync(db)


def promise_sync(db: Database) -> None:
    """Have all that can be asked of `db`'s course read, unless that waits already."""
    for source in sources_of(db):
        if promised(db, source):
            later(db, sync, course_id=db.course_id, source=source.value, tries=1)


def tell_of(db: Database, changes: Changes) -> None:
    """Have those told who made something that stands on what changed, in every cohort."""
    renewed, vanished = list(changes.renewed), list(changes.vanished)
    if not (renewed or vanished):
        return
    for handler in _TOLD:
        later(
            db,
            handler,
            in_house=True,
            course_id=db.course_id,
            renewed=renewed,
            vanished=vanished,
        )


_NEW = select(Course.id).where(~exists().where(SyncState.course_id == Course.id))
_IN_USE = select(Course.id).where(
    exists().where(
        ResourceLink.course_id == Course.id, ResourceLink.seen_at >= bindparam("since")
    )
)
_OF_PLATFORM = (
    select(Course.id)
    .join(Deployment, Deployment.id == Course.deployment_id)
    .where(Deployment.platform_id == bindparam("platform_id"))
)
