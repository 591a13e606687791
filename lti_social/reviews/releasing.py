"""When authors read what was said of their work: all of them at the same time."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, exists, select

from lti_social.challenges.models import Challenge
from lti_social.challenges.when import cancelled
from lti_social.core.clock import now
from lti_social.core.wall import Database
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind
from lti_social.reviews.known import is_read, is_to_write
from lti_social.reviews.models import Review, State
from lti_social.submissions.models import Submission
from lti_social.submissions.queries import authors_of

_COMING = select(
    exists().where(Review.challenge_id == bindparam("challenge"), *is_to_write)
)
_has_come = exists().where(
    Review.submission_id == Submission.id, Review.state == State.sent
)
_UNREAD = select(
    exists().where(Submission.challenge_id == bindparam("challenge"), *is_read, ~_has_come)
)


def release_due(db: Database, challenge: Challenge) -> None:
    """At the end of the time for reviews, or as soon as all of them are there."""
    if not _is_due(db, challenge):
        return
    for submission in _kept_back(db, challenge):
        _release(db, challenge, submission)


@cancelled
def release_what_came(db: Database, challenge: Challenge) -> None:
    """Of one that is cancelled, in which nobody reviews any more."""
    for submission in _kept_back(db, challenge, _has_come):
        _release(db, challenge, submission)


def _kept_back(
    db: Database, challenge: Challenge, *which: ColumnElement[bool]
) -> Sequence[Submission]:
    kept = select(Submission).where(
        Submission.challenge_id == challenge.id,
        Submission.released_at.is_(None),
        *is_read,
    )
    return db.scalars(kept.where(*which).order_by(Submission.id)).all()


def _release(db: Database, challenge: Challenge, submission: Submission) -> None:
    submission.released_at = now()
    was_sent = (Review.submission_id == submission.id, Review.state == State.sent)
    if db.scalar(select(Review.id).where(*was_sent).limit(1)):
        about = About(challenge.path, challenge.path, challenge.title)
        tell(db, Kind.feedback, authors_of(db, submission).ids, about)


def _is_due(db: Database, challenge: Challenge) -> bool:
    if challenge.submit_by is None or challenge.review_by is None:
        return False
    if now() >= challenge.review_by:
        return True
    known = {"challenge": challenge.id}
    waits = db.rows(_COMING, known).scalar_one() or db.rows(_UNREAD, known).scalar_one()
    return now() >= challenge.submit_by and not waits
