"""Where in a course somebody arrives, and the course's services, as the LMS tells them."""

from datetime import timedelta

from sqlalchemy import update

from lti_social.cohorts.coming import title_of
from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Course
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database, upsert
from lti_social.lti.launch import Launch

FRESH = timedelta(days=1)  # how stale `seen_at` may be: one write in many launches
_KEY = ("course_id", "lms_id")


def note_course(db: Database, known: AnyRow, launch: Launch) -> bool:
    """Keep the title and the addresses that the launch names; whether the roster's is
    another now.

    One that names none says nothing: two tools of one LMS may be allowed different things.
    """
    said = {
        "title": title_of(launch),
        "roster_url": launch.endpoints.roster_url,
        "lineitems_url": launch.endpoints.lineitems_url,
        "groups_url": launch.endpoints.groups_url,
    }
    new = {name: one for name, one in said.items() if one and one != getattr(known, name)}
    if new:
        db.execute(update(Course).where(Course.id == known.course_id).values(new))
    return "roster_url" in new


def note_link(db: Database, known: AnyRow, launch: Launch) -> None:
    """Written only where the launch tells something new, and once a day that it is used."""
    if launch.resource_link_id is None:
        return
    said = {
        "title": launch.resource_link_title or "",
        "line_item_url": launch.endpoints.lineitem_url,
        "activity": launch.activity or None,
    }
    before = (known.link_title, known.line_item_url, known.activity)
    is_fresh = known.link_seen_at and now() - known.link_seen_at < FRESH
    if is_fresh and before == tuple(said.values()):
        return
    link = {"course_id": known.course_id, "lms_id": launch.resource_link_id}
    row = {**link, **said, "seen_at": now()}
    upsert(db, ResourceLink, [row], key=_KEY, update=[*said, "seen_at"])
