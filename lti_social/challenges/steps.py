"""The doors of what is decided about a challenge: when, whether, and what is proposed."""

from fastapi import Response

from lti_social.challenges import dates, deciding, policy, queries
from lti_social.challenges.forms import Puts, Says
from lti_social.challenges.models import Standing
from lti_social.challenges.throwing_away import is_accepted, throw_away
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now

doors = Doors("/challenges/{challenge_id}")


@doors.post("/announce")
def announce(here: Here, challenge_id: Id) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    deciding.announce(here, challenge)
    return here.leave(f"{challenge.path}?said=challenge-out")


@doors.get("/extend")
def later_dates(here: Here, challenge_id: Id) -> Response:
    """Those that are still to come."""
    challenge = queries.the_challenge(here, challenge_id)
    require(policy.may_lead(here.me))
    if queries.phase_of(challenge) not in policy.ANNOUNCED:
        return here.go(challenge.path)
    known = queries.dates_of(challenge)
    to_come = {name: date for name, date in known.items() if date and date > now()}
    return here.page(
        "challenges/extend.html",
        challenge=challenge,
        labels=dates.LABELS,
        dates={name: dates.as_field(d, here.cohort.zone) for name, d in to_come.items()},
    )


@doors.post("/extend")
def extend(here: Here, challenge_id: Id, form: Puts) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    known = queries.dates_of(challenge)
    said = {n: dates.as_field(d, here.cohort.zone) for n, d in known.items()}
    new = dates.read(said | dict(form.dates), here.cohort.zone, known, now())
    deciding.put_off(here, challenge, new, form.reason)
    return here.leave(f"{challenge.path}?said=saved")


@doors.get("/cancel")
def sure(here: Here, challenge_id: Id) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    require(policy.may_lead(here.me))
    if queries.phase_of(challenge) not in policy.ANNOUNCED:
        return here.go(challenge.path)
    return here.page("challenges/cancel.html", challenge=challenge)


@doors.post("/cancel")
def cancel(here: Here, challenge_id: Id, form: Says) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    deciding.cancel(here, challenge, form.reason)
    return here.leave(challenge.path)


@doors.get("/delete")
def for_good(here: Here, challenge_id: Id) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    accepted = is_accepted(here, challenge)
    if not policy.may_throw_away(here.me, challenge, accepted=accepted):
        return here.go(challenge.path)
    return here.page("challenges/delete.html", challenge=challenge)


@doors.post("/delete")
def delete(here: Here, challenge_id: Id) -> Response:
    throw_away(here, queries.the_challenge(here, challenge_id))
    return here.go("/challenges")


@doors.post("/archive")
def archive(here: Here, challenge_id: Id) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    deciding.archive(here, challenge)
    return here.leave(challenge.path)


@doors.post("/accept")
def accept(here: Here, challenge_id: Id) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    deciding.accept(here, challenge)
    return here.leave(f"{challenge.path}?said=decided")


@doors.get("/decline")
def why_not(here: Here, challenge_id: Id) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    require(policy.may_lead(here.me))
    if challenge.standing is not Standing.proposed:
        return here.go(challenge.path)
    return here.page("challenges/decline.html", challenge=challenge)


@doors.post("/decline")
def decline(here: Here, challenge_id: Id, form: Says) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    deciding.decline(here, challenge, form.reason)
    return here.leave(f"{challenge.path}?said=decided")
