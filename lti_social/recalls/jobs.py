"""What happens to cards as time passes: their day comes, and people leave."""

from sqlalchemy import bindparam, exists, or_, select

from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.jobs import job, later
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.practices.models import Practice, State
from lti_social.recalls.models import Need, UpdateNeed
from lti_social.recalls.needing import give_up, need

_is_out = Practice.state == State.published
_is_overdue = Practice.review_on <= bindparam("today")
_was_noted = exists().where(
    UpdateNeed.practice_id == Practice.id, UpdateNeed.need == Need.date
)
_owner_left = exists().where(Member.id == Practice.owner_id, Member.left_at.is_not(None))

_COHORTS = (
    select(Practice.cohort_id)
    .where(_is_out, or_(_is_overdue & ~_was_noted, _owner_left))
    .distinct()
    .order_by(Practice.cohort_id)
)
_OVERDUE = select(Practice).where(_is_out, _is_overdue, ~_was_noted).order_by(Practice.id)
_LEFT = select(Practice).where(_is_out, _owner_left).order_by(Practice.id)


@job
def look_after_cards(db: Database) -> None:
    """In each cohort where something is to be done, by itself."""
    today = {"today": now().date()}
    cohorts = db.scalars(_COHORTS, today, execution_options=ALL_COHORTS).all()
    for cohort_id in cohorts:
        with db.within(cohort_id) as inside:
            later(inside, look_after)


@job
def look_after(db: Database) -> None:
    """Cards whose owner has left look for another, and those that are to be read again
    need it."""
    # Locked: somebody may be taking one, or reading it again.
    for card in db.scalars(_LEFT.with_for_update(key_share=True)).all():
        give_up(db, card)
    overdue = _OVERDUE.with_for_update(key_share=True)
    for card in db.scalars(overdue, {"today": now().date()}).all():
        need(db, card, Need.date)
