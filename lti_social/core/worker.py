"""The worker: runs the jobs that are due, one after the other, and promises what recurs.

Any number of workers may run. Each stretch of time of a recurring job is a row that only
one of them can insert, in the transaction that promises the job.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Event

from sqlalchemy import Engine, delete

from lti_social.core.clock import now
from lti_social.core.jobs import Recurring, Slot, in_short, later, run_one
from lti_social.core.wall import open_house, upsert

log = logging.getLogger("lti_social.jobs")

IDLE = 0.5  # seconds between two looks when nothing is due
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Worker:
    def __init__(
        self, engine: Engine, schedule: Sequence[Recurring] = (), tool: object = None
    ) -> None:
        """`tool` is what jobs reach the world with, if any of them does."""
        self._engine, self._tool = engine, tool
        self._schedule = schedule
        self._promised: dict[str, datetime] = {}

    def run(self, stop: Event) -> None:
        """Work until told to stop; the job at hand is finished first."""
        while not stop.is_set():
            if not self._take_turn():
                stop.wait(IDLE)

    def _take_turn(self) -> bool:
        try:
            self._promise_what_recurs()
            return run_one(self._engine, self._tool)
        except Exception as error:  # the database went away, say: it may come back
            log.error("the worker stumbled: %s", in_short(error))
            return False

    def _promise_what_recurs(self) -> None:
        since_epoch = now() - _EPOCH
        for recurring in self._schedule:
            starts_at = _EPOCH + since_epoch // recurring.every * recurring.every
            if self._promised.get(recurring.name) != starts_at:
                _promise(self._engine, recurring, starts_at)
                self._promised[recurring.name] = starts_at


def _promise(engine: Engine, recurring: Recurring, starts_at: datetime) -> None:
    slot = {"name": recurring.name, "starts_at": starts_at}
    with open_house(engine) as db, db.begin():
        if upsert(db, Slot, [slot], key=("name", "starts_at")).rowcount:
            later(db, recurring.handler)
            # The one before stays, for a worker whose clock is a little behind.
            past = Slot.starts_at < starts_at - recurring.every
            db.execute(delete(Slot).where(Slot.name == recurring.name, past))
