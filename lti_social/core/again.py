"""What the database undid for somebody else's sake is done again, and nobody hears of it.

Of two transactions that wait for each other the database ends one. That everybody locks in
one order makes it rare (docs/architecture.md); it is never the fault of who was ended. On
SQLite it does not happen: who writes waits for the one lock at the start.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

TIMES = 3
UNDONE = ("40001", "40P01")  # SQLSTATE: serialization failure, deadlock detected

Done = TypeVar("Done")

log = logging.getLogger("lti_social.again")


def until_done(work: Callable[[], Done]) -> Done:
    """`work` is one transaction from its beginning to its end, and says nothing to anybody
    outside."""
    for _ in range(1, TIMES):
        try:
            return work()
        except DBAPIError as error:
            if not _was_undone(error):
                raise
            log.info("undone by the database: %s", type(error.orig).__name__)
    return work()


def _was_undone(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in UNDONE
