"""Who comes by a launch, and to which course: all that is known of it, in one question."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, select

from lti_social.cohorts.finding import found_or_made
from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Cohort, Course, Member, Person
from lti_social.cohorts.new import tell_of_cohort
from lti_social.cohorts.persons import TEST, people_of
from lti_social.cohorts.reach import Address, MailStop
from lti_social.cohorts.records import Division
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import ALL_COHORTS, Database, upsert
from lti_social.lti.launch import Launch
from lti_social.lti.models import Deployment

# What a launch may change of a member; `who_comes` and the cohort itself tell it alike.
SEATED = (
    *(Member.id.label("member_id"), Member.name, Member.role, Member.role_seen_at),
    *(Member.left_at, Member.shut_out_at),
)


_TOLD = (
    *(Person.id.label("person_id"), Address.email, Address.given_at),
    *(Address.language.label("mail_language"), MailStop.at.label("stopped_at")),
    *(Course.id.label("course_id"), Course.title, Course.roster_url),
    *(Course.lineitems_url, Course.groups_url, ResourceLink.activity),
    *(ResourceLink.title.label("link_title"), ResourceLink.line_item_url),
    *(ResourceLink.seen_at.label("link_seen_at"), Cohort.id.label("cohort_id")),
    exists().where(Division.course_id == Course.id).label("was_ever_divided"),
    *SEATED,
)
_STOP = and_(MailStop.person_id == Person.id, MailStop.ended_at.is_(None))
_COURSE = and_(Course.deployment_id == Deployment.id, Course.lms_id == bindparam("course"))
_LINK = and_(ResourceLink.course_id == Course.id, ResourceLink.lms_id == bindparam("link"))
_COHORT = and_(Cohort.course_id == Course.id, Cohort.group_id.is_(None))
_MEMBER = and_(Member.cohort_id == Cohort.id, Member.person_id == Person.id)


def _coming(*, shared: bool) -> AnySelect:
    """`shared`: whether the deployments of the LMS share their people."""
    theirs = and_(
        Person.platform_id == Deployment.platform_id,
        Person.deployment_id == (None if shared else Deployment.id),
        Person.sub == bindparam("sub"),
    )
    return (
        select(*_TOLD)
        .select_from(Deployment)
        .outerjoin(Person, theirs)
        .outerjoin(Address, Address.person_id == Person.id)
        .outerjoin(MailStop, _STOP)
        .outerjoin(Course, _COURSE)
        .outerjoin(ResourceLink, _LINK)
        .outerjoin(Cohort, _COHORT)
        .outerjoin(Member, _MEMBER)
        .where(Deployment.id == bindparam("deployment"))
        .execution_options(**ALL_COHORTS)
    )


_COMING = {shared: _coming(shared=shared) for shared in (True, False)}


def who_comes(db: Database, launch: Launch) -> AnyRow:
    """The person, their address, the course, the link and the cohort of the whole course,
    made where this is their first launch; of the member there may be nothing yet."""
    people = _people(launch)
    asked = {
        "deployment": launch.deployment_id,
        "sub": people["sub"],
        "course": launch.course_key,
        "link": launch.resource_link_id,
    }
    question = _COMING[people["deployment_id"] is None]
    found = db.rows(question, asked).one()
    if found.person_id is None or found.cohort_id is None:
        _make(db, launch, people, found)
        found = db.rows(question, asked).one()
    return found


def title_of(launch: Launch) -> str:
    """Of the course; empty where the launch tells none."""
    return launch.context_title or launch.context_label or ""


def _people(launch: Launch) -> dict[str, Any]:
    """By platform where its deployments share people; never a preview user as somebody."""
    family = None if launch.is_test_user else launch.family
    return {
        **people_of(launch.platform_id, launch.deployment_id, family),
        "sub": f"{TEST}{launch.sub}" if launch.is_test_user else launch.sub,
    }


def _make(db: Database, launch: Launch, people: dict[str, Any], found: AnyRow) -> None:
    """What was not found. Of two first launches at once, the later one finds what the
    earlier one made."""
    if found.person_id is None:
        upsert(db, Person, [people], key=())
    if found.cohort_id is None:
        _make_course(db, launch)


def _make_course(db: Database, launch: Launch) -> None:
    """And the cohort of the whole course."""
    key = {"deployment_id": launch.deployment_id, "lms_id": launch.course_key}
    course = found_or_made(db, Course, key, title=title_of(launch))
    whole = {"course_id": course.id, "group_id": None}
    if upsert(db, Cohort, [whole], key=()).rowcount:
        tell_of_cohort(db, _whole(db, course.id))


_WHOLE = (
    select(Cohort.id)
    .where(Cohort.course_id == bindparam("course"), Cohort.group_id.is_(None))
    .execution_options(**ALL_COHORTS)
)


def _whole(db: Database, course_id: int) -> int:
    return int(db.rows(_WHOLE, {"course": course_id}).scalar_one())
