"""What the page of a challenge tells of reviews, and what the page of one shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, func, select

from lti_social.challenges.models import Challenge
from lti_social.cohorts.here import Here
from lti_social.core.rows import AnyRow
from lti_social.files.queries import hanging_on_submission
from lti_social.practices.card import FIELDS, LABELS
from lti_social.practices.models import Practice
from lti_social.practices.seeing import is_shown
from lti_social.resources.anchored import of_submissions
from lti_social.reviews import queries
from lti_social.reviews.known import stands
from lti_social.reviews.models import Review, ReviewHiding, State, Volunteer
from lti_social.reviews.policy import WRITABLE
from lti_social.submissions.models import Submission
from lti_social.submissions.queries import authors_of

_ASKED = (
    select(Review.id, Review.state, Review.by, Review.due_at, Submission.title)
    .join(Submission, Submission.id == Review.submission_id)
    .where(
        Review.challenge_id == bindparam("challenge"),
        Review.member_id == bindparam("me"),
        *(Review.state.in_((*WRITABLE, State.sent)), stands),
    )
    .order_by(Review.id)
)
_COUNT = (
    select(func.count())
    .select_from(Review)
    .where(
        Review.submission_id == bindparam("submission"),
        Review.state == State.sent,
        ~exists().where(ReviewHiding.review_id == Review.id),
    )
)
_OFFERS = select(
    exists().where(
        Volunteer.challenge_id == bindparam("challenge"),
        Volunteer.member_id == bindparam("me"),
    )
)
_CARD = select(Practice).where(is_shown(Practice))
TOLD = [name for name in FIELDS if name not in ("language", "licence")]  # of a card


@dataclass(frozen=True)
class Reviewing:
    """`asked` of the reader, sent or not; `received` how many reviews of their work
    (`mine`) are released, and nothing as long as none is."""

    asked: Sequence[AnyRow]
    mine: Submission | None
    received: int | None
    limited: bool
    volunteers: bool
    must_calibrate: bool

    @property
    def to_do(self) -> Sequence[AnyRow]:
        return [row for row in self.asked if row.state is not State.sent]


def on_challenge(here: Here, challenge: Challenge, mine: Submission | None) -> Reviewing:
    known = {"challenge": challenge.id, "me": here.me.id}
    asked = here.db.rows(_ASKED, known).all()
    is_out = mine is not None and mine.released_at is not None
    count = {"submission": mine.id if mine else 0}
    return Reviewing(
        asked=asked,
        mine=mine,
        received=here.db.rows(_COUNT, count).scalar() if is_out else None,
        limited=bool(asked or is_out) and queries.is_limited(here.db, challenge),
        volunteers=bool(here.db.rows(_OFFERS, known).scalar()),
        must_calibrate=bool(asked) and queries.must_calibrate(here, challenge),
    )


def work(here: Here, challenge: Challenge, submission: Submission) -> Mapping[str, Any]:
    """What was handed in, for whoever reviews it. A card says its words here where it is
    to be read blind: its own page names its authors."""
    card = None
    if submission.practice_id is not None:
        of = _CARD.where(Practice.id == submission.practice_id)
        card = here.db.scalar(of)
    says = [(LABELS[name], getattr(card, name, "")) for name in TOLD]
    return {
        "work": submission,
        "files": hanging_on_submission(here, submission.id),
        "anchored": of_submissions(here, [submission.id]).get(submission.id, ()),
        "card": None if challenge.blind else card,
        "card_says": [(label, said) for label, said in says if said] if card else (),
        "authors": () if challenge.blind else authors_of(here.db, submission).names,
    }
