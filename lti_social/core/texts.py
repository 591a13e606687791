"""Where SQLAlchemy keeps what it made of a statement that never changes.

Its own cache finds a text by the whole statement, which is hashed anew at each execution:
that took longer than asking SQLite. A constant statement is found by what it is.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from weakref import WeakSet

from sqlalchemy import Dialect, Executable

from lti_social.core.rows import Given

_ASKED: WeakSet[Executable] = WeakSet()


class OneText:
    """Of one statement, for one database and parameters of the same names: what SQLAlchemy
    takes for a cache that it may fill."""

    def __init__(self) -> None:
        self._compiled: Any = None

    def get(self, _key: object) -> Any:
        return self._compiled

    def __setitem__(self, _key: object, compiled: Any) -> None:
        self._compiled = compiled


@lru_cache(maxsize=1_000)
def _kept(
    _statement: Executable, _dialect: Dialect, _many: bool, *_names: str
) -> Mapping[str, Any]:
    return {"compiled_cache": OneText()}


def kept_text(statement: Executable, dialect: Dialect, given: Given) -> Mapping[str, Any]:
    """The options to execute it with: none the first time, when it may be no constant."""
    if statement not in _ASKED:
        _ASKED.add(statement)
        return {}
    if isinstance(given, Mapping):
        return _kept(statement, dialect, False, *given)
    return _kept(statement, dialect, len(given) > 1, *given[0])
