"""Who arrives by a launch: their course, the person, and their seats in its cohorts."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update

from lti_social.cohorts.coming import SEATED, who_comes
from lti_social.cohorts.groups import ways
from lti_social.cohorts.jobs import ask_for_roster
from lti_social.cohorts.linking import note_course, note_link
from lti_social.cohorts.models import Member, Role, Visit
from lti_social.cohorts.persons import name_at_lms
from lti_social.cohorts.reaching import note_address
from lti_social.cohorts.settling import LATELY
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database, upsert
from lti_social.lti.launch import Launch
from lti_social.lti.roles import LmsRole, strongest

OFTEN = timedelta(hours=1)  # how exactly we know when a launch last gave a role

Opens = Callable[[int], int]  # from a person to their session in this browser


class Seat(NamedTuple):
    """Where somebody may go: a cohort, their name in it, whether writing goes on there."""

    cohort_id: int
    member_id: int
    name: str
    is_in_use: bool


def arrive(db: Database, launch: Launch, opens: Opens) -> Sequence[Seat]:
    """The seats that a launch gives in the cohorts of its course, a visit noted for each.
    Visits of earlier launches to its other cohorts end: who left a group is out of it."""
    known = who_comes(db, launch)
    note_address(db, known, launch)
    session_id = opens(known.person_id)
    if note_course(db, known, launch):
        ask_for_roster(db, known.course_id)
    note_link(db, known, launch)
    role = role_of_visit(launch.roles)
    opened = ways(db, known, role, launch.group_ids or ())
    for cohort_id in opened.end:
        with db.within(cohort_id) as inside:
            _end_visits(inside, known.person_id)
    for cohort_id in opened.shut:
        with db.within(cohort_id) as inside:
            _shut_out(inside, known.person_id)
    visit = {"session_id": session_id, "role": role, "beside": len(opened.open) - 1}
    seats = []
    for cohort_id in opened.open:
        with db.within(cohort_id) as inside:
            member_id, name = _visit(inside, launch, known, visit)
        seats.append(Seat(cohort_id, member_id, name, cohort_id in opened.in_use))
    return seats


def role_of_visit(roles: frozenset[LmsRole]) -> Role:
    """Administrators stay administrators, even where the LMS calls them instructors too."""
    return Role(strongest(roles).value)


def _end_visits(db: Database, person_id: int) -> None:
    theirs = select(Member.id).where(Member.person_id == person_id)
    db.execute(delete(Visit).where(Visit.member_id.in_(theirs)))


def _shut_out(db: Database, person_id: int) -> None:
    """Nothing of this cohort is sent to them until a launch leads here again."""
    theirs = update(Member).where(Member.person_id == person_id)
    db.execute(theirs.where(Member.shut_out_at.is_(None)).values(shut_out_at=now()))


def _visit(
    db: Database, launch: Launch, known: AnyRow, visit: dict[str, object]
) -> tuple[int, str]:
    """Note the visit to the cohort of `db`; who the visitor is there, by id and name."""
    seated, name = _seated(db, launch, known), name_at_lms(launch)
    new = _changes(seated, name, role_of_visit(launch.roles))
    if new:
        this = update(Member).where(Member.id == seated.member_id)
        db.execute(this.values(new))
    row = visit | {"member_id": seated.member_id, "opened_at": now()}
    changing = ["member_id", "role", "beside", "opened_at"]
    upsert(db, Visit, [row], key=Visit.one_per, update=changing)
    return seated.member_id, seated.name or name


_SEATED = select(*SEATED).where(Member.person_id == bindparam("person"))


def _seated(db: Database, launch: Launch, known: AnyRow) -> AnyRow:
    """The member, made where the person is here for the first time."""
    is_told = known.cohort_id == db.cohort_id  # whether there is one in this cohort
    if is_told and known.member_id:
        return known
    person = {"person": known.person_id}
    found = None if is_told else db.rows(_SEATED, person).one_or_none()
    if found is None:
        row = {"person_id": known.person_id, "name": name_at_lms(launch)}
        upsert(db, Member, [row | {"role": role_of_visit(launch.roles)}], key=())
        found = db.rows(_SEATED, person).one()
    return found


def _changes(seated: AnyRow, name: str, role: Role) -> dict[str, Any]:
    """What the launch says of the member that is not known yet."""
    new: dict[str, Any] = {}
    if name and not seated.name:
        new["name"] = name
    if seated.left_at:  # the LMS lets them in, so what its roster said is outdated
        new |= {"left_at": None, "rostered_at": None}
    if seated.shut_out_at:
        new["shut_out_at"] = None
    return new | _role_seen(seated, role)


def _role_seen(seated: AnyRow, role: Role) -> dict[str, Any]:
    """What the launch says counts more than what the roster said before the first one."""
    seen = seated.role_seen_at
    new: dict[str, Any] = {} if seen else {"here_since": now()}
    age = now() - seen if seen else timedelta.max
    if role.rank > seated.role.rank or age > (OFTEN if role is seated.role else LATELY):
        new |= {"role": role, "role_seen_at": now()}
    return new
