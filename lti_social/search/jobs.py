"""Reading everything anew: after an update that finds otherwise, or for an old database."""

from sqlalchemy import delete, select

from lti_social.challenges import finding as challenges
from lti_social.challenges.models import Challenge
from lti_social.cohorts.models import Cohort
from lti_social.core.search import Findable
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.practices import finding as cards
from lti_social.practices.models import Practice
from lti_social.threads import finding as threads
from lti_social.threads.models import Thread


def rebuild(db: Database) -> int:
    """Of all cohorts; how many things can be found now."""
    cohorts = select(Cohort.id).order_by(Cohort.id)
    found = 0
    for cohort_id in db.scalars(cohorts, execution_options=ALL_COHORTS).all():
        with db.within(cohort_id) as inside:
            found += rebuild_one(inside)
    return found


def rebuild_one(db: Database) -> int:
    """Of the cohort that the session is open on."""
    db.execute(delete(Findable))
    for thread in db.scalars(select(Thread).order_by(Thread.id)).all():
        threads.refresh(db, thread)
    for card in db.scalars(select(Practice).order_by(Practice.id)).all():
        cards.refresh(db, card)
    for challenge in db.scalars(select(Challenge).order_by(Challenge.id)).all():
        challenges.refresh(db, challenge)
    return len(db.scalars(select(Findable.id)).all())
