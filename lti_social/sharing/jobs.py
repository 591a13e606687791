"""What goes out to other cohorts, and who hears of it, once the answer has gone out."""

from typing import Any

from sqlalchemy import select, update

from lti_social.cohorts.models import Cohort, Course
from lti_social.cohorts.new import is_told_of_cohorts
from lti_social.core.jobs import job, later
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.lti.models import Deployment
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind
from lti_social.practices.copies import AnyCopy, CourseCopy, LmsCopy
from lti_social.practices.models import Practice
from lti_social.sharing import receiving
from lti_social.sharing.queries import consents, is_public


def address(copy: AnyCopy) -> dict[str, Any]:
    """By which a job finds a copy: whose it is, and its key."""
    if isinstance(copy, CourseCopy):
        return {"key": copy.key, "course_id": copy.course_id, "platform_id": None}
    return {"key": copy.key, "course_id": None, "platform_id": copy.platform_id}


@job
def deliver(db: Database, key: str, course_id: int | None, platform_id: int | None) -> None:
    """Have each cohort of the course, or of the LMS, brought up to date by itself."""
    cohorts = select(Cohort.id).join(Course, Course.id == Cohort.course_id)
    if course_id is not None:
        mine = CourseCopy.course_id == course_id
        told = update(CourseCopy).where(CourseCopy.key == key, mine)
        cohorts = cohorts.where(Course.id == course_id)
    else:
        told = update(LmsCopy).where(LmsCopy.key == key, LmsCopy.platform_id == platform_id)
        cohorts = cohorts.join(Deployment, Deployment.id == Course.deployment_id)
        cohorts = cohorts.where(Deployment.platform_id == platform_id)
    db.execute(told.values(promised=False), execution_options=ALL_COHORTS)
    for cohort_id in db.scalars(
        cohorts.order_by(Cohort.id), execution_options=ALL_COHORTS
    ).all():
        with db.within(cohort_id) as inside:
            later(inside, receive, key=key)


@job
def receive(db: Database, key: str) -> None:
    receiving.receive(db, key)


@is_told_of_cohorts
@job
def receive_all(db: Database) -> None:
    """A new cohort gets what its course and its LMS have."""
    for key in receiving.keys(db):
        receiving.receive(db, key)


@job
def tell_asked(db: Database, practice_id: int, by: int) -> None:
    """Those authors who did not agree yet."""
    card = db.get(Practice, practice_id)
    if card and is_public(db, card):
        said = consents(db, card)
        silent = {member_id for member_id, reach in said.items() if reach is None} - {by}
        tell(db, Kind.may_share, silent, About(card.path, card.path, card.title))


@job
def tell_authors(db: Database, practice_id: int, kind: str, by: int) -> None:
    card = db.get(Practice, practice_id)
    if card and is_public(db, card):
        others = set(consents(db, card)) - {by}
        tell(db, Kind(kind), others, About(card.path, card.path, card.title))
