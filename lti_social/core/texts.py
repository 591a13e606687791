"""A constant statement as the driver gets it: its text, and what is made of its answer.

SQLAlchemy finds out at each execution what it found out at the last one, and that took as
long as the answer did. Of a constant it is found out once; the driver is asked directly.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, Dialect, Enum
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from lti_social.core.rows import AnyRow, AnySelect, row_of

Statement: TypeAlias = AnySelect | UpdateBase
Process = Callable[[Any], Any]

Column = tuple[str, Any]  # its name, and the driver's own word for its type

_COLUMNS: WeakKeyDictionary[Statement, dict[Dialect, Sequence[Column]]]
_COLUMNS = WeakKeyDictionary()


class Bind(NamedTuple):
    """A parameter of the text, and under which key its value is given."""

    name: str
    key: str
    process: Process | None


class Text(NamedTuple):
    """`order` names the parameters of a driver that wants them by position; `processes`
    make what is meant of what it answers in a column. `row` is none where it answers no
    rows."""

    sql: str
    constants: Mapping[str, Any]
    binds: Sequence[Bind]
    order: Sequence[str] | None
    row: Callable[[Iterable[Any]], AnyRow] | None
    processes: Sequence[tuple[int, Process]]

    def parameters(self, given: Mapping[str, Any]) -> Any:
        """As the driver wants them."""
        named = {**self.constants}
        for name, key, process in self.binds:
            named[name] = process(given[key]) if process else given[key]
        return named if self.order is None else [named[name] for name in self.order]

    def read(self, rows: Sequence[Sequence[Any]]) -> Iterator[AnyRow]:
        """What these rows of the driver mean."""
        assert self.row is not None
        if rows and self.processes:
            columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
            for at, process in self.processes:
                columns[at] = map(process, columns[at])
            rows = list(zip(*columns, strict=True))
        return map(self.row, rows)


def known_text(
    statement: Statement, dialect: Dialect, given: Mapping[str, Any]
) -> Text | None:
    """None for what was not asked before (it may be no constant), or cannot be known."""
    is_known = dialect in _COLUMNS.get(statement, ())
    return _text(statement, dialect, *given) if is_known else None


def note_columns(statement: Statement, dialect: Dialect, columns: Sequence[Column]) -> None:
    """That it was asked, and what its answer consists of: nothing, for most changes."""
    _COLUMNS.setdefault(statement, {})[dialect] = columns


@lru_cache(maxsize=1_000)
def _text(statement: Statement, dialect: Dialect, *keys: str) -> Text | None:
    columns = _COLUMNS[statement][dialect]
    compiled = statement.compile(dialect=dialect, column_keys=sorted(keys))
    types = [column.type for column in statement.exported_columns]
    if not _is_complete(compiled, keys) or len(types) != len(columns):
        return None
    constants, binds = {}, []
    for bind, name in compiled.bind_names.items():
        process = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if bind.key in keys:
            binds.append(Bind(name, bind.key, process))
        else:
            constants[name] = process(bind.value) if process else bind.value
    processes = [
        _process(of, dialect, code) for of, (_, code) in zip(types, columns, strict=True)
    ]
    return Text(
        sql=compiled.string,
        constants=constants,
        binds=binds,
        order=compiled.positiontup,
        row=row_of(*(name for name, _ in columns)) if columns else None,
        processes=[(at, process) for at, process in enumerate(processes) if process],
    )


def _is_complete(compiled: SQLCompiler, keys: Sequence[str]) -> bool:
    """Whether nothing is left to be found out when the values are known."""
    later = compiled.post_compile_params or compiled.literal_execute_params
    made = compiled.insert_prefetch or compiled.update_prefetch
    return not (later or made or compiled.escaped_bind_names) and all(
        bind.key in keys or _is_constant(bind) for bind in compiled.bind_names
    )


def _is_constant(bind: BindParameter[Any]) -> bool:
    return not bind.required and bind.callable is None


def _process(of: TypeEngine[Any], dialect: Dialect, code: Any) -> Process | None:
    if isinstance(of, Enum) and of.enum_class:  # a method in Python takes ten times longer
        return {None: None, **{word.value: word for word in of.enum_class}}.__getitem__
    return of.dialect_impl(dialect).result_processor(dialect, code)
