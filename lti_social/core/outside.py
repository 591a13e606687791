"""The first half of a job that speaks to the world: no transaction waits for a network."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Engine

from lti_social.core.claims import Job, hold
from lti_social.core.engines import reading
from lti_social.core.wall import Database


class Outside(NamedTuple):
    """What such a half is given. `tool` is what the worker reaches the world with."""

    engine: Engine
    tool: Any
    job: Job

    def look(self, cohort_id: int | None = None) -> Database:
        """For reading what to speak of, in the job's cohort if no other is named."""
        return Database(reading(self.engine), cohort_id or self.job.opens_cohort)

    @contextmanager
    def step(self, cohort_id: int | None = None) -> Iterator[Database]:
        """A short change on the way, saved only while the job is still this worker's.

        It may be made again: if the worker is lost, the job begins anew.
        """
        with Database(self.engine, cohort_id or self.job.opens_cohort) as db, db.begin():
            hold(db, self.job)
            yield db
