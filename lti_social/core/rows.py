"""Rows with many columns, for those who read them by name and not by type."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Row, Select

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]
Given: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]]  # of one row, of several
