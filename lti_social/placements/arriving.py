"""To which page of its cohorts a launch leads."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import delete, select

from lti_social.cohorts.arriving import Seat, role_of_visit
from lti_social.cohorts.entering import Page
from lti_social.cohorts.models import Member, Role
from lti_social.core.clock import now
from lti_social.core.errors import N_, Forbidden, NotFound
from lti_social.core.wall import Database, upsert
from lti_social.lti.claims import Kind
from lti_social.lti.deep_link import Wanted
from lti_social.lti.launch import Launch
from lti_social.placements import policy, queries
from lti_social.placements.copying import former_courses
from lti_social.placements.kinds import of_kind
from lti_social.placements.models import Former, Picking
from lti_social.placements.models import Kind as PlaceKind
from lti_social.web.hop import Ask

KEPT = timedelta(days=1)  # that a choice may stay open

NEVER_HERE = N_("This person has not been in the cohort yet: there is nothing to look at.")


def onward(ask: Ask, db: Database, launch: Launch, seats: Sequence[Seat]) -> Page | None:
    """One page of one of these cohorts; None where the launch names no place of its own."""
    if launch.wanted:
        return _picker(ask, db, launch.wanted, seats[0])
    if launch.kind is Kind.review:
        return _review(db, launch, seats)
    return _placed(db, launch, seats) or _former(db, launch, seats[0])


def wanted_of(ask: Ask, picking: Picking) -> Wanted:
    return Wanted(**json.loads(ask.lti.seal.decrypt(picking.sealed)))


def _picker(ask: Ask, db: Database, wanted: Wanted, seat: Seat) -> Page:
    sealed = ask.lti.seal.encrypt(json.dumps(asdict(wanted)).encode())
    picking = Picking(member_id=seat.member_id, sealed=sealed)
    with db.within(seat.cohort_id) as inside:
        mine = Picking.member_id == seat.member_id
        inside.execute(delete(Picking).where(mine, Picking.began_at < now() - KEPT))
        inside.add(picking)
        inside.flush()
        return Page(seat, f"/place/{picking.id}")


def _review(db: Database, launch: Launch, seats: Sequence[Seat]) -> Page:
    """The work of whom the LMS names. A learner can forge that name, so they see their own
    work and nobody else's."""
    if launch.for_user == launch.sub:
        return Page(seats[0], f"/members/{seats[0].member_id}/posts")
    for seat in seats:
        with db.within(seat.cohort_id) as inside:
            role = role_of_visit(launch.roles)
            if not queries.sits_as_trainer(inside, seat.member_id, role):
                raise Forbidden(policy.ONLY_OWN_WORK)
            me = inside.get_one(Member, seat.member_id)
            found = queries.member_called(inside, launch.for_user or "", like=me)
        if found:
            return Page(seat, f"/members/{found}/posts")
    raise NotFound(NEVER_HERE)


def _placed(db: Database, launch: Launch, seats: Sequence[Seat]) -> Page | None:
    key = launch.custom.get("place", "")
    for seat in seats if key else ():
        with db.within(seat.cohort_id) as inside:
            found = queries.placement_with(inside, key)
        if found and found.kind is not PlaceKind.home:
            return Page(seat, of_kind(found.kind).path(found.target))
        if found and len(seats) == 1:
            return Page(seat, "")
    return None


def _former(db: Database, launch: Launch, seat: Seat) -> Page | None:
    """A trainer is asked what to carry over, until one of them has answered."""
    key, role = launch.custom.get("place", ""), role_of_visit(launch.roles)
    if role not in (Role.instructor, Role.admin):
        return None
    with db.within(seat.cohort_id) as inside:
        if not queries.sits_as_trainer(inside, seat.member_id, role):
            return None
        me = inside.get_one(Member, seat.member_id)
    found = former_courses(db, launch, key, me.person_id)
    with db.within(seat.cohort_id) as inside:
        answered = {row.course_id: row.answered_at for row in inside.rows(_ANSWERS)}
        if new := [one for one in found if one not in answered]:
            rows = [{"course_id": one, "seen_at": now(), "taken": []} for one in new]
            upsert(inside, Former, rows, key=Former.one_per)
    return Page(seat, "/former") if any(not answered.get(one) for one in found) else None


_ANSWERS = select(Former.course_id, Former.answered_at)
