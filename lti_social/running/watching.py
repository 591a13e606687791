"""The doors of who watches over a challenge: who is where, whom to write to, scores."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.challenges.models import Told
from lti_social.challenges.phases import phase
from lti_social.challenges.queries import the_challenge
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.grades.showing import column
from lti_social.reviews.known import UNDER_WAY
from lti_social.running import actions, monitor, policy
from lti_social.running.exporting import as_csv
from lti_social.running.forms import Message, Score, Telling, Whom
from lti_social.running.monitor import PAGE

doors = Doors("/challenges/{challenge_id}")

Number = Annotated[int, Query(ge=0, le=2**31 - 1)]


@doors.get("/monitor")
def watch(here: Here, challenge_id: Id, start: Number = 0, reached: Number = 0) -> Response:
    challenge = the_challenge(here, challenge_id)
    require(policy.may_watch(here.me))
    at = phase(challenge, now())
    people = monitor.everybody(here.db, challenge)
    return here.page(
        "running/monitor.html",
        challenge=challenge,
        phase=at,
        people=people[start : start + PAGE],
        following=start + PAGE if len(people) > start + PAGE else None,
        counts=monitor.counts(people),
        stalled=monitor.stalled(here.db, challenge),
        reached=reached,
        may_rescue=at in UNDER_WAY,
        may_remind=policy.may_remind(here.me, at),
        whom=Whom,
        tells=Told,
        report=column(here, challenge.path) if policy.may_tell_the_lms(here.me) else None,
        may_tell=policy.may_tell_the_lms(here.me),
    )


@doors.get("/monitor.csv")
def export(here: Here, challenge_id: Id) -> Response:
    challenge = the_challenge(here, challenge_id)
    require(policy.may_watch(here.me))
    name = f"challenge-{challenge.id}-{now():%Y-%m-%d}.csv"
    return Response(
        as_csv(here, monitor.everybody(here.db, challenge)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@doors.post("/message")
def remind(here: Here, challenge_id: Id, form: Message) -> Response:
    challenge = the_challenge(here, challenge_id)
    at = phase(challenge, now())
    people = monitor.everybody(here.db, challenge)
    reached = actions.remind(here, challenge, at, people, form.whom, form.body)
    return here.leave(f"{challenge.path}/monitor?reached={reached}")


@doors.post("/told")
def tell(here: Here, challenge_id: Id, form: Telling) -> Response:
    challenge = the_challenge(here, challenge_id)
    actions.tell_the_lms(here, challenge, form.told, form.points)
    return here.leave(f"{challenge.path}/monitor?said=saved")


@doors.post("/scores")
def score(here: Here, challenge_id: Id, form: Score) -> Response:
    challenge = the_challenge(here, challenge_id)
    actions.score(here, challenge, form.member, form.points, form.comment)
    return here.leave(f"{challenge.path}/monitor?said=saved")
