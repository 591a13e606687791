"""What follows when a trainer has something told: the column, and who earned it before."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select

from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Cohort, Course, Member, Role
from lti_social.core.errors import N_
from lti_social.core.jobs import after, job, later
from lti_social.core.outside import Outside
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database
from lti_social.grades.delivery import note_delivery
from lti_social.grades.models import TOOK_PART, Grade, LineItem, State, column_id
from lti_social.grades.owing import TAKING_PART, owe
from lti_social.lti import lineitems
from lti_social.lti.failing import PlatformError
from lti_social.lti.fixing import ADMIN, who_can_fix
from lti_social.lti.lineitems import NewLineItem
from lti_social.lti.models import Deployment
from lti_social.lti.service import Service

AT_ONCE = 100  # members of one transaction
PAUSE = timedelta(minutes=10)  # before an LMS that fails is asked for a column again

NO_SERVICE = N_("The LMS does not let the tool keep a column in this course.")


class Column(NamedTuple):
    url: str | None = None
    is_ours: bool = False
    failure: str | None = None
    fix: str | None = None
    worth_retrying: bool = False


_WANTED = (
    select(
        *(LineItem.label, LineItem.maximum, LineItem.about, ResourceLink.line_item_url),
        *(ResourceLink.lms_id, Course.lineitems_url, Deployment.platform_id),
        LineItem.id.label("line_item_id"),
    )
    .join(Cohort, Cohort.id == LineItem.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .join(Deployment, Deployment.id == Course.deployment_id)
    .outerjoin(ResourceLink, ResourceLink.id == LineItem.resource_link_id)
    .where(LineItem.id == bindparam("line_item_id"))
    .where(LineItem.url.is_(None), LineItem.stopped_at.is_(None))
)


def find_column(outside: Outside, line_item_id: int) -> Column | None:
    """The link's own, else ours if it is there already, else a new one: a worker that is
    lost after making it finds it the next time."""
    with outside.look() as db:
        wanted = db.rows(_WANTED, {"line_item_id": line_item_id}).one_or_none()
    if wanted is None:
        return None
    if wanted.line_item_url:
        return Column(wanted.line_item_url)
    if not wanted.lineitems_url:
        return Column(failure=NO_SERVICE, fix=ADMIN)
    try:
        service = Service.of(outside.engine, outside.tool, wanted.platform_id)
        return Column(_found_or_made(service, wanted), is_ours=True)
    except PlatformError as error:
        fix = who_can_fix(error)
        return Column(None, False, error.said, fix, worth_retrying=error.worth_retrying)


@after(find_column)
def note_column(db: Database, column: Column | None, line_item_id: int) -> None:
    item = db.get(LineItem, line_item_id)
    if item is None or column is None:
        return
    item.url, item.is_ours = column.url, column.is_ours
    item.failure, item.fix = column.failure, column.fix
    if item.url:
        later(db, resume, line_item_id=item.id)
    elif column.worth_retrying:
        later(db, note_column, wait=PAUSE, line_item_id=item.id)


@job
def resume(db: Database, line_item_id: int) -> None:
    """Tell what is owed already; of taking part, find what else is. What else is graded,
    features above look after."""
    owed = select(Grade.id).where(
        Grade.line_item_id == line_item_id, Grade.state == State.owed
    )
    for grade_id in db.scalars(owed):
        later(db, note_delivery, grade_id=grade_id)
    later(db, catch_up, line_item_id=line_item_id)


@job
def catch_up(db: Database, line_item_id: int) -> None:
    """Whoever took part before anybody asked has it too; some at a time."""
    item = db.get(LineItem, line_item_id)
    if item is None or item.stopped_at or item.about != TOOK_PART:
        return
    earned = _earned(db, item)
    for member_id in earned:
        owe(db, item.id, member_id, item.maximum)
    if len(earned) == AT_ONCE:
        later(db, catch_up, line_item_id=line_item_id)


def _earned(db: Database, item: LineItem) -> list[int]:
    """Learners of the course who took part and have nothing in this column yet."""
    has_one = exists().where(Grade.line_item_id == item.id, Grade.member_id == Member.id)
    learners = select(Member.id).where(
        Member.role == Role.learner, Member.left_at.is_(None), ~has_one
    )
    found: set[int] = set()
    for members in TAKING_PART:
        these = learners.where(Member.id.in_(members)).order_by(Member.id).limit(AT_ONCE)
        found |= set(db.scalars(these))
    return sorted(found)[:AT_ONCE]


def _found_or_made(service: Service, wanted: AnyRow) -> str:
    """By an id of ours: of taking part, cohorts that share a link share it too."""
    ours = column_id(wanted.about)
    if wanted.about == TOOK_PART:
        ours = f"{ours}:{wanted.lms_id or wanted.line_item_id}"[:255]
    known = lineitems.line_items(service, wanted.lineitems_url, resource_id=ours)
    if known:
        return known[0].url
    new = NewLineItem(
        label=wanted.label,
        maximum=wanted.maximum,
        resource_id=ours,
        tag=wanted.about,
        resource_link_id=wanted.lms_id,
    )
    return lineitems.create_line_item(service, wanted.lineitems_url, new).url
