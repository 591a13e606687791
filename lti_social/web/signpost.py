"""One route for all of the application's: it looks only at those that can be meant.

A router tries its routes one after the other: 0.4 ms before the doors of the library, of
some two hundred. Here one word of a path leads to the few that have it, too.
"""

from collections.abc import Iterable

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send


class Signpost(BaseRoute):
    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        said = [(_word(r.path), r) for r in routes if isinstance(r, Route)]
        self._open = [route for word, route in said if word.startswith("{")]
        self._by_word = {
            own: [route for word, route in said if word == own or word.startswith("{")]
            for own, _ in said
        }

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """The first that takes the path and the method, or else the path alone."""
        found: tuple[Match, Scope] = Match.NONE, {}
        for route in self._by_word.get(_word(scope["path"]), self._open):
            match, more = route.matches(scope)
            if match is Match.FULL:
                return match, more
            if found[0] is Match.NONE:
                found = match, more
        return found

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["route"].handle(scope, receive, send)


def _word(path: str) -> str:
    """What tells routes apart first: of `/c/1/threads/2` it is `threads`."""
    words = path.split("/", 4)[1:]
    return words[0] if words[0] != "c" else "".join(words[2:3])
