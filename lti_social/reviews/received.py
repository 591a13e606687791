"""What was said of one submission, as its authors or the team read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, exists, select

from lti_social.challenges.models import Challenge
from lti_social.cohorts.here import Here
from lti_social.cohorts.locking import lock_first
from lti_social.cohorts.models import Member, Role, standing
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow
from lti_social.reviews.known import is_to_write
from lti_social.reviews.models import By, Review, ReviewHiding, State
from lti_social.reviews.queries import Verdicts, challenge_of, is_hidden, verdicts_of
from lti_social.submissions.models import Submission
from lti_social.submissions.queries import authors_of

_REVIEWS = (
    select(
        *(Review.id, Review.member_id, Review.by, Review.version, Review.state),
        *(Review.works, Review.question, Review.suggestion),
        *(Review.useful, Review.answer, Member.name, standing(Member).label("role")),
        exists().where(ReviewHiding.review_id == Review.id).label("hidden"),
        and_(*is_to_write).label("is_to_write"),
    )
    .join(Member, Member.id == Review.member_id)
    .where(Review.submission_id == bindparam("submission"))
    .order_by(Review.id)
)


@dataclass(frozen=True)
class Received:
    """`named` is whether the reader learns who wrote them."""

    reviews: Sequence[AnyRow]
    verdicts: Mapping[int, Verdicts]
    is_mine: bool
    named: bool
    waits_for_mine: bool = False


def received(here: Here, challenge: Challenge, submission: Submission) -> Received:
    """Released, for its authors; for the team, all. Of the team, who is asked for one
    reads the others once theirs is sent."""
    is_mine = here.me.id in authors_of(here.db, submission).ids
    if not is_mine and not here.me.teaches:
        raise NotFound
    if is_mine and submission.released_at is None:
        raise NotFound
    rows = here.db.rows(_REVIEWS, {"submission": submission.id}).all()
    waits = any(row.member_id == here.me.id and row.is_to_write for row in rows)
    sent = [row for row in rows if row.state is State.sent and not waits]
    if is_mine:
        sent = [row for row in sent if not row.hidden]
    return Received(
        reviews=sent,
        verdicts=verdicts_of(here.db, [row.id for row in sent]),
        is_mine=is_mine,
        named=not is_mine or not challenge.blind,
        waits_for_mine=waits,
    )


def the_received(here: Here, review_id: int) -> tuple[Review, Submission]:
    """One that was released to the reader, an author of what it is about."""
    lock_first(here, Challenge, challenge_of(review_id))
    review = here.db.get(Review, review_id, with_for_update={"key_share": True})
    if review is None or review.state is not State.sent:
        raise NotFound
    submission = here.db.get_one(Submission, review.submission_id)
    is_out = submission.released_at is not None and not is_hidden(here.db, review)
    if not is_out or here.me.id not in authors_of(here.db, submission).ids:
        raise NotFound
    return review, submission


def is_of_the_team(review: AnyRow) -> bool:
    """As what somebody wrote it may be said, where their name may not."""
    return review.by in (By.facilitator, By.mentor) or review.role is Role.instructor
