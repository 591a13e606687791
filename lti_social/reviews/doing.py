"""What everybody did in a challenge and was given to do, as completion judges it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, select

from lti_social.challenges.models import Challenge
from lti_social.core.wall import Database
from lti_social.reviews.completion import Part, Reading, Times
from lti_social.reviews.known import STANDS, stands
from lti_social.reviews.models import Review
from lti_social.submissions.authorship import authors_by_work
from lti_social.submissions.models import State, Submission

_WORKS = select(Submission.id, Submission.state, Submission.revised_at).where(
    Submission.challenge_id == bindparam("challenge")
)
_READINGS = select(
    *(Review.member_id, Review.by, Review.state), stands.label("stands")
).where(Review.challenge_id == bindparam("challenge"))


def parts(
    db: Database, challenge: Challenge, debriefed: Collection[int] = ()
) -> Mapping[int, Part]:
    """By member, of those who handed in or read; `debriefed` wrote in the debrief. Who is
    in none of it has no part. What was hidden was handed in all the same."""
    known, by_work = {"challenge": challenge.id}, authors_by_work(db, challenge)
    handed_in: set[int] = set()
    final: set[int] = set()
    for work in db.rows(_WORKS, known):
        if work.state in STANDS:
            authors = by_work[work.id]
            handed_in |= authors
            if work.state is State.final or work.revised_at:
                final |= authors
    readings: dict[int, list[Reading]] = defaultdict(list)
    for row in db.rows(_READINGS, known):
        readings[row.member_id].append(Reading(row.by, row.state, row.stands))
    return {
        who: Part(who in handed_in, readings[who], who in final, who in debriefed)
        for who in handed_in | readings.keys() | set(debriefed)
    }


def times(challenge: Challenge, now: datetime) -> Times:
    """How far it is; a debrief is offered where it has a thread."""
    return Times(
        needed=challenge.needed,
        reviews_over=_is_past(challenge.review_by, now),
        revision_over=_is_past(challenge.revise_by, now),
        debrief_offered=challenge.thread_id is not None,
        over=_is_past(challenge.closes_at, now),
    )


def _is_past(end: datetime | None, now: datetime) -> bool:
    return end is not None and now >= end
