"""How an address finds its handler."""

import re
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

_VARIABLE = re.compile(r"\{[^}]*\}")


class Route(APIRoute):
    """One among hundreds, which are tried in turn: most are out at a glance, because their
    longest fixed part is not in the address."""

    def __init__(self, path: str, *about: Any, **more: Any) -> None:
        super().__init__(path, *about, **more)
        self._fixed = max(_VARIABLE.split(path), key=len)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return super().matches(scope) if self._fixed in scope["path"] else (Match.NONE, {})
