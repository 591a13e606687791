"""One of several numbers, and several texts as one, said so that a statement is one text.

For an IN, SQLAlchemy writes a parameter for each of them, anew at every execution, and
PostgreSQL plans anew each time, too: 0.5 ms for the names beside twenty cards. Of
`aggregate_strings` it writes the separator anew each time.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Dialect,
    Integer,
    String,
    bindparam,
    or_,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

_IN_JSON = "{} IN (SELECT value FROM json_each({}))"
_IN_ARRAY = "{} = ANY ({})"


def among(column: ColumnElement[Any] | Any, name: str) -> ColumnElement[bool]:
    """Whether a number is one of the parameter `name`, a list."""
    return _Among(column, bindparam(name, type_=_Numbers()))


def one_of(column: ColumnElement[Any] | Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether it is one of a few that never change: nothing is left to write later."""
    return or_(*(column == value for value in values))


def lines_of(text: ColumnElement[str] | Any) -> ColumnElement[str]:
    """The texts of several rows as one, a line each; none where there is no row."""
    return _Lines(text)


class _Numbers(TypeDecorator[Sequence[int]]):
    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        plain = ARRAY(Integer()) if dialect.name == "postgresql" else String()
        return dialect.type_descriptor(plain)

    def process_bind_param(
        self, value: Sequence[int] | None, dialect: Dialect
    ) -> Sequence[int] | str | None:
        return value if dialect.name == "postgresql" else json.dumps(value)


class _Lines(FunctionElement[str]):
    type = String()
    inherit_cache = True


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, *_: Any, **__: Any) -> "_Among":
        """As it is: SQLite would find nothing by an index where `= 1` follows."""
        return self


@compiles(_Among)
def _in_json(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    return _IN_JSON.format(*(compiler.process(part, **how) for part in element.clauses))


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    return _IN_ARRAY.format(*(compiler.process(part, **how) for part in element.clauses))


@compiles(_Lines)
def _concatenated(element: _Lines, compiler: SQLCompiler, **how: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **how)}, char(10))"


@compiles(_Lines, "postgresql")
def _aggregated(element: _Lines, compiler: SQLCompiler, **how: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **how)}, chr(10))"
