"""The doors of challenges under way: the list, and one page each."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.challenges.phases import phase
from lti_social.challenges.policy import may_make, may_propose
from lti_social.challenges.queries import the_challenge
from lti_social.challenges.showing import asked
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.core.clock import now
from lti_social.notifications.actions import have_read_of
from lti_social.reviews.showing import on_challenge as reviewing_of
from lti_social.running import listing, policy
from lti_social.running.listing import NEWEST, PAGE
from lti_social.running.showing import on_challenge
from lti_social.running.steps import next_step
from lti_social.submissions.showing import on_challenge as handed_of

doors = Doors("/challenges")

Before = Annotated[int, Query(ge=1, le=NEWEST)]


@doors.get("")
def index(here: Here, before: Before = NEWEST) -> Response:
    over = listing.over(here, before)
    is_first = before == NEWEST
    return here.page(
        "running/index.html",
        current=[
            (one, next_step(here.me, one))
            for one in (listing.current(here) if is_first else ())
        ],
        in_making=listing.in_making(here) if is_first else (),
        over=[(row, phase(row, now())) for row in over[:PAGE]],
        older=over[PAGE - 1].id if len(over) > PAGE else None,
        is_first=is_first,
        may_make=may_make(here.me),
        may_propose=may_propose(here.me),
        may_set_goals=policy.may_set_goals(here.me),
    )


@doors.get("/{challenge_id}")
def show(here: Here, challenge_id: Id) -> Response:
    challenge = the_challenge(here, challenge_id)
    at = phase(challenge, now())
    if here.me.waiting:
        here.note(lambda db: have_read_of(db, here.me.id, challenge.path))
    handed = handed_of(here, challenge, at)
    return here.page(
        "running/show.html",
        challenge=challenge,
        phase=at,
        asks=asked(here, challenge, at),
        handed=handed,
        reviewing=reviewing_of(here, challenge, handed.mine),
        **on_challenge(here, challenge, at),
    )
