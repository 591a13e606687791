"""Having the cohorts of a course follow its groups, or having one for all again."""

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import IntegrityError

from lti_social.cohorts import policy
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import CourseGroup
from lti_social.cohorts.records import Division
from lti_social.core.clock import now
from lti_social.core.errors import NotFound


def divide(here: Here, *, on: bool) -> None:
    """What was said stays where it was said: it can be read there, and nothing is added."""
    require(policy.may_set_up(here.me))
    open_one = (Division.course_id == here.cohort.course_id, Division.ended_at.is_(None))
    if on:
        _begin(here)
    else:
        ended = {"ended_at": now(), "ended_by_id": here.me.person_id}
        here.db.execute(update(Division).where(*open_one).values(ended))


def name_group(here: Here, group_id: int, name: str) -> None:
    """Its cohort is called so too, as long as it has no name of its own."""
    require(policy.may_set_up(here.me))
    ours = (CourseGroup.id == group_id, CourseGroup.course_id == here.cohort.course_id)
    named = here.db.execute(update(CourseGroup).where(*ours).values(name=name))
    assert isinstance(named, CursorResult)
    if not named.rowcount:
        raise NotFound


def _begin(here: Here) -> None:
    """Once: of two at the same time, one is on record."""
    course_id = here.cohort.course_id
    ours = (Division.course_id == course_id, Division.ended_at.is_(None))
    if here.db.scalar(select(Division.id).where(*ours)) is not None:
        return
    try:
        with here.db.begin_nested():
            here.db.add(Division(course_id=course_id, by_id=here.me.person_id))
    except IntegrityError:
        return
