"""Giving members a role that the LMS does not send, and taking it back: all on record."""

from sqlalchemy import select, update

from lti_social.cohorts import policy
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Member, Role
from lti_social.cohorts.records import Appointment
from lti_social.core.clock import now
from lti_social.core.errors import NotFound


def appoint(here: Here, member_id: int, role: Role) -> None:
    """One role a person: another one ends the first."""
    require(policy.may_appoint(here.me))
    member = _the_member(here, member_id)
    if member.given is role:
        return
    _end(here, member)
    member.given = role
    here.db.add(Appointment(member_id=member.id, role=role, by_id=here.me.id))


def take_back(here: Here, member_id: int) -> None:
    require(policy.may_appoint(here.me))
    member = _the_member(here, member_id)
    _end(here, member)
    member.given = None


def _the_member(here: Here, member_id: int) -> Member:
    """Locked, so that of two appointments at once the later one ends the earlier."""
    of_id = select(Member).where(Member.id == member_id)
    member = here.db.scalar(of_id.with_for_update(key_share=True))
    if member is None:
        raise NotFound
    return member


def _end(here: Here, member: Member) -> None:
    in_force = (Appointment.member_id == member.id, Appointment.ended_at.is_(None))
    ended = {"ended_at": now(), "ended_by_id": here.me.id}
    here.db.execute(update(Appointment).where(*in_force).values(ended))
