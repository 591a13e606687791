"""The session, and the wall between cohorts that it keeps on every statement.

A session opened on a cohort (`open_cohort`) sees and changes that cohort alone; core.scope
says how it reads. Of rows that a course owns it sees those of its own course, as do the
other cohorts of that course, and of rows that an LMS owns those of the LMS around it; a
session may also be opened on the course alone (`open_course`). A session opened on none
(`open_house`) may not touch any of these rows, unless the statement says `ALL_COHORTS`,
which `grep` finds. What cannot be read (raw SQL, a change inside a question, bulk writes)
is refused, not trusted.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

from sqlalchemy import Connection, CursorResult, Engine, Result, event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql.dml import UpdateBase

from lti_social.core.around import COURSE, LMS
from lti_social.core.asked import refuse_raw
from lti_social.core.belonging import (
    belongs,
    claim,
    is_unclaimed,
    owner_of,
    refuse_stranger,
)
from lti_social.core.db import is_reading
from lti_social.core.rows import AnySelect, Given
from lti_social.core.scope import (
    ALL_COHORTS,
    APART,
    KEPT_APART,
    OWN_COHORT,
    OWN_COURSE,
    OWN_LMS,
    ScopedTable,
    Unscoped,
    lifted,
)
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


class ReadsOnly(RuntimeError):
    """A change through an engine that is for looking."""


class Database(Session):
    """The session of this product: one cohort, one course or none, for one transaction."""

    def __init__(
        self,
        bind: Engine | Connection,
        cohort_id: int | None = None,
        course_id: int | None = None,
    ) -> None:
        # Where the transaction is another session's, only that one ends it.
        super().__init__(
            bind, expire_on_commit=False, join_transaction_mode="rollback_only"
        )
        self._cohort_id, self._course_id = cohort_id, course_id
        self._platform_id: int | None = None
        self.reads_only = is_reading(bind)
        self._kept_line: Connection | None = None

    @property
    def cohort_id(self) -> int | None:
        return self._cohort_id

    @property
    def course_id(self) -> int | None:
        """The course it was opened on, or that of its cohort: asked when first needed."""
        if self._course_id is None and self._cohort_id is not None:
            own = {OWN_COHORT: self._cohort_id}
            self._course_id = super().connection().execute(COURSE, own).scalar()
        return self._course_id

    @property
    def platform_id(self) -> int | None:
        """The LMS (its registration) of that course: asked when first needed, too."""
        if self._platform_id is None and self.course_id is not None:
            own = {OWN_COURSE: self.course_id}
            self._platform_id = super().connection().execute(LMS, own).scalar()
        return self._platform_id

    @property
    def is_open(self) -> bool:
        """Whether on a cohort or a course, and not for the house."""
        return self._cohort_id is not None or self._course_id is not None

    def know_course(self, course_id: int) -> None:
        """Spare the question: who let somebody in has read the cohort's row anyway."""
        self._course_id = course_id

    def know_lms(self, platform_id: int) -> None:
        self._platform_id = platform_id

    @contextmanager
    def within(self, cohort_id: int) -> Iterator["Database"]:
        """A session on one cohort, inside the transaction of this one on none."""
        self._refuse_another()
        with Database(super().connection(), cohort_id) as inside:
            yield inside
            inside.flush()

    def enter_course(self, course_id: int) -> None:
        """Go from no course into this one within a transaction; there is no way back."""
        self._refuse_another()
        self._course_id = course_id
        for row in [row for row in self if not belongs(self, row)]:
            self.expunge(row)

    def _refuse_another(self) -> None:
        if self.is_open:
            raise Unscoped("a session on a cohort or a course cannot enter another")
        self.flush()

    def own(self) -> dict[str, Any]:
        """What core.scope fills in: whose rows are seen."""
        if not self.is_open:
            return {}
        return {
            OWN_COHORT: self._cohort_id,
            OWN_COURSE: lambda: self.course_id,
            OWN_LMS: lambda: self.platform_id,
        }

    def rows(
        self, question: AnySelect, known: Mapping[str, Any] | None = None
    ) -> Result[*tuple[Any, ...]]:
        """What a constant question of columns answers, past the ORM: half of its cost.

        Kept to the cohort as everything is: the question itself says so (core.scope).
        """
        refuse_raw(question)
        if not self.reads_only:
            self.flush()
        given = {**(known or {}), **self.own()}
        if "all_cohorts" not in question.get_execution_options():
            return self._line().execute(question, given)
        self.refuse_all()
        return self._line().execute(lifted(question), given, execution_options=KEPT_APART)

    def change(self, statement: UpdateBase, given: Given) -> CursorResult[Any]:
        """A constant change of rows that nobody owns, or an upsert, past the ORM."""
        refuse_raw(statement)
        if self.reads_only:
            raise ReadsOnly(str(statement))
        upserts = "upserts" in statement.get_execution_options()
        if isinstance(statement.table, ScopedTable) and not upserts:
            raise Unscoped(f"a change of an owner's rows: {statement}")
        self.flush()
        how = {"preserve_rowcount": True}
        return super().connection().execute(statement, given, execution_options=how)

    def refuse_all(self) -> None:
        if self.is_open:
            raise Unscoped("a session on one cohort or course cannot ask for all")

    def _line(self) -> Connection:
        """The session's connection; one that only reads has the same to its end."""
        if not self.reads_only:
            return super().connection()
        if self._kept_line is None:
            self._kept_line = super().connection()
        return self._kept_line

    def connection(self, *_: object, **__: object) -> NoReturn:
        raise Unscoped("a connection, which would go round the wall")

    def bulk_save_objects(self, *_: object, **__: object) -> NoReturn:
        raise Unscoped("a bulk method")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


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
