"""When authors read what was said of their work: all of them at the same time."""

from sqlalchemy import bindparam, exists, select

from lti_social.challenges.models import Challenge
from lti_social.core.clock import now
from lti_social.core.wall import Database
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind
from lti_social.reviews.known import is_read
from lti_social.reviews.models import Review, State
from lti_social.reviews.situation import COMING
from lti_social.submissions.models import Submission
from lti_social.submissions.queries import authors_of

_COMING = select(
    exists().where(Review.challenge_id == bindparam("challenge"), Review.state.in_(COMING))
)
_UNREAD = select(
    exists().where(
        Submission.challenge_id == bindparam("challenge"),
        *is_read,
        ~exists().where(Review.submission_id == Submission.id, Review.state == State.sent),
    )
)


def release_due(db: Database, challenge: Challenge) -> None:
    """At the end of the time for reviews, or as soon as all of them are there."""
    if not _is_due(db, challenge):
        return
    kept = select(Submission).where(
        Submission.challenge_id == challenge.id,
        Submission.released_at.is_(None),
        *is_read,
    )
    for submission in db.scalars(kept.order_by(Submission.id)).all():
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
