"""What can be asked of reviews one at a time."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, bindparam, exists, func, select

from lti_social.challenges.models import Challenge, Criterion
from lti_social.cohorts.here import Here
from lti_social.cohorts.locking import lock_first
from lti_social.core.among import among
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database
from lti_social.grades.owing import counts_as_taking_part
from lti_social.reviews.forms import Found
from lti_social.reviews.known import is_read, is_to_write
from lti_social.reviews.models import Calibration, Review, ReviewHiding, State, Verdict
from lti_social.submissions.also import also_read_by
from lti_social.submissions.models import Submission

counts_as_taking_part(select(Review.member_id).where(Review.state == State.sent))

FEW = 8  # works, below which people know who wrote what

_CRITERIA = (
    select(Criterion.id, Criterion.position, Criterion.title)
    .add_columns(Criterion.there, Criterion.not_yet)
    .where(Criterion.challenge_id == bindparam("challenge"))
    .order_by(Criterion.position)
)
_VERDICTS = select(Verdict.review_id, Verdict.criterion_id, Verdict.there, Verdict.words)
_VERDICTS_OF = _VERDICTS.where(among(Verdict.review_id, "these"))
_IN = (
    select(func.count())
    .select_from(Submission)
    .where(Submission.challenge_id == bindparam("challenge"), *is_read)
)
_CALIBRATED = select(Calibration.found).where(
    Calibration.challenge_id == bindparam("challenge"),
    Calibration.member_id == bindparam("me"),
)
_FOLLOWING = (
    select(Review.id)
    .where(
        Review.challenge_id == bindparam("challenge"),
        Review.member_id == bindparam("me"),
        *is_to_write,
    )
    .order_by(Review.id)
    .limit(1)
)
_READS = select(
    exists().where(
        Review.submission_id == bindparam("submission"),
        Review.member_id == bindparam("me"),
        Review.state != State.declined,
        Submission.id == Review.submission_id,
        *is_read,
    )
)
_IS_READ = select(exists().where(Submission.id == bindparam("submission"), *is_read))
_IS_HIDDEN = select(exists().where(ReviewHiding.review_id == bindparam("review")))

Verdicts = Mapping[int, Found]  # by criterion


def the_review(here: Here, review_id: int) -> Review:
    """One that the reader was asked for. Of work that was withdrawn, or is out of sight,
    nothing is left but what they sent."""
    lock_first(here, Challenge, challenge_of(review_id))
    lock = {"key_share": True} if here.ask.writes else None
    review = here.db.get(Review, review_id, with_for_update=lock)
    if review is None or review.member_id != here.me.id:
        raise NotFound
    known = {"submission": review.submission_id}
    if review.state is not State.sent and not here.db.rows(_IS_READ, known).scalar():
        raise NotFound
    return review


def challenge_of(review_id: int) -> Select[int]:
    """Its id."""
    return select(Review.challenge_id).where(Review.id == review_id)


def criteria_of(db: Database, challenge: Challenge) -> Sequence[AnyRow]:
    return db.rows(_CRITERIA, {"challenge": challenge.id}).all()


def verdicts_of(db: Database, reviews: Sequence[int]) -> Mapping[int, Verdicts]:
    """By review (id)."""
    found: dict[int, dict[int, Found]] = {review: {} for review in reviews}
    for row in db.rows(_VERDICTS_OF, {"these": list(reviews)}):
        found[row.review_id][row.criterion_id] = Found(row.there, row.words)
    return found


def calibrated(here: Here, challenge: Challenge) -> Mapping[str, bool] | None:
    """What the reader found in the example, by criterion (id, in digits)."""
    known = {"challenge": challenge.id, "me": here.me.id}
    found: Mapping[str, bool] | None = here.db.rows(_CALIBRATED, known).scalar()
    return found


def must_calibrate(here: Here, challenge: Challenge) -> bool:
    """Before their first review, where there is an example; those who teach know it."""
    if not challenge.example or here.me.teaches:
        return False
    return calibrated(here, challenge) is None


def following(here: Here, challenge: Challenge) -> int | None:
    """The next review (id) that the reader is asked for."""
    known = {"challenge": challenge.id, "me": here.me.id}
    found: int | None = here.db.rows(_FOLLOWING, known).scalar()
    return found


def is_limited(db: Database, challenge: Challenge) -> bool:
    """Whether so few handed in that anonymity is not to be promised."""
    handed_in = db.rows(_IN, {"challenge": challenge.id}).scalar_one()
    return challenge.blind and handed_in < FEW


def is_hidden(db: Database, review: Review) -> bool:
    return bool(db.rows(_IS_HIDDEN, {"review": review.id}).scalar())


@also_read_by
def is_reader_of(here: Here, submission: Submission) -> bool:
    known = {"submission": submission.id, "me": here.me.id}
    return bool(here.db.rows(_READS, known).scalar())
