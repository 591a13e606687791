"""Rows of every table, made up from what the models say, past the product's sessions."""

import secrets
from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Connection, Enum, Insert, Table, insert

from lti_social.core.clock import now
from lti_social.core.db import Base, Moment
from lti_social.core.scope import LmsTable


def one_of_each(
    connection: Connection, cohort_id: int | None = None, until: type[Any] | None = None
) -> dict[str, int]:
    """A new row of every table (or of those before `until`), pointing at each other; in a
    new cohort of a new course of a new LMS, if none is named."""
    made = {} if cohort_id is None else _around(connection, cohort_id)
    for table in Base.metadata.sorted_tables:
        if until is not None and table is until.__table__:
            break
        if table.name not in made:
            made[table.name] = connection.execute(a_row(table, made)).scalar_one()
    return made


def _around(connection: Connection, cohort_id: int) -> dict[str, int]:
    """The cohort, and what it is in: of the course, and of the LMS, no row is made."""
    around = (
        "select cohort.id as cohort, course_id as course, platform_id as lms"
        " from cohort join course on course.id = course_id"
        " join deployment on deployment.id = deployment_id"
        f" where cohort.id = {cohort_id}"
    )
    return dict(connection.exec_driver_sql(around).mappings().one())


def a_row(table: Table, ids: dict[str, int], **given: Any) -> Insert:
    """The INSERT of a row that points at these ids; some value where one is needed."""
    values = given | {
        name: ids[target]
        for name, target in _pointers(table).items()
        if target in ids and name not in given
    }
    if isinstance(table, LmsTable) and "platform_id" not in given:
        values["platform_id"] = ids.get("lms", ids["platform"])
    for column in table.columns:
        if column.name not in values and not (column.nullable or column.primary_key):
            values[column.name] = _some(column)
    return insert(table).values(values).returning(table.c.id)


def _pointers(table: Table) -> dict[str, str]:
    """Which table each of its columns points at; at a course, by way of other tables."""
    elements = [e for key in table.foreign_key_constraints for e in key.elements]
    by_id = {e.parent.name: e.column.table.name for e in elements if e.column.name == "id"}
    is_course = any(element.column.name == "course_id" for element in elements)
    return {"course_id": "course"} | by_id if is_course else by_id


def _some(column: Column[Any]) -> Any:
    if isinstance(column.type, Moment):
        return now()
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class))
    if isinstance(column.type, JSON):
        return {}
    kind = column.type.python_type
    if kind is date:
        return now().date()
    return secrets.token_hex(8) if kind is str else kind()
