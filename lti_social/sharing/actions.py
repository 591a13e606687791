"""Letting a card go beyond its cohort, passing it on, and taking it back."""

from sqlalchemy import CursorResult, update

from lti_social.cohorts.here import Here, require
from lti_social.cohorts.record import record
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict
from lti_social.core.jobs import later
from lti_social.lti.audit import Event
from lti_social.notifications.models import Kind
from lti_social.practices.models import Credit, Known, Practice
from lti_social.sharing import copying, jobs, policy, queries
from lti_social.sharing.models import Consent, Reach, Widening

NOT_OUT = N_("This practice is not published: only what the cohort can try is passed on.")
NOT_AGREED = N_("Its authors do not agree to that, or do not agree any more.")
SEVERAL = N_(
    "This registration serves several organisations that do not know each other: a "
    "practice goes no farther than its course."
)
COURSE_FIRST = N_("It is shown in the course first: a trainer passes it on to there.")


def consent(here: Here, card: Practice, reach: Reach | None, outside: Known) -> None:
    """As far as that, shown like that; or (None) no farther than the cohort: what was
    passed on farther is taken back, and stays so even if they agree again."""
    require(
        policy.may_consent(here.me, writes=here.me.id in queries.consents(here.db, card))
    )
    if reach is not None and not queries.is_public(here.db, card):
        raise Conflict(NOT_OUT)
    before = update(Consent).where(
        Consent.practice_id == card.id,
        Consent.member_id == here.me.id,
        Consent.ended_at.is_(None),
    )
    here.db.execute(before.values(ended_at=now()))
    if reach is not None:
        here.db.add(Consent(practice_id=card.id, member_id=here.me.id, reach=reach))
        here.db.flush()
    mine = (Credit.practice_id == card.id, Credit.member_id == here.me.id)
    here.db.execute(update(Credit).where(*mine).values(outside=outside))
    _take_back(here, card, reach)


def ask(here: Here, card: Practice) -> None:
    """The authors, whether it may go beyond the cohort."""
    require(policy.may_ask(here.me))
    if not queries.is_public(here.db, card):
        raise Conflict(NOT_OUT)
    later(here.db, jobs.tell_asked, practice_id=card.id, by=here.me.id)


def widen(here: Here, card: Practice, reach: Reach) -> None:
    """To the course; from there to the organisation."""
    require(policy.may_widen(here.me, reach))
    if not queries.is_public(here.db, card):
        raise Conflict(NOT_OUT)
    agreed = queries.least(list(queries.consents(here.db, card).values()))
    if agreed is None or not agreed.covers(reach):
        raise Conflict(NOT_AGREED)
    if reach is Reach.organisation and queries.serves_several(here.db):
        raise Conflict(SEVERAL)
    before = queries.widened(here.db, card)
    if before is not None and before.covers(reach):
        return
    if reach is not Reach.course and before is None:
        raise Conflict(COURSE_FIRST)
    here.db.add(Widening(practice_id=card.id, member_id=here.me.id, reach=reach))
    here.db.flush()
    copying.begin(here.db, card)
    _tell(here, card, Kind.shared)
    _note(here, card, Event.widened, reach)


def narrow(here: Here, card: Practice, reach: Reach | None) -> None:
    """Back to the course, or (None) to the cohort: at once."""
    require(
        policy.may_narrow(here.me, writes=here.me.id in queries.consents(here.db, card))
    )
    if _take_back(here, card, reach):
        _tell(here, card, Kind.unshared)
        _note(here, card, Event.narrowed, reach)


def _take_back(here: Here, card: Practice, reach: Reach | None) -> bool:
    farther = [one for one in Reach if reach is None or not reach.covers(one)]
    theirs = update(Widening).where(
        Widening.practice_id == card.id,
        Widening.reach.in_(farther),
        Widening.ended_at.is_(None),
    )
    ended = here.db.execute(theirs.values(ended_at=now(), ended_by_id=here.me.id))
    assert isinstance(ended, CursorResult)
    copying.keep_in_step(here.db, card)
    return bool(ended.rowcount)


def _tell(here: Here, card: Practice, kind: Kind) -> None:
    later(here.db, jobs.tell_authors, practice_id=card.id, kind=kind.value, by=here.me.id)


def _note(here: Here, card: Practice, event: Event, reach: Reach | None) -> None:
    """What an administrator of the LMS does here is on record, by the card's address."""
    if here.me.is_admin:
        path = f"{here.path}{card.path}"
        record(here.db, here.me, event, path=path, name=reach.value if reach else "cohort")
