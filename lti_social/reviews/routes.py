"""The doors of reviewing: calibrate, read, say, decline; answer what was said."""

from fastapi import Response

from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import Phase
from lti_social.challenges.phases import phase as phase_of
from lti_social.challenges.queries import the_challenge
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.notifications.actions import have_read_of
from lti_social.reviews import actions, policy, queries
from lti_social.reviews.calibrating import compare
from lti_social.reviews.forms import Declining, Looking, Rating, Writing
from lti_social.reviews.models import Review, Useful
from lti_social.reviews.received import is_of_the_team, received, the_received
from lti_social.reviews.showing import work
from lti_social.submissions.models import Submission
from lti_social.submissions.queries import authors_of, the_submission

doors = Doors()


@doors.get("/challenges/{challenge_id}/calibrate")
def calibrate(here: Here, challenge_id: Id) -> Response:
    challenge = the_challenge(here, challenge_id)
    if not challenge.example:
        raise NotFound
    criteria = queries.criteria_of(here.db, challenge)
    mine = queries.calibrated(here, challenge)
    return here.page(
        "reviews/calibrate.html",
        challenge=challenge,
        criteria=criteria,
        compared=None if mine is None else compare(challenge, criteria, mine),
        following=queries.following(here, challenge),
        may=policy.may_calibrate(here.me),
    )


@doors.post("/challenges/{challenge_id}/calibrate")
def look(here: Here, challenge_id: Id, form: Looking) -> Response:
    challenge = the_challenge(here, challenge_id)
    criteria = queries.criteria_of(here.db, challenge)
    require(policy.may_calibrate(here.me))
    if not challenge.example:
        raise NotFound
    form.require_all({one.id for one in criteria})
    actions.calibrate(here, challenge, form)
    return here.leave(f"{challenge.path}/calibrate")


@doors.get("/reviews/{review_id}")
def show(here: Here, review_id: Id) -> Response:
    review = queries.the_review(here, review_id)
    challenge, phase = _around(here, review)
    if policy.may_review(here.me, phase, review) and queries.must_calibrate(
        here, challenge
    ):
        return here.go(f"{challenge.path}/calibrate")
    if here.me.waiting:
        here.note(lambda db: have_read_of(db, here.me.id, challenge.path))
    submission = here.db.get_one(Submission, review.submission_id)
    return here.page(
        "reviews/review.html",
        review=review,
        challenge=challenge,
        phase=phase,
        policy=policy,
        criteria=queries.criteria_of(here.db, challenge),
        verdicts=queries.verdicts_of(here.db, [review.id])[review.id],
        limited=queries.is_limited(here.db, challenge),
        hidden=queries.is_hidden(here.db, review),
        **work(here, challenge, submission),
    )


@doors.post("/reviews/{review_id}")
def write(here: Here, review_id: Id, form: Writing) -> Response:
    review = queries.the_review(here, review_id)
    challenge, phase = _around(here, review)
    require(not queries.must_calibrate(here, challenge))
    criteria = {one.id for one in queries.criteria_of(here.db, challenge)}
    actions.write(here, phase, review, form, criteria)
    if not form.send:
        return here.leave(f"/reviews/{review.id}?said=saved")
    form.require_something()
    form.require_all(criteria)
    submission = here.db.get_one(Submission, review.submission_id)
    actions.send(here, challenge, phase, review, submission)
    return here.leave(f"/reviews/{review.id}?said=review-sent")


@doors.post("/reviews/{review_id}/decline")
def decline(here: Here, review_id: Id, form: Declining) -> Response:
    review = queries.the_review(here, review_id)
    challenge, phase = _around(here, review)
    actions.decline(here, challenge, phase, review, form.reason)
    return here.leave(f"{challenge.path}?said=review-declined")


@doors.post("/reviews/{review_id}/longer")
def take_longer(here: Here, review_id: Id) -> Response:
    review = queries.the_review(here, review_id)
    challenge, phase = _around(here, review)
    actions.take_longer(here, challenge, phase, review)
    return here.go(f"/reviews/{review.id}?said=saved")


@doors.get("/submissions/{submission_id}/reviews")
def index(here: Here, submission_id: Id) -> Response:
    submission = the_submission(here, submission_id)
    challenge = the_challenge(here, submission.challenge_id)
    page = received(here, challenge, submission)
    if here.me.waiting:
        here.note(lambda db: have_read_of(db, here.me.id, challenge.path))
    return here.page(
        "reviews/index.html",
        work=submission,
        challenge=challenge,
        page=page,
        criteria=queries.criteria_of(here.db, challenge),
        limited=queries.is_limited(here.db, challenge),
        of_team=is_of_the_team,
        degrees=tuple(Useful),
    )


@doors.post("/reviews/{review_id}/rate")
def rate(here: Here, review_id: Id, form: Rating) -> Response:
    review, submission = the_received(here, review_id)
    challenge = the_challenge(here, review.challenge_id)
    authors = authors_of(here.db, submission).ids
    actions.rate(here, challenge, review, form, authors)
    return here.leave(f"{submission.path}/reviews?said=saved#review-{review.id}")


def _around(here: Here, review: Review) -> tuple[Challenge, Phase]:
    challenge = the_challenge(here, review.challenge_id)
    return challenge, phase_of(challenge, now())
