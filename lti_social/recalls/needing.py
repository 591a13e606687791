"""What a card needs: noted when it begins, forgotten when somebody has seen to it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from lti_social.cohorts.models import Cohort
from lti_social.core.clock import now
from lti_social.core.jobs import job, later
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.practices.changing import watches
from lti_social.practices.models import Practice, State
from lti_social.recalls.models import Need, UpdateNeed
from lti_social.recalls.telling import tell_of_need, tell_of_vacancy
from lti_social.resources.jobs import is_told_of_changes
from lti_social.resources.models import Anchor
from lti_social.trials.counting import recount
from lti_social.trials.models import Because

A_YEAR = timedelta(days=365)
BECAUSE = {
    Need.date: Because.review,
    Need.asked: Because.review,
    Need.changed: Because.resource,
    Need.vanished: Because.resource,
}


def next_review() -> date:
    """Unless somebody says another day."""
    return now().date() + A_YEAR


def need(db: Database, card: Practice, why: Need, **said: Any) -> bool:
    """Once for each reason; whether it is a new one."""
    _keep_to_ourselves(db, card)
    if why in {row.need for row in needs_of(db, card)}:
        return False
    row = UpdateNeed(practice_id=card.id, need=why, **said)
    db.add(row)
    recount(db, card, BECAUSE[why])
    later(db, tell_of_need, practice_id=card.id, by=row.member_id)
    return True


def needs_of(db: Database, card: Practice) -> Sequence[UpdateNeed]:
    needs = select(UpdateNeed).where(UpdateNeed.practice_id == card.id)
    return db.scalars(needs.order_by(UpdateNeed.id)).all()


def seen_to(db: Database, card: Practice, needs: Sequence[UpdateNeed]) -> None:
    """These were; how mature the card is may follow."""
    if needs:
        for row in needs:
            db.delete(row)
        recount(db, card, BECAUSE[needs[-1].need])


def give_up(db: Database, card: Practice) -> None:
    """Nobody answers for it any more: the team hears that it looks for somebody."""
    _keep_to_ourselves(db, card)
    card.owner_id = None
    recount(db, card, Because.owner)
    later(db, tell_of_vacancy, practice_id=card.id)


@watches
def begin_to_care(db: Database, card: Practice) -> None:
    """Its author answers for it at first; another version is what it needed. A card
    from another cohort is looked after there."""
    if card.state is not State.published or card.is_received:
        return
    if card.review_on is None:
        card.owner_id, card.review_on = card.owner_id or card.author_id, next_review()
    before = [row for row in needs_of(db, card) if row.at < card.renewed_at]
    seen_to(db, card, before)


@is_told_of_changes
@job
def cards_on_resources(
    db: Database, course_id: int, renewed: list[int], vanished: list[int]
) -> None:
    """What cards build on has changed in the course, or is no longer there."""
    cohorts = select(Cohort.id).where(Cohort.course_id == course_id).order_by(Cohort.id)
    for cohort_id in db.scalars(cohorts, execution_options=ALL_COHORTS).all():
        with db.within(cohort_id) as inside:
            _note(inside, Need.changed, renewed)
            _note(inside, Need.vanished, vanished)


def _note(db: Database, why: Need, resources: Sequence[int]) -> None:
    stands = Anchor.practice_id == Practice.id
    built_on = (
        select(Practice, Anchor.resource_id)
        .join(Anchor, stands)
        .where(Practice.state == State.published, Anchor.resource_id.in_(resources))
        .order_by(Practice.id, Anchor.id)
    )
    for card, resource_id in db.execute(built_on).all():
        need(db, card, why, resource_id=resource_id)


def _keep_to_ourselves(db: Database, card: Practice) -> None:
    """Of a job and a verb at once, the second sees what the first did."""
    db.flush()
    db.refresh(card, with_for_update={"key_share": True})
