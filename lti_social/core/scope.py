"""Tables that every statement sees one cohort's part of, or one course's, or one LMS's.

Wherever a statement reads such a table, the SQL says

    (SELECT * FROM post WHERE post.cohort_id = :own_cohort) AS post

so an alias, a join, a subquery or an eager load cannot forget it, and the database plans it
as if it had been written by hand. core.wall fills in the cohort, or what is around it: the
course, the LMS. Where nobody has, the statement is refused. The text depends on the
statement alone, so it is compiled once.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ClassVar, TypeAlias

from sqlalchemy import BindParameter, Column, Dialect, Integer, Table, bindparam
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator
from sqlalchemy.util import LRUCache

from lti_social.core.rows import AnySelect

OWN_COHORT = "own_cohort"
OWN_COURSE = "own_course"
OWN_LMS = "own_lms"
ALL_COHORTS = {"all_cohorts": True}

Own: TypeAlias = int | Callable[[], int | None] | None  # or who knows, if it is needed


class Apart(LRUCache[Any, Any]):
    """Keeps the texts that read all cohorts, so that none is ever taken for one that reads
    its own. core.wall names it in each statement whose text it may keep."""


APART = Apart(200)
KEPT_APART: Mapping[str, Any] = {"all_cohorts": APART, "compiled_cache": APART}


@lru_cache(maxsize=1_000)
def lifted(question: AnySelect) -> AnySelect:
    """A constant question of all cohorts, as it is executed; another object each time
    would have to be read anew each time."""
    return question.execution_options(all_cohorts=APART)


class Unscoped(DontWrapMixin, RuntimeError):
    """A statement reached past the cohort it was opened on."""


class _Scope(TypeDecorator[int]):
    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Own, dialect: Dialect) -> int:
        own = value() if callable(value) else value
        if own is None:
            raise Unscoped(f"an owner's rows, and no such owner is open ({dialect.name})")
        return own


_PART = "(SELECT * FROM {table} WHERE {table}.{scope} = {own})"


class ScopedTable(Table):
    """A table whose rows each belong to one cohort."""

    inherit_cache = True
    own: ClassVar[BindParameter[int]] = bindparam(OWN_COHORT, None, _Scope())

    @property
    def scope(self) -> Column[Any]:
        """The column that says which: a cohort's own row is the one named by its id."""
        return self.c.cohort_id if "cohort_id" in self.c else self.c.id


class CourseTable(ScopedTable):
    """A table whose rows each belong to one course: its cohorts see them all."""

    inherit_cache = True
    own = bindparam(OWN_COURSE, None, _Scope())

    @property
    def scope(self) -> Column[Any]:
        return self.c.course_id


class LmsTable(ScopedTable):
    """A table whose rows each belong to one LMS: the cohorts in it see them all."""

    inherit_cache = True
    own = bindparam(OWN_LMS, None, _Scope())

    @property
    def scope(self) -> Column[Any]:
        return self.c.platform_id


@compiles(ScopedTable)
def _own_part(table: ScopedTable, compiler: SQLCompiler, **how: Any) -> str:
    visit: Callable[..., str] = compiler.visit_table
    name = visit(table, **how)
    is_read = how.get("asfrom") and not how.get("iscrud")
    if not is_read or _is_for_all(compiler):
        return name
    scope = compiler.preparer.quote(table.scope.name)
    part = _PART.format(table=name, scope=scope, own=compiler.process(table.own))
    alias = how.get("enclosing_alias")
    named_already = alias is not None and alias.element is table
    return part if named_already else f"{part} AS {name}"


def _is_for_all(compiler: SQLCompiler) -> bool:
    """Where the text is kept, it is kept apart: one cohort may ask the same next."""
    is_kept = compiler.cache_key is not None
    wish = compiler.execution_options.get("all_cohorts")
    return isinstance(wish, Apart) if is_kept else wish is not None
