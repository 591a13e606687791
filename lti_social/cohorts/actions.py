"""What members can change about themselves and their cohort."""

from typing import Any

from sqlalchemy import update

from lti_social.cohorts import policy
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.jobs import ask_for_roster
from lti_social.cohorts.listing import roster_of
from lti_social.cohorts.models import Cohort, Member, Person, Phase
from lti_social.cohorts.queries import names_of_team
from lti_social.cohorts.record import record
from lti_social.cohorts.records import Chair, PhaseChange
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict
from lti_social.lti.audit import Event


def arrange_corner(here: Here, name: str, language: str, zone: str, *, light: bool) -> None:
    """Everyone may name themselves and choose language, time zone and appearance."""
    if not here.me.teaches and name.casefold() in names_of_team(here):
        raise Conflict(N_("Somebody of the team has this name. Add an initial to yours."))
    here.db.execute(update(Member).where(Member.id == here.me.id).values(name=name))
    theirs = update(Person).where(Person.id == here.me.person_id)
    here.db.execute(
        theirs.values(language=language or None, zone=zone or None, light=light)
    )


def say_purpose(here: Here, purpose: str) -> None:
    require(policy.may_set_up(here.me))
    here.db.execute(
        update(Cohort).where(Cohort.id == here.cohort.id).values(purpose=purpose)
    )


def set_up(here: Here, name: str, language: str, zone: str, *, champions: bool) -> None:
    """Name, default language, time zone, and whether champions may endorse."""
    require(policy.may_set_up(here.me))
    values = {"name": name, "language": language or None, "zone": zone}
    ours = update(Cohort).where(Cohort.id == here.cohort.id)
    here.db.execute(ours.values(champions_endorse=champions, **values))


def change_phase(here: Here, phase: Phase) -> None:
    require(policy.may_set_up(here.me))
    if phase is here.cohort.phase:
        return
    here.db.execute(update(Cohort).where(Cohort.id == here.cohort.id).values(phase=phase))
    here.db.add(PhaseChange(member_id=here.me.id, phase=phase))


def read_roster_again(here: Here) -> None:
    require(policy.may_read_roster(here.me))
    roster = roster_of(here)
    if roster.roster_url is None:
        raise Conflict(N_("The LMS does not give the tool the roster of this course."))
    ask_for_roster(here.db, roster.course_id)


def take_the_chair(here: Here, *, on: bool) -> None:
    """An LMS administrator acts as a trainer here, or stops; both are on record."""
    require(policy.may_take_the_chair(here.me))
    mine = (Chair.member_id == here.me.id, Chair.left_at.is_(None))
    left: Any = here.db.execute(update(Chair).where(*mine).values(left_at=now()))
    if on:
        here.db.add(Chair(member_id=here.me.id))
    if on or left.rowcount:
        record(here.db, here.me, Event.chair_taken if on else Event.chair_left)
