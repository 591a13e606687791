"""Who arrives by a launch: their course, the person, and their seats in its cohorts."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import delete, select, update

from lti_social.cohorts.finding import found_or_made
from lti_social.cohorts.groups import ways
from lti_social.cohorts.jobs import ask_for_roster
from lti_social.cohorts.linking import note_link, note_services
from lti_social.cohorts.models import Course, Member, Person, Role, Visit
from lti_social.cohorts.persons import TEST, name_at_lms, people_of
from lti_social.cohorts.reaching import note_address
from lti_social.cohorts.settling import LATELY
from lti_social.core.clock import now
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
    person = _person(db, launch)
    note_address(db, person.id, launch)
    session_id = opens(person.id)
    course = _course(db, launch)
    if note_services(course, launch):
        ask_for_roster(db, course.id)
    note_link(db, course, launch)
    role = role_of_visit(launch.roles)
    opened = ways(db, course.id, person.id, role, launch.group_ids or ())
    for cohort_id in opened.end:
        with db.within(cohort_id) as inside:
            _end_visits(inside, person.id)
    for cohort_id in opened.shut:
        with db.within(cohort_id) as inside:
            _shut_out(inside, person.id)
    visit = {"session_id": session_id, "role": role, "beside": len(opened.open) - 1}
    seats = []
    for cohort_id in opened.open:
        with db.within(cohort_id) as inside:
            member = _visit(inside, launch, person.id, visit)
        is_in_use = cohort_id in opened.in_use
        seats.append(Seat(cohort_id, member.id, member.name, is_in_use))
    return seats


def role_of_visit(roles: frozenset[LmsRole]) -> Role:
    """Administrators stay administrators, even where the LMS calls them instructors too."""
    return Role(strongest(roles).value)


def _person(db: Database, launch: Launch) -> Person:
    """By platform where its deployments share people; never a preview user as somebody."""
    family = None if launch.is_test_user else launch.family
    key = {
        **people_of(launch.platform_id, launch.deployment_id, family),
        "sub": f"{TEST}{launch.sub}" if launch.is_test_user else launch.sub,
    }
    return found_or_made(db, Person, key)


def _course(db: Database, launch: Launch) -> Course:
    key = {"deployment_id": launch.deployment_id, "lms_id": launch.course_key}
    title = launch.context_title or launch.context_label or ""
    course = found_or_made(db, Course, key, title=title)
    course.title = title or course.title
    return course


def _end_visits(db: Database, person_id: int) -> None:
    theirs = select(Member.id).where(Member.person_id == person_id)
    db.execute(delete(Visit).where(Visit.member_id.in_(theirs)))


def _shut_out(db: Database, person_id: int) -> None:
    """Nothing of this cohort is sent to them until a launch leads here again."""
    theirs = update(Member).where(Member.person_id == person_id)
    db.execute(theirs.where(Member.shut_out_at.is_(None)).values(shut_out_at=now()))


def _visit(
    db: Database, launch: Launch, person_id: int, visit: dict[str, object]
) -> Member:
    """Note the visit to the cohort of `db`; who the visitor is there."""
    role = role_of_visit(launch.roles)
    member = _member(db, launch, person_id, role)
    row = visit | {"member_id": member.id, "opened_at": now()}
    changing = ["member_id", "role", "beside", "opened_at"]
    upsert(db, Visit, [row], key=Visit.one_per, update=changing)
    return member


def _member(db: Database, launch: Launch, person_id: int, role: Role) -> Member:
    name = name_at_lms(launch)
    member = found_or_made(db, Member, {"person_id": person_id}, name=name, role=role)
    member.name = member.name or name
    if member.left_at:  # the LMS lets them in, so what its roster said is outdated
        member.left_at = member.rostered_at = None
    member.shut_out_at = None
    _note_role(member, role)
    return member


def _note_role(member: Member, role: Role) -> None:
    """What the launch says counts more than what the roster said before the first one."""
    seen = member.role_seen_at
    if seen is None:
        member.here_since = now()
    age = now() - seen if seen else timedelta.max
    if role.rank > member.role.rank or age > (OFTEN if role is member.role else LATELY):
        member.role, member.role_seen_at = role, now()
