"""Where in the LMS a cohort is opened, for whoever comes to its address without a session.

A stranger is told the LMS's own address with the number of the course or the activity
there, no more: the LMS asks who they are before it shows anything. Of the cohort nothing is
told: not its name, and not whether anything stands at the address that was asked for.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import select

from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Cohort, Course
from lti_social.core.wall import ALL_COHORTS, Database, open_house
from lti_social.lti.lms_pages import address_in_lms
from lti_social.lti.models import Deployment
from lti_social.lti.platforms import registration_of
from lti_social.web import permalink
from lti_social.web.hop import Ask


@dataclass(frozen=True)
class WayBack:
    address: str
    cookie: str | None  # remembers the page, for a launch in a tab

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc


def way_back(ask: Ask, cohort_id: int) -> WayBack | None:
    with open_house(ask.reads) as db:
        address = _address(db, cohort_id)
    cookie = permalink.keep(ask.path, ask.lti.seal)
    return WayBack(address, cookie) if address else None


def _address(db: Database, cohort_id: int) -> str | None:
    of_cohort = (
        select(Course.id, Course.lms_id, Deployment.platform_id)
        .join(Cohort, Cohort.course_id == Course.id)
        .join(Deployment, Deployment.id == Course.deployment_id)
        .where(Cohort.id == cohort_id)
    )
    course = db.execute(of_cohort, execution_options=ALL_COHORTS).one_or_none()
    if course is None:
        return None
    newest = (
        select(ResourceLink.activity)
        .where(ResourceLink.course_id == course.id, ResourceLink.activity.is_not(None))
        .order_by(ResourceLink.seen_at.desc(), ResourceLink.id.desc())
        .limit(1)
    )
    registration = registration_of(db, course.platform_id)
    return address_in_lms(registration, course.lms_id, db.scalar(newest))
