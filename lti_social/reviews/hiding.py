"""Taking a review out of sight, and back: moderation decides, this does it."""

from sqlalchemy import select

from lti_social.challenges.models import Challenge
from lti_social.cohorts.here import Here
from lti_social.cohorts.locking import lock_first
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.wall import Database, upsert
from lti_social.reviews.models import Review, ReviewHiding, State
from lti_social.reviews.queries import challenge_of
from lti_social.submissions.models import Submission
from lti_social.submissions.queries import authors_of
from lti_social.threads.models import Out


def to_judge(here: Here, review_id: int) -> Review:
    """One that was sent, whoever may see it: moderation asks that itself."""
    lock_first(here, Challenge, challenge_of(review_id))
    review = here.db.get(Review, review_id)
    if review is not None and here.ask.writes:
        here.db.refresh(review, with_for_update={"key_share": True})
    if review is None or review.state is not State.sent:
        raise NotFound
    return review


def the_read(here: Here, review_id: int) -> Review:
    """For its writer and the team; for its receivers once it is released, and not out of
    sight."""
    review = to_judge(here, review_id)
    if review.member_id == here.me.id or here.me.teaches:
        return review
    submission = here.db.get_one(Submission, review.submission_id)
    is_out = submission.released_at is None or hiding_of(here.db, review)
    if is_out or here.me.id not in authors_of(here.db, submission).ids:
        raise NotFound
    return review


def hiding_of(db: Database, review: Review) -> ReviewHiding | None:
    return db.scalar(select(ReviewHiding).where(ReviewHiding.review_id == review.id))


def take_out(
    db: Database, review: Review, how: Out, *, by: int | None, reason: str = ""
) -> None:
    """`by` nobody: reported as grave, and out of sight until somebody decides."""
    mark = {"review_id": review.id, "how": how, "member_id": by, "reason": reason}
    key, new = ReviewHiding.one_per, ["how", "member_id", "reason", "at"]
    upsert(db, ReviewHiding, [mark | {"at": now()}], key=key, update=new)


def bring_back(db: Database, review: Review) -> None:
    if hiding := hiding_of(db, review):
        db.delete(hiding)


def cover(review: Review) -> None:
    """Nothing to do: it says what it said."""
