"""Which cohorts of a course a launch opens: the whole one, or those of one's groups."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select

from lti_social.cohorts.models import (
    TEAM,
    Cohort,
    CourseGroup,
    Member,
    Role,
    Visit,
)
from lti_social.cohorts.new import tell_of_cohort
from lti_social.cohorts.records import Division
from lti_social.core.rows import AnyRow
from lti_social.core.wall import ALL_COHORTS, Database, upsert

SEES_ALL = (*TEAM, Role.designer, Role.admin)  # whatever their own groups


class Ways(NamedTuple):
    """Ids of cohorts: those that open, those of them where writing goes on, those whose
    earlier visits of this person end, and those that are shut to who is a member there."""

    open: Sequence[int]
    in_use: Sequence[int]
    end: Sequence[int]
    shut: Sequence[int]


# The launch of a course that nobody ever divided asks no more than this.
_WHOLE = (
    select(
        Cohort.id,
        exists().where(Division.course_id == Cohort.course_id).label("was_ever_divided"),
    )
    .where(Cohort.course_id == bindparam("course"), Cohort.group_id.is_(None))
    .execution_options(**ALL_COHORTS)
)
_COHORTS = (
    select(
        *(Cohort.id, Cohort.group_id, CourseGroup.lms_id),
        exists()
        .where(Division.course_id == Cohort.course_id, Division.ended_at.is_(None))
        .label("is_divided"),
        exists()
        .where(Member.cohort_id == Cohort.id, Member.person_id == bindparam("person"))
        .label("is_seated"),
        exists()
        .where(Visit.cohort_id == Cohort.id, Visit.member_id == Member.id)
        .where(Member.cohort_id == Cohort.id, Member.person_id == bindparam("person"))
        .label("is_visiting"),
    )
    .outerjoin(CourseGroup, CourseGroup.id == Cohort.group_id)
    .where(Cohort.course_id == bindparam("course"))
    .order_by(CourseGroup.name, Cohort.id)
    .execution_options(**ALL_COHORTS)
)


def ways(
    db: Database, course_id: int, person_id: int, role: Role, told: Sequence[str]
) -> Ways:
    """Where a launch leads that named these groups by the LMS's ids, or none at all."""
    _learn(db, course_id, told)
    whole = _whole(db, course_id)
    if not whole.was_ever_divided:
        return Ways([whole.id], [whole.id], [], [])
    asked = {"course": course_id, "person": person_id}
    cohorts = db.execute(_COHORTS, asked).all()
    if _make_missing(db, course_id, cohorts, role, told):
        known = {row.id for row in cohorts}
        cohorts = db.execute(_COHORTS, asked).all()
        for new in {row.id for row in cohorts} - known:
            tell_of_cohort(db, new)
    opened = [row for row in cohorts if _opens(row, role, told)]
    ids = [row.id for row in opened]
    return Ways(
        open=ids,
        in_use=[row.id for row in opened if _is_in_use(row)],
        end=[row.id for row in cohorts if row.is_visiting and row.id not in ids],
        shut=[row.id for row in cohorts if row.is_seated and row.id not in ids],
    )


def _whole(db: Database, course_id: int) -> AnyRow:
    """The cohort of the whole course, made by the course's first launch."""
    asked = {"course": course_id}
    found = db.execute(_WHOLE, asked).one_or_none()
    if found is None:
        whole = {"course_id": course_id, "group_id": None}
        is_new = upsert(db, Cohort, [whole], key=()).rowcount
        found = db.execute(_WHOLE, asked).one()
        if is_new:
            tell_of_cohort(db, found.id)
    return found


def _learn(db: Database, course_id: int, told: Sequence[str]) -> None:
    """Groups are known from the first launch that names them, divided or not."""
    if not told:
        return
    known = db.scalars(select(CourseGroup.lms_id).where(CourseGroup.course_id == course_id))
    if new := sorted(set(told).difference(known)):
        rows = [{"course_id": course_id, "lms_id": lms_id, "name": ""} for lms_id in new]
        upsert(db, CourseGroup, rows, key=("course_id", "lms_id"))


def _is_in_use(row: AnyRow) -> bool:
    return bool(row.is_divided) == (row.group_id is not None)


def _opens(row: AnyRow, role: Role, told: Sequence[str]) -> bool:
    """Where writing goes on, its people; where it no longer does, those who were there."""
    if role in SEES_ALL:
        return True
    is_theirs = row.group_id is None or row.lms_id in told
    return is_theirs and (_is_in_use(row) or row.is_seated)


def _make_missing(
    db: Database,
    course_id: int,
    cohorts: Sequence[AnyRow],
    role: Role,
    told: Sequence[str],
) -> bool:
    """The cohorts of groups that are needed for the first time: by somebody of the group,
    or by the team, who see them all."""
    if not cohorts[0].is_divided:
        return False
    groups = select(CourseGroup.id).where(CourseGroup.course_id == course_id)
    if role not in SEES_ALL:
        groups = groups.where(CourseGroup.lms_id.in_(told))
    missing = sorted(set(db.scalars(groups)) - {row.group_id for row in cohorts})
    rows = [{"course_id": course_id, "group_id": group_id} for group_id in missing]
    if rows:
        upsert(db, Cohort, rows, key=("course_id", "group_id"))
    return bool(rows)
