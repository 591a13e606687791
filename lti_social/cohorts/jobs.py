"""What is done around cohorts later: sessions forgotten, rosters read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, exists, select

from lti_social.cohorts import roster_sync, settling
from lti_social.cohorts.door import ABSOLUTE
from lti_social.cohorts.models import Cohort, Course, Role, WebSession
from lti_social.cohorts.persons import name_at_lms, people_of
from lti_social.cohorts.records import Division
from lti_social.cohorts.settling import Listed
from lti_social.core.clock import now
from lti_social.core.errors import N_
from lti_social.core.jobs import after, job, later
from lti_social.core.outside import Outside
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.lti.failing import PlatformError
from lti_social.lti.fixing import REPORT, who_can_fix
from lti_social.lti.models import Deployment, Platform
from lti_social.lti.roles import strongest
from lti_social.lti.roster import roster
from lti_social.lti.service import Service

NOTED = 500  # people, between two notes of how far the reading is

EMPTY = N_("The LMS says that nobody is in this course.")


@job
def forget_sessions(db: Database) -> None:
    """Sessions that nobody can use any more go, and their visits with them."""
    db.execute(delete(WebSession).where(WebSession.seen_at < now() - ABSOLUTE))


@job
def refresh_rosters(db: Database) -> None:
    """Of courses in use, those that were not read lately."""
    for course_id in roster_sync.stale_rosters(db):
        ask_for_roster(db, course_id)


def ask_for_roster(db: Database, course_id: int) -> None:
    """Promise to read it, unless that is promised already."""
    if roster_sync.is_asked_anew(db, course_id):
        later(db, note_roster, in_house=True, course_id=course_id)


@dataclass(frozen=True)
class _Course:
    """What reading a roster needs to know."""

    url: str
    platform_id: int
    people: Mapping[str, Any]  # whose ids the roster uses
    whole: int | None  # its cohort of everybody
    is_divided: bool  # nothing is added to that one meanwhile, people neither
    groups: tuple[int, ...]  # its cohorts of groups: who is in which, launches tell


def read_roster(outside: Outside, course_id: int) -> int | None:
    """How many people the course has, once its cohorts have them; None where the LMS
    did not say, and asking again will not help."""
    with outside.step() as db:
        roster_sync.started(db, course_id)
        course = _course(db, course_id)
    if course is None:  # it never said where
        return None
    try:
        listed = _listed(outside, course_id, course)
    except PlatformError as error:
        with outside.step() as db:
            roster_sync.failed(db, course_id, error.said, who_can_fix(error))
        if error.worth_retrying:
            raise
        return None
    if listed:
        _settle(outside, course, listed)
    return len(listed)


@after(read_roster)
def note_roster(db: Database, people: int | None, course_id: int) -> None:
    """An empty list is no roster: nobody leaves by it."""
    if people:
        roster_sync.finished(db, course_id, people)
    elif people == 0:
        roster_sync.failed(db, course_id, EMPTY, REPORT)


_COURSE = (
    select(
        *(Course.roster_url, Course.deployment_id, Deployment.platform_id, Platform.family),
        exists()
        .where(Division.course_id == Course.id, Division.ended_at.is_(None))
        .label("is_divided"),
    )
    .join(Deployment, Deployment.id == Course.deployment_id)
    .join(Platform, Platform.id == Deployment.platform_id)
    .where(Course.id == bindparam("course_id"), Course.roster_url.is_not(None))
)


def _course(db: Database, course_id: int) -> _Course | None:
    row = db.rows(_COURSE, {"course_id": course_id}).one_or_none()
    if row is None:
        return None
    of_course = select(Cohort.id, Cohort.group_id).where(Cohort.course_id == course_id)
    cohorts = db.execute(of_course, execution_options=ALL_COHORTS).all()
    people = people_of(row.platform_id, row.deployment_id, row.family)
    whole = next((one.id for one in cohorts if one.group_id is None), None)
    groups = tuple(one.id for one in cohorts if one.group_id is not None)
    return _Course(row.roster_url, row.platform_id, people, whole, row.is_divided, groups)


def _listed(outside: Outside, course_id: int, course: _Course) -> dict[str, Listed]:
    """Everybody by id, as the LMS tells them page by page."""
    service = Service.of(outside.engine, outside.tool, course.platform_id)
    listed: dict[str, Listed] = {}
    for one in roster(service, course.url):
        role = Role(strongest(one.roles).value)
        listed[one.sub] = Listed(one.sub, name_at_lms(one), role, one.active)
        if len(listed) % NOTED == 0:
            with outside.step() as db:
                roster_sync.so_far(db, course_id, len(listed))
    return listed


def _settle(outside: Outside, course: _Course, listed: Mapping[str, Listed]) -> None:
    """Make the cohorts of a course alike, in short steps; where nothing differs, none is
    taken. Nobody is seated in a group's cohort by a roster that names no groups, nor in
    the whole one while it is left to those who were there."""
    seats_in = None if course.is_divided else course.whole
    for cohort_id in (course.whole, *course.groups):
        if cohort_id is None:
            continue
        with outside.look(cohort_id) as db:
            found = settling.differences(db, course.people, listed)
        for some in settling.in_parts(found.new) if cohort_id == seats_in else ():
            with outside.step(cohort_id) as db:
                settling.seat(db, course.people, some)
        if found.changes:
            with outside.step(cohort_id) as db:
                settling.follow(db, found)
