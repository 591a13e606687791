"""The first half of a sync: what a source says of a course, with no transaction open."""

from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import bindparam, select

from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Course
from lti_social.core.engines import reading
from lti_social.core.errors import N_
from lti_social.core.outside import Outside
from lti_social.core.seal import SealError
from lti_social.core.wall import Database, open_course
from lti_social.lti.models import Deployment
from lti_social.lti.service import Service
from lti_social.resources.models import SourceAccess
from lti_social.resources.sources import claims, moodle
from lti_social.resources.sources.meta import Listing, Mender, Source, Unavailable
from lti_social.resources.sources.moodle_rest import Moodle
from lti_social.resources.state import note_reading
from lti_social.resources.syncing import known

Told: TypeAlias = Listing | Unavailable | None
UNREADABLE_TOKEN = N_("The token was sealed with a secret that this tool no longer has.")

_COURSE = (
    select(Course.lms_id, Course.lineitems_url, Deployment.platform_id)
    .join(Deployment, Deployment.id == Course.deployment_id)
    .where(Course.id == bindparam("course_id"))
)
_LINKS = (
    select(ResourceLink.lms_id, ResourceLink.title)
    .where(ResourceLink.course_id == bindparam("course_id"))
    .order_by(ResourceLink.id)
)
_ACCESS = select(SourceAccess.url, SourceAccess.sealed_token).where(
    SourceAccess.platform_id == bindparam("platform_id"),
    SourceAccess.source == bindparam("source"),
)


@dataclass(frozen=True)
class _Question:
    """All that is needed to ask, gathered before anybody is spoken to."""

    lms_id: str
    platform_id: int
    lineitems_url: str | None
    links: tuple[claims.Link, ...]
    access: tuple[str, bytes] | None
    known: dict[str, str]


def fetch(outside: Outside, course_id: int, source: str, **_: int) -> Told:
    """What the source says; None where there is nothing to ask any more."""
    with open_course(reading(outside.engine), course_id) as db:
        question = _question(db, course_id, Source(source))
    if question is None:
        return None
    with outside.step() as db:
        go_to(db, course_id)
        note_reading(db, Source(source))
    try:
        return _asked(outside, question)
    except Unavailable as unavailable:
        return unavailable


def sources_of(db: Database) -> list[Source]:
    """Those that can be asked of `db`'s course at any time."""
    course = db.rows(_COURSE, {"course_id": db.course_id}).one_or_none()
    if course is None:
        return []
    asked = {"platform_id": course.platform_id, "source": Source.moodle}
    has_access = db.rows(_ACCESS, asked).first()
    return [Source.claims, Source.moodle] if has_access else [Source.claims]


def go_to(db: Database, course_id: int) -> None:
    """Into the course, unless the job was promised in a cohort of it."""
    if not db.is_open:
        db.enter_course(course_id)


def _question(db: Database, course_id: int, source: Source) -> _Question | None:
    course = db.rows(_COURSE, {"course_id": course_id}).one_or_none()
    if course is None:
        return None
    asked = {"platform_id": course.platform_id, "source": source}
    access = db.rows(_ACCESS, asked).one_or_none()
    if source is Source.moodle and access is None:
        return None
    links = db.rows(_LINKS, {"course_id": course_id})
    before = known(db, source).values()
    return _Question(
        lms_id=course.lms_id,
        platform_id=course.platform_id,
        lineitems_url=course.lineitems_url,
        links=tuple(claims.Link(row.lms_id, row.title) for row in links),
        access=(access.url, access.sealed_token) if access else None,
        known={row.lms_id: row.lms_kind for row in before if row.vanished_at is None},
    )


def _asked(outside: Outside, question: _Question) -> Listing:
    if question.access is None:
        service = Service.of(outside.engine, outside.tool, question.platform_id)
        return claims.asked(question.links, service, question.lineitems_url)
    url, sealed = question.access
    try:
        token = outside.tool.seal.decrypt(sealed).decode()
    except SealError as error:
        raise Unavailable(UNREADABLE_TOKEN, Mender.operator) from error
    site = Moodle(outside.tool.http, url, token)
    return moodle.listing(site, question.lms_id, question.known)
