"""What is asked of nobody any more: the time is over, the work or its reader is gone."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CursorResult, Result, delete, update

from lti_social.challenges.models import Challenge
from lti_social.core.clock import now
from lti_social.core.wall import Database
from lti_social.reviews.known import Roles
from lti_social.reviews.models import Review, State
from lti_social.reviews.situation import COMING, Given


def take_back(db: Database, challenge: Challenge, works: list[int], here: Roles) -> bool:
    """Of work that stands no more, or by who left: what is not begun is asked of nobody,
    and what a leaver has begun ends. Whether there was any of it."""
    theirs = Review.challenge_id == challenge.id
    kept = Review.submission_id.in_(works) & Review.member_id.in_(here)
    waits = Review.state == State.assigned
    taken = db.execute(delete(Review).where(theirs, waits, ~kept))
    left = (Review.state == State.started, Review.member_id.not_in(here))
    ended = update(Review).where(theirs, *left)
    ended_now = db.execute(ended.values(state=State.expired, ended_at=now()))
    return bool(_count(taken) + _count(ended_now))


def excuse(db: Database, given: Iterable[Given]) -> bool:
    """From what would be a review of their own: not begun, it is asked of nobody; begun,
    it ends as with any conflict. What was sent before stays. Whether there was any."""
    found = False
    for one in given:
        if one.state in (State.sent, State.declined):
            continue
        found = True
        it = (Review.submission_id == one.work, Review.member_id == one.who)
        if one.state is State.assigned:
            db.execute(delete(Review).where(*it))
        else:
            ended = update(Review).where(*it)
            db.execute(ended.values(state=State.declined, ended_at=now()))
    return found


def give_longer(db: Database, challenge: Challenge) -> None:
    """The dates of a challenge may have been extended."""
    earlier = (Review.state.in_(COMING), Review.due_at < challenge.review_by)
    longer = update(Review).where(Review.challenge_id == challenge.id, *earlier)
    db.execute(longer.values(due_at=challenge.review_by))


def expire(db: Database, challenge: Challenge) -> None:
    overdue = (Review.state.in_(COMING), Review.due_at <= now())
    expired = update(Review).where(Review.challenge_id == challenge.id, *overdue)
    db.execute(expired.values(state=State.expired, ended_at=now()))


def _count(change: Result[*tuple[Any, ...]]) -> int:
    assert isinstance(change, CursorResult)
    return change.rowcount
