"""In which order rows are locked: what is around a row before the row itself.

Of two who lock the same rows in different orders each may wait for the other, until the
database ends one of them. docs/architecture.md has the whole order.
"""

from sqlalchemy import Select, select

from lti_social.cohorts.here import Here
from lti_social.core.db import CohortOwned


def lock_first(here: Here, around: type[CohortOwned], its_id: Select[int]) -> None:
    """Lock the row of `around` that `its_id` finds, if the request writes."""
    if here.ask.writes:
        row = select(around.id).where(around.id.in_(its_id))
        here.db.execute(row.with_for_update(key_share=True)).all()
