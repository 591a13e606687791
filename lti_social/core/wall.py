"""The wall between cohorts, which a session (core.session) keeps on every statement.

A session opened on a cohort (`open_cohort`) sees and changes that cohort alone; core.scope
says how it reads. Of rows that a course owns it sees those of its own course, as do the
other cohorts of that course, and of rows that an LMS owns those of the LMS around it; a
session may also be opened on the course alone (`open_course`). A session opened on none
(`open_house`) may not touch any of these rows, unless the statement says `ALL_COHORTS`,
which `grep` finds. What cannot be read (raw SQL, a change inside a question, bulk writes)
is refused, not trusted.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import ORMExecuteState

from lti_social.core.asked import refuse_raw
from lti_social.core.belonging import claim, is_unclaimed, owner_of, refuse_stranger
from lti_social.core.scope import ALL_COHORTS, APART, KEPT_APART, ScopedTable, Unscoped
from lti_social.core.session import Database, ReadsOnly
from lti_social.core.upserting import upsert

__all__ = [
    "ALL_COHORTS",
    "Database",
    "ReadsOnly",
    "Unscoped",
    "open_cohort",
    "open_course",
    "open_house",
    "upsert",
]


def open_cohort(engine: Engine, cohort_id: int) -> Database:
    return Database(engine, cohort_id)


def open_course(engine: Engine, course_id: int) -> Database:
    """A session for the rows that a course owns."""
    return Database(engine, course_id=course_id)


def open_house(engine: Engine) -> Database:
    """A session for the rows that no cohort and no course owns."""
    return Database(engine)


@event.listens_for(Database, "do_orm_execute")
def _keep_to_the_cohort(state: ORMExecuteState) -> None:
    db: Any = state.session
    if "all_cohorts" in state.execution_options:
        db.refuse_all()
        state.statement = state.statement.execution_options(all_cohorts=APART)
        state.update_execution_options(**KEPT_APART)
        return
    if not (state.is_relationship_load or state.is_column_load):  # the ORM's own words
        refuse_raw(state.statement)
    if state.is_insert or state.is_update or state.is_delete:
        _keep_the_change(state, db)
    given = state.parameters or {}
    if db.is_open and isinstance(given, Mapping):
        state.parameters = {**given, **db.own()}


def _keep_the_change(state: ORMExecuteState, db: Database) -> None:
    statement: Any = state.statement
    if db.reads_only:
        raise ReadsOnly(str(statement))
    if not isinstance(statement.table, ScopedTable):
        return
    if state.is_insert:
        raise Unscoped("an INSERT: use add() or upsert()")
    model = statement.entity_description.get("entity")
    own = owner_of(db, statement.table)
    if own is None or model is None or isinstance(state.parameters, list):
        raise Unscoped(f"a change of an owner's rows: {statement}")
    scope = getattr(model, statement.table.scope.key)
    state.statement = statement.where(scope == own)


@event.listens_for(Database, "before_attach")
def _let_in_what_belongs(db: Any, row: object) -> None:
    if not is_unclaimed(row):
        refuse_stranger(db, row)


@event.listens_for(Database, "before_flush")
def _write_what_belongs(db: Any, *_: object) -> None:
    if db.reads_only:
        raise ReadsOnly("a flush")
    for row in db.new:
        claim(db, row)
    for row in (*db.new, *db.dirty, *db.deleted):
        refuse_stranger(db, row)
