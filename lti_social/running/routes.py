"""The doors of challenges under way: the list, one page each, the monitor, the debrief."""

from fastapi import Response

from lti_social.challenges.phases import phase
from lti_social.challenges.queries import the_challenge
from lti_social.challenges.showing import asked
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.core.clock import now
from lti_social.submissions.showing import on_challenge

doors = Doors("/challenges")


@doors.get("/{challenge_id}")
def show(here: Here, challenge_id: Id) -> Response:
    challenge = the_challenge(here, challenge_id)
    at = phase(challenge, now())
    return here.page(
        "running/show.html",
        challenge=challenge,
        phase=at,
        asks=asked(here, challenge, at),
        handed=on_challenge(here, challenge, at),
    )
