"""What reviewers do, and what those do who were reviewed."""

from collections.abc import Collection
from datetime import timedelta

from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import Phase
from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.wall import upsert
from lti_social.grades.owing import took_part
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind
from lti_social.reviews import policy
from lti_social.reviews.forms import PARTS, Looking, Rating, Writing
from lti_social.reviews.jobs import settle
from lti_social.reviews.models import Calibration, Exclusion, Review, State, Verdict
from lti_social.submissions.models import Submission
from lti_social.submissions.queries import authors_of

LONGER = timedelta(days=2)


def calibrate(here: Here, challenge: Challenge, look: Looking) -> None:
    """Once: what they find is theirs alone, and no test."""
    require(policy.may_calibrate(here.me))
    found = {str(n): one.there for n, one in look.found.items() if one.there is not None}
    row = {"challenge_id": challenge.id, "member_id": here.me.id, "found": found}
    upsert(here.db, Calibration, [row], key=Calibration.one_per)


def write(
    here: Here, phase: Phase, review: Review, said: Writing, criteria: Collection[int]
) -> None:
    """A draft, that nobody else reads; to change who reads it is too late from now on."""
    require(policy.may_review(here.me, phase, review))
    for name in PARTS:
        setattr(review, name, getattr(said, name))
    rows = [
        {"review_id": review.id, "criterion_id": n, "there": one.there, "words": one.words}
        for n, one in said.found.items()
        if n in criteria
    ]
    if rows:
        upsert(here.db, Verdict, rows, key=Verdict.one_per, update=("there", "words"))
    if review.state is State.assigned:
        review.state = State.started
    review.started_at = review.started_at or now()


def send(
    here: Here, challenge: Challenge, phase: Phase, review: Review, of: Submission
) -> None:
    """Its receivers read it together with the others; at once, where those are out."""
    require(policy.may_review(here.me, phase, review))
    review.state, review.ended_at, review.version = State.sent, now(), of.version
    took_part(here.db, here.me)
    if of.released_at is not None:
        about = About(f"{of.path}/reviews", challenge.path, challenge.title)
        tell(here.db, Kind.feedback, authors_of(here.db, of).ids - {here.me.id}, about)
    later(here.db, settle, challenge_id=challenge.id)


def decline(
    here: Here, challenge: Challenge, phase: Phase, review: Review, reason: str
) -> None:
    """For a conflict: somebody else is asked, the author is not told, and the two read
    nothing of each other in this challenge."""
    require(policy.may_decline(here.me, phase, review))
    review.state, review.ended_at, review.reason = State.declined, now(), reason
    of = here.db.get_one(Submission, review.submission_id)
    pairs = [sorted((here.me.id, author)) for author in authors_of(here.db, of).ids]
    rows = [
        {"challenge_id": challenge.id, "member_id": one, "other_id": other}
        for one, other in pairs
    ]
    upsert(here.db, Exclusion, rows, key=Exclusion.one_per)
    later(here.db, settle, challenge_id=challenge.id)


def take_longer(here: Here, challenge: Challenge, phase: Phase, review: Review) -> None:
    """Two days more, and never beyond the time to revise."""
    require(policy.may_take_longer(here.me, phase, review))
    assert review.due_at is not None
    longer = review.due_at + LONGER
    last = challenge.revise_by
    review.due_at = longer if last is None else max(min(longer, last), review.due_at)
    review.extended_at = now()


def rate(
    here: Here,
    challenge: Challenge,
    review: Review,
    said: Rating,
    authors: Collection[int],
) -> None:
    """Its writer reads how useful it was, and the answer; nobody else counts it."""
    require(policy.may_rate(here.me, authors, review))
    is_new = said.answer and said.answer != review.answer
    review.useful, review.answer, review.rated_at = said.useful, said.answer, now()
    if is_new:
        about = About(f"/reviews/{review.id}", challenge.path, challenge.title)
        tell(here.db, Kind.answered, [review.member_id], about)
