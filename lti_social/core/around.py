"""What is around a cohort, asked by the tables' names: whatever class maps them."""

from sqlalchemy import bindparam, column, select, table

from lti_social.core.rows import AnySelect
from lti_social.core.scope import OWN_COHORT, OWN_COURSE

_cohort = table("cohort", column("id"), column("course_id"))
_course = table("course", column("id"), column("deployment_id"))
_deployment = table("deployment", column("id"), column("platform_id"))

COURSE: AnySelect = select(_cohort.c.course_id).where(_cohort.c.id == bindparam(OWN_COHORT))
LMS: AnySelect = (
    select(_deployment.c.platform_id)
    .join_from(_course, _deployment, _deployment.c.id == _course.c.deployment_id)
    .where(_course.c.id == bindparam(OWN_COURSE))
)
