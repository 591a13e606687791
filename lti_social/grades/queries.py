"""What can be asked of columns and grades."""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, bindparam, func, select

from lti_social.cohorts.here import Here
from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Cohort, Course, Member
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.grades.models import TOOK_PART, Grade, LineItem, State

MOST_REFUSED = 50  # shown at once; the rest comes as these are settled

_LINKS = (
    select(
        *(ResourceLink.id, ResourceLink.title, ResourceLink.line_item_url),
        *(Course.lineitems_url, LineItem.id.label("line_item_id"), LineItem.url),
        *(LineItem.opened_at, LineItem.stopped_at, LineItem.failure, LineItem.fix),
        Member.name.label("opened_by"),
    )
    .select_from(Cohort)
    .join(Course, Course.id == Cohort.course_id)
    .join(ResourceLink, ResourceLink.course_id == Course.id)
    .outerjoin(
        LineItem,
        and_(LineItem.resource_link_id == ResourceLink.id, LineItem.about == TOOK_PART),
    )
    .outerjoin(Member, Member.id == LineItem.opened_by_id)
    .order_by(ResourceLink.title, ResourceLink.id)
)
_LINK = _LINKS.where(ResourceLink.id == bindparam("link_id"))
_OTHERS: AnySelect = (
    select(
        *(LineItem.id.label("line_item_id"), LineItem.label.label("title"), LineItem.about),
        *(LineItem.url, LineItem.opened_at, LineItem.stopped_at, LineItem.failure),
        *(LineItem.fix, Member.name.label("opened_by")),
    )
    .join(Member, Member.id == LineItem.opened_by_id)
    .where(LineItem.about != TOOK_PART)
    .order_by(LineItem.id.desc())
)
_COUNTS = select(Grade.line_item_id, Grade.state, func.count().label("number")).group_by(
    Grade.line_item_id, Grade.state
)
_TROUBLES = (
    select(
        *(Grade.id, Grade.line_item_id, Grade.state, Grade.failure, Grade.fix),
        *(Grade.state_at, Grade.member_id, Member.name),
    )
    .join(Member, Member.id == Grade.member_id)
    .where(Grade.failure.is_not(None))
    .order_by(Grade.id)
    .limit(MOST_REFUSED)
)


def links(here: Here) -> Sequence[AnyRow]:
    """Where the tool stands in the course, each with what it reports, if it does."""
    return here.db.rows(_LINKS).all()


def others(here: Here) -> Sequence[AnyRow]:
    """Columns of what else is graded, the newest first."""
    return here.db.rows(_OTHERS).all()


def the_link(here: Here, link_id: int) -> AnyRow:
    """One of them: a link belongs to a course, and no other course's is found here."""
    link = here.db.rows(_LINK, {"link_id": link_id}).one_or_none()
    if link is None:
        raise NotFound
    return link


def the_line_item(here: Here, line_item_id: int) -> LineItem:
    item = here.db.get(LineItem, line_item_id)
    if item is None:
        raise NotFound
    return item


def counts(here: Here) -> Mapping[tuple[int, State], int]:
    """How many grades of each column are in each state."""
    rows = here.db.rows(_COUNTS)
    return {(row.line_item_id, row.state): row.number for row in rows}


def troubles(here: Here) -> Sequence[AnyRow]:
    """What the LMS did not take, with its words."""
    return here.db.rows(_TROUBLES).all()
