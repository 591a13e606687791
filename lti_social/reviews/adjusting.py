"""The doors of who reviews what: seen and changed by trainers, offered by volunteers."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.challenges.queries import the_challenge
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.reviews import arranging, policy
from lti_social.reviews.arranged import arranged
from lti_social.reviews.arranging_forms import NewExclusion, NewReader, NewReview
from lti_social.reviews.rehearsing import rehearse
from lti_social.web.forms import Switch

doors = Doors()

Start = Annotated[int, Query(ge=0, le=2**31 - 1)]
Work = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@doors.get("/challenges/{challenge_id}/reviewers")
def index(here: Here, challenge_id: Id, start: Start = 0, work: Work = None) -> Response:
    challenge = the_challenge(here, challenge_id)
    require(policy.may_see_readers(here.me))
    page = arranged(here, challenge, start, work)
    return here.page("reviews/reviewers.html", challenge=challenge, page=page)


@doors.get("/challenges/{challenge_id}/dry-run")
def dry_run(here: Here, challenge_id: Id) -> Response:
    challenge = the_challenge(here, challenge_id)
    rehearsal = rehearse(here, challenge)
    return here.page("reviews/dry_run.html", challenge=challenge, rehearsal=rehearsal)


@doors.post("/reviews/{review_id}/move")
def move(here: Here, review_id: Id, form: NewReader) -> Response:
    review = arranging.the_review(here, review_id)
    challenge = the_challenge(here, review.challenge_id)
    arranging.move(here, challenge, review, form.reader)
    return _back(here, challenge.id, review.submission_id)


@doors.post("/challenges/{challenge_id}/reviewers")
def add(here: Here, challenge_id: Id, form: NewReview) -> Response:
    challenge = the_challenge(here, challenge_id)
    arranging.add(here, challenge, form.submission, form.reader)
    return _back(here, challenge.id, form.submission)


@doors.post("/challenges/{challenge_id}/apart")
def keep_apart(here: Here, challenge_id: Id, form: NewExclusion) -> Response:
    challenge = the_challenge(here, challenge_id)
    arranging.keep_apart(here, challenge, form.member, form.other)
    return _back(here, challenge.id)


@doors.post("/challenges/{challenge_id}/rescue")
def rescue(here: Here, challenge_id: Id) -> Response:
    challenge = the_challenge(here, challenge_id)
    arranging.rescue(here, challenge)
    return _back(here, challenge.id)


@doors.post("/challenges/{challenge_id}/volunteer")
def volunteer(here: Here, challenge_id: Id, form: Switch) -> Response:
    challenge = the_challenge(here, challenge_id)
    arranging.volunteer(here, challenge, on=form.on)
    return here.leave(f"{challenge.path}?said=saved")


def _back(here: Here, challenge_id: int, work: int | None = None) -> Response:
    at = f"work={work}&" if work else ""
    return here.leave(f"/challenges/{challenge_id}/reviewers?{at}said=saved")
