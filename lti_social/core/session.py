"""The session. What keeps it to its cohort is core.wall."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import UpdateBase

from lti_social.core.around import COURSE, LMS
from lti_social.core.asked import refuse_raw
from lti_social.core.asking import ask
from lti_social.core.belonging import belongs
from lti_social.core.engines import is_reading
from lti_social.core.rows import Answer, AnyRow, AnySelect, Given
from lti_social.core.scope import (
    KEPT_APART,
    OWN_COHORT,
    OWN_COURSE,
    OWN_LMS,
    ScopedTable,
    Unscoped,
    lifted,
)


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
        self._line: Connection | None = None
        self._own: Connection | None = None

    @property
    def cohort_id(self) -> int | None:
        return self._cohort_id

    @property
    def course_id(self) -> int | None:
        """The course it was opened on, or that of its cohort: asked when first needed."""
        if self._course_id is None and self._cohort_id is not None:
            own = {OWN_COHORT: self._cohort_id}
            self._course_id = self._connected().execute(COURSE, own).scalar()
        return self._course_id

    @property
    def platform_id(self) -> int | None:
        """The LMS (its registration) of that course: asked when first needed, too."""
        if self._platform_id is None and self.course_id is not None:
            own = {OWN_COURSE: self.course_id}
            self._platform_id = self._connected().execute(LMS, own).scalar()
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
        with Database(self._connected(), cohort_id) as inside:
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
    ) -> Answer[AnyRow]:
        """What a constant question of columns answers, past the ORM: half of its cost.

        Kept to the cohort as everything is: the question itself says so (core.scope).
        """
        refuse_raw(question)
        if not self.reads_only:
            self.flush()
        line, given = self._connected(), {**(known or {}), **self.own()}
        if "all_cohorts" in question.get_execution_options():
            self.refuse_all()
            return ask(line, lifted(question), given, **KEPT_APART)
        return ask(line, question, given)

    def change(self, statement: UpdateBase, given: Given) -> Answer[AnyRow]:
        """A constant change of rows that nobody owns, or an upsert, past the ORM."""
        refuse_raw(statement)
        if self.reads_only:
            raise ReadsOnly(str(statement))
        upserts = "upserts" in statement.get_execution_options()
        if isinstance(statement.table, ScopedTable) and not upserts:
            raise Unscoped(f"a change of an owner's rows: {statement}")
        self.flush()
        if isinstance(given, Mapping):
            return ask(self._connected(), statement, given, preserve_rowcount=True)
        several = self._connected().execute(
            statement, given, execution_options={"preserve_rowcount": True}
        )
        return Answer(count=several.rowcount)

    def refuse_all(self) -> None:
        if self.is_open:
            raise Unscoped("a session on one cohort or course cannot ask for all")

    def _connected(self) -> Connection:
        """The session's connection. SQLAlchemy sets a savepoint when it is asked for it."""
        if self._line is None or self._line.closed or self.in_nested_transaction():
            self._line = self._alone() or super().connection()
        return self._line

    def _alone(self) -> Connection | None:
        """Who only reads, or is in another session's transaction, needs no account of one
        of its own: that costs more than asking."""
        if self.in_transaction():
            return None
        if isinstance(self.bind, Connection):
            return self.bind
        if self.reads_only and isinstance(self.bind, Engine):
            self.bind = self._own = self.bind.connect()
        return self._own

    def close(self) -> None:
        super().close()
        if self._own is not None:
            self._own.close()
            self.bind, self._own = self._own.engine, None

    def connection(self, *_: object, **__: object) -> NoReturn:
        raise Unscoped("a connection, which would go round the wall")

    def bulk_save_objects(self, *_: object, **__: object) -> NoReturn:
        raise Unscoped("a bulk method")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects
