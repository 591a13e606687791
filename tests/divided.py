"""A course of the town whose cohorts follow its groups."""

from lti_social.cohorts.models import Cohort, CourseGroup, Member
from lti_social.cohorts.records import Division
from lti_social.core.wall import open_house
from tests.town import Town


def a_group(town: Town, cohort: Cohort, lms_id: str, name: str = "") -> CourseGroup:
    """A group of the course that this is the cohort of."""
    group = CourseGroup(course_id=cohort.course_id, lms_id=lms_id, name=name)
    with open_house(town.engine) as db, db.begin():
        db.add(group)
    return group


def its_cohort(town: Town, group: CourseGroup) -> Cohort:
    cohort = Cohort(course_id=group.course_id, group_id=group.id)
    with open_house(town.engine) as db, db.begin():
        db.add(cohort)
    return cohort


def divide(town: Town, cohort: Cohort, by: Member) -> Division:
    """From now on the cohorts of the course follow its groups."""
    division = Division(course_id=cohort.course_id, by_id=by.person_id)
    with open_house(town.engine) as db, db.begin():
        db.add(division)
    return division
