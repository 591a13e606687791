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


_GROUPS = select(CourseGroup.lms_id).where(CourseGroup.course_id == bindparam("course"))
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


def ways(db: Database, known: AnyRow, role: Role, told: Sequence[str]) -> Ways:
    """Where a launch leads that named these groups by the LMS's ids, or none at all; the
    cohort of the whole course if nobody ever divided it."""
    course_id = known.course_id
    _learn(db, course_id, told)
    if not known.was_ever_divided:
        return Ways([known.cohort_id], [known.cohort_id], [], [])
    asked = {"course": course_id, "person": known.person_id}
    cohorts = db.rows(_COHORTS, asked).all()
    if _make_missing(db, course_id, cohorts, role, told):
        before = {row.id for row in cohorts}
        cohorts = db.rows(_COHORTS, asked).all()
        for new in {row.id for row in cohorts} - before:
            tell_of_cohort(db, new)
    opened = [row for row in cohorts if _opens(row, role, told)]
    ids = [row.id for row in opened]
    return Ways(
        open=ids,
        in_use=[row.id for row in opened if _is_in_use(row)],
        end=[row.id for row in cohorts if row.is_visiting and row.id not in ids],
        shut=[row.id for row in cohorts if row.is_seated and row.id not in ids],
    )


def _learn(db: Database, course_id: int, told: Sequence[str]) -> None:
    """Groups are known from the first launch that names them, divided or not."""
    if not told:
        return
    known = db.rows(_GROUPS, {"course": course_id}).scalars()
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
