"""The members of a cohort as a list, and how far the roster of its course is read."""

import unicodedata
from collections.abc import Sequence

from sqlalchemy import select

from lti_social.cohorts.here import Here
from lti_social.cohorts.learned import RosterSync
from lti_social.cohorts.models import Cohort, Course, Member, Role, standing
from lti_social.core.rows import AnyRow

PAGE = 100

_MEMBERS = select(
    Member.id, Member.name, standing(Member).label("role"), Member.left_at
).where(Member.role != Role.admin)
_ROSTER = (
    select(
        *(Course.id.label("course_id"), Course.roster_url),
        *(RosterSync.asked_at, RosterSync.started_at, RosterSync.people),
        *(RosterSync.finished_at, RosterSync.failed_at, RosterSync.failure, RosterSync.fix),
    )
    .select_from(Cohort)
    .join(Course, Course.id == Cohort.course_id)
    .outerjoin(RosterSync, RosterSync.course_id == Course.id)
)


def members(here: Here, after: int) -> tuple[Sequence[AnyRow], int, int | None]:
    """A page of those who come after this member (0: from the start), how many there are in
    all, and after whom the next page begins. The team first, those who left last, by name:
    ordered here, as databases do not agree on where É stands."""
    rows = sorted(here.db.rows(_MEMBERS), key=_place)
    ids = [row.id for row in rows]
    start = ids.index(after) + 1 if after in ids else 0
    page = rows[start : start + PAGE]
    there_are_more = start + PAGE < len(rows)
    return page, len(rows), page[-1].id if there_are_more else None


def roster_of(here: Here) -> AnyRow:
    """How far the tool is with the roster of the cohort's course."""
    return here.db.rows(_ROSTER).one()


def _place(row: AnyRow) -> tuple[bool, bool, str, int]:
    letters = unicodedata.normalize("NFKD", row.name)
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return bool(row.left_at), not row.role.facilitates, plain.casefold(), row.id
