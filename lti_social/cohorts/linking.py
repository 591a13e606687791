"""Where in a course somebody arrives, and the course's services, as the LMS tells them."""

from datetime import timedelta

from sqlalchemy import bindparam, select

from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Course
from lti_social.core.clock import now
from lti_social.core.wall import Database, upsert
from lti_social.lti.launch import Launch

FRESH = timedelta(days=1)  # how stale `seen_at` may be: one write in many launches
_KEY = ("course_id", "lms_id")
_LINK = select(
    *(ResourceLink.title, ResourceLink.line_item_url, ResourceLink.activity),
    ResourceLink.seen_at,
).where(
    ResourceLink.course_id == bindparam("course_id"),
    ResourceLink.lms_id == bindparam("lms_id"),
)


def note_services(course: Course, launch: Launch) -> bool:
    """Keep the addresses that the launch names; whether the roster's is another now.

    One that names none says nothing: two tools of one LMS may be allowed different things.
    """
    said = launch.endpoints
    is_moved = bool(said.roster_url) and course.roster_url != said.roster_url
    course.roster_url = said.roster_url or course.roster_url
    course.lineitems_url = said.lineitems_url or course.lineitems_url
    course.groups_url = said.groups_url or course.groups_url
    return is_moved


def note_link(db: Database, course: Course, launch: Launch) -> None:
    """Written only where the launch tells something new, and once a day that it is used."""
    if launch.resource_link_id is None:
        return
    link = {"course_id": course.id, "lms_id": launch.resource_link_id}
    said = {
        "title": launch.resource_link_title or "",
        "line_item_url": launch.endpoints.lineitem_url,
        "activity": launch.activity or None,
    }
    known = db.rows(_LINK, link).one_or_none()
    if known and known[:3] == tuple(said.values()) and now() - known.seen_at < FRESH:
        return
    row = {**link, **said, "seen_at": now()}
    upsert(db, ResourceLink, [row], key=_KEY, update=[*said, "seen_at"])
