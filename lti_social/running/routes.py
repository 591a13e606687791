"""The doors of challenges under way: the list, one page each, the monitor, the debrief."""

from fastapi import Response

from lti_social.challenges.phases import phase
from lti_social.challenges.queries import the_challenge
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.core.clock import now
from lti_social.reviews.showing import on_challenge as reviewing_of
from lti_social.submissions.showing import on_challenge as handed_of

doors = Doors("/challenges")


@doors.get("/{challenge_id}")
def show(here: Here, challenge_id: Id) -> Response:
    challenge = the_challenge(here, challenge_id)
    at = phase(challenge, now())
    handed = handed_of(here, challenge, at)
    return here.page(
        "running/show.html",
        challenge=challenge,
        phase=at,
        handed=handed,
        reviewing=reviewing_of(here, challenge, handed.mine),
    )
