"""The doors of the debrief of a challenge: what was said, and one line more."""

from fastapi import Response

from lti_social.challenges.phases import phase
from lti_social.challenges.queries import the_challenge
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.core.clock import now
from lti_social.running import actions, policy, queries
from lti_social.running.forms import Line
from lti_social.running.models import Part

doors = Doors("/challenges/{challenge_id}/debrief")


@doors.get("")
def show(here: Here, challenge_id: Id) -> Response:
    challenge = the_challenge(here, challenge_id)
    at = phase(challenge, now())
    return here.page(
        "running/looking_back.html",
        challenge=challenge,
        lines=queries.lines(here, challenge),
        may_debrief=policy.may_debrief(here.me, challenge, at),
        parts=Part,
    )


@doors.post("")
def say(here: Here, challenge_id: Id, form: Line) -> Response:
    challenge = the_challenge(here, challenge_id)
    actions.debrief(here, challenge, phase(challenge, now()), form.part, form.body)
    return here.leave(f"{challenge.path}/debrief?said=saved")
