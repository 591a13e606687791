"""Copies are looked at every night: a name, a role or a departure changes them as well."""

from sqlalchemy import exists, select

from lti_social.core.jobs import job, later
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.practices.models import Practice
from lti_social.sharing.copying import keep_in_step
from lti_social.sharing.models import Widening

_COHORTS = (
    select(Widening.cohort_id)
    .where(Widening.ended_at.is_(None))
    .distinct()
    .order_by(Widening.cohort_id)
)
_CARDS = select(Practice).where(
    exists().where(Widening.practice_id == Practice.id, Widening.ended_at.is_(None))
)


@job
def look_at_copies(db: Database) -> None:
    """In each cohort that passed something on, by itself."""
    for cohort_id in db.scalars(_COHORTS, execution_options=ALL_COHORTS).all():
        with db.within(cohort_id) as inside:
            later(inside, bring_up_to_date)


@job
def bring_up_to_date(db: Database) -> None:
    """Each locked: somebody may take it back at this moment."""
    for card in db.scalars(_CARDS.order_by(Practice.id)).all():
        db.refresh(card, with_for_update={"key_share": True})
        keep_in_step(db, card)
