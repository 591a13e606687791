"""What is decided about a challenge.

Each verb acts where the challenge stands so that it may, and leaves it alone elsewhere: of
two who decide at once, the first did.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from lti_social.challenges import dates, finding, jobs, policy, queries, when
from lti_social.challenges.lacking import lacking
from lti_social.challenges.models import Challenge, Standing, Step
from lti_social.challenges.noting import note
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Cohort
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict, Invalid
from lti_social.core.jobs import later

TOO_MANY = N_(
    "Two challenges are under way in that time already: more than two at once is too much "
    "for a cohort. Choose other dates."
)


def announce(here: Here, challenge: Challenge) -> None:
    """Everybody sees it, and is told. It opens on its date."""
    require(policy.may_announce(here.me))
    if challenge.standing is not Standing.draft:
        return
    if missing := lacking(challenge, queries.criteria_of(here, challenge)):
        raise Invalid(fields=missing)
    _require_room(here, challenge)
    challenge.standing = Standing.announced
    note(here, challenge, Step.announced)
    finding.refresh(here.db, challenge)
    later(here.db, jobs.tell_cohort, challenge_id=challenge.id, by=here.me.id)


def put_off(
    here: Here, challenge: Challenge, new: Mapping[str, datetime | None], reason: str
) -> None:
    """Give more time: dates that are still to come move to later ones."""
    require(policy.may_lead(here.me))
    if queries.phase_of(challenge) not in policy.ANNOUNCED:
        return
    before = queries.dates_of(challenge)
    after = before | dict(new)
    dates.require_put_off(before, after, now())
    moved = [name for name in dates.NAMES if after[name] != before[name]]
    if not moved:
        return
    for name in moved:
        setattr(challenge, name, after[name])
    _require_room(here, challenge)
    detail = {name: [_iso(before[name]), _iso(after[name])] for name in moved}
    note(here, challenge, Step.extended, reason=reason, detail=detail)
    when.put_off.tell(here.db, challenge, before)
    later(here.db, jobs.tell_cohort, challenge_id=challenge.id, by=here.me.id)


def cancel(here: Here, challenge: Challenge, reason: str) -> None:
    """What was announced and is not over. What was handed in stays with its authors, and
    they read the reviews of it that were sent."""
    require(policy.may_lead(here.me))
    if queries.phase_of(challenge) not in policy.ANNOUNCED:
        return
    challenge.standing = Standing.cancelled
    note(here, challenge, Step.cancelled, reason=reason)
    when.cancelled.tell(here.db, challenge)
    finding.refresh(here.db, challenge)
    later(here.db, jobs.tell_cohort, challenge_id=challenge.id, by=here.me.id)


def archive(here: Here, challenge: Challenge) -> None:
    """What is over or was cancelled, out of the way; it can still be read."""
    require(policy.may_lead(here.me))
    if queries.phase_of(challenge) not in policy.DONE:
        return
    challenge.standing = Standing.archived
    note(here, challenge, Step.archived)
    finding.refresh(here.db, challenge)


def accept(here: Here, challenge: Challenge) -> None:
    """A proposal becomes a draft, which the team completes and announces."""
    require(policy.may_lead(here.me))
    _decide(here, challenge, Step.accepted, Standing.draft)


def decline(here: Here, challenge: Challenge, reason: str) -> None:
    """A proposal; its author reads why."""
    require(policy.may_lead(here.me))
    _decide(here, challenge, Step.declined, Standing.declined, reason)


def _decide(
    here: Here, challenge: Challenge, step: Step, becomes: Standing, reason: str = ""
) -> None:
    if challenge.standing is not Standing.proposed:
        return
    challenge.standing = becomes
    note(here, challenge, step, reason=reason)
    later(here.db, jobs.tell_author, challenge_id=challenge.id, by=here.me.id)


def _require_room(here: Here, challenge: Challenge) -> None:
    """Of two who announce at once, the second waits for the first, and counts it."""
    cohort = select(Cohort.id).where(Cohort.id == here.cohort.id)
    here.db.execute(cohort.with_for_update(key_share=True)).one()
    if queries.is_too_many(here, challenge):
        raise Conflict(TOO_MANY)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
