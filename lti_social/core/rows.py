"""Rows with many columns, for those who read them by name and not by type."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sqlalchemy import Row, Select
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

AnySelect: TypeAlias = Select[*tuple[Any, ...]]
Given: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]]  # of one row, of several

One = TypeVar("One")


class NamedRow(tuple[Any, ...]):
    """SQLAlchemy's own rows look for each name anew, after Python has done so in vain, and
    compare by calling back; a page reads some hundreds of names."""

    __slots__ = ()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


AnyRow: TypeAlias = NamedRow | Row[*tuple[Any, ...]]


class Answer(list[One]):
    """The rows that a statement answers, read as those of SQLAlchemy's Result are, and how
    many there were, or were changed."""

    def __init__(self, rows: Iterable[One] = (), count: int | None = None) -> None:
        super().__init__(rows)
        self.rowcount = len(self) if count is None else count

    def all(self) -> list[One]:
        return self

    def first(self) -> One | None:
        return self[0] if self else None

    def one(self) -> One:
        if not self:
            raise NoResultFound("No row was found when one was required")
        self._refuse_several()
        return self[0]

    def one_or_none(self) -> One | None:
        self._refuse_several()
        return self.first()

    def scalar(self) -> Any:
        return self.scalars().first()

    def scalar_one(self) -> Any:
        return self.scalars().one()

    def scalars(self) -> "Answer[Any]":
        """The first column alone."""
        rows: Any = self
        return Answer(row[0] for row in rows)

    def _refuse_several(self) -> None:
        if len(self) > 1:
            raise MultipleResultsFound("Multiple rows were found when one was required")


@lru_cache(maxsize=2_000)
def row_of(*names: str) -> Callable[[Iterable[Any]], AnyRow]:
    """What makes a row of values: its columns have these names."""
    named: Any = namedtuple  # whose names no type checker can know
    kinds = (named("Row", names, rename=True), NamedRow)
    return partial(tuple.__new__, type("Row", kinds, {"__slots__": ()}))
