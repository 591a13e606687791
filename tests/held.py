"""Writers at the same moment, each held between what it locks first and what next.

So whoever locks the same rows in another order than the others is found out each time, and
not once in a thousand.
"""

import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

from sqlalchemy import Engine, event

PATIENCE = 1  # seconds: who waits for the other’s first lock does not come to a second
_LOCKS = re.compile(r"FOR NO KEY UPDATE|^UPDATE (review|recall) ")


def held(engine: Engine, *acts: Callable[[], Any]) -> list[Any]:
    """What each act gives. On SQLite nobody is held: who writes has the only lock."""
    together, locked = Barrier(len(acts)), dict[Any, int]()

    def wait(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if _LOCKS.search(statement) and engine.dialect.name != "sqlite":
            whose = id(connection.connection.dbapi_connection)
            locked[whose] = locked.get(whose, 0) + 1
            if locked[whose] == 2:
                with suppress(BrokenBarrierError):
                    together.wait(PATIENCE)

    event.listen(engine, "before_cursor_execute", wait)
    try:
        with ThreadPoolExecutor(len(acts)) as pool:
            return [done.result(timeout=30) for done in [pool.submit(act) for act in acts]]
    finally:
        event.remove(engine, "before_cursor_execute", wait)


def undisturbed(engine: Engine, caplog: Any, *acts: Callable[[], Any]) -> list[Any]:
    """The same, and the database has ended none of them for another’s sake."""
    with caplog.at_level(logging.INFO, "lti_social.again"):
        given = held(engine, *acts)
    assert [
        one.getMessage() for one in caplog.records if "undone" in one.getMessage()
    ] == []
    return given
