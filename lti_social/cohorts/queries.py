"""What can be asked of people, of the cohort they are in, and of those beside it."""

from collections.abc import Sequence

from sqlalchemy import bindparam, or_, select

from lti_social.cohorts.door import ABSOLUTE
from lti_social.cohorts.here import Here, named_as
from lti_social.cohorts.models import (
    TEAM,
    Cohort,
    Course,
    CourseGroup,
    Member,
    Person,
    Role,
    Visit,
    standing,
)
from lti_social.cohorts.records import (
    Appointment,
    Division,
    LevelChange,
    Pause,
    PhaseChange,
)
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.core.wall import ALL_COHORTS, Database, open_house

MOST = 50  # people to choose from; more of them are found by name


def names_of_team(here: Here) -> set[str]:
    """The names of who facilitates or was given a role, folded: nobody else may pass for
    one of them."""
    theirs = or_(Member.role.in_(TEAM), Member.given.is_not(None))
    names = select(Member.name).where(theirs, Member.id != here.me.id)
    return {name.casefold() for name in here.db.scalars(names)}


def team(db: Database) -> set[int]:
    """Who facilitates the cohort (ids), without those who left."""
    ids = select(Member.id).where(standing(Member).in_(TEAM), Member.left_at.is_(None))
    return set(db.scalars(ids))


def my_choices(here: Here) -> AnyRow:
    """The language the reader chose (None: as the LMS says), their time zone (None: as
    the cohort's), and whether always light."""
    chosen = select(Person.language, Person.zone, Person.light)
    chosen = chosen.where(Person.id == here.me.person_id)
    return here.db.execute(chosen).one()


def cohort_choices(here: Here) -> AnyRow:
    """What the trainer chose for this cohort; an empty name is the course's own."""
    chosen = select(
        *(Cohort.name, Cohort.language, Cohort.zone, Cohort.champions_endorse),
        *(Course.title, CourseGroup.name.label("group"), CourseGroup.lms_id),
    ).select_from(Cohort)
    own = chosen.join(Course, Course.id == Cohort.course_id)
    own = own.outerjoin(CourseGroup, CourseGroup.id == Cohort.group_id)
    return here.db.execute(own).one()


def latest_phase(here: Here) -> AnyRow | None:
    """Who changed the phase last, and when."""
    latest = select(PhaseChange.at, Member.name).join(
        Member, Member.id == PhaseChange.member_id
    )
    return here.db.execute(latest.order_by(PhaseChange.id.desc()).limit(1)).one_or_none()


def latest_level(here: Here) -> AnyRow | None:
    """Who said last what the team reads first, and when."""
    latest = select(LevelChange.at, Member.name).join(
        Member, Member.id == LevelChange.member_id
    )
    return here.db.execute(latest.order_by(LevelChange.id.desc()).limit(1)).one_or_none()


def pause(here: Here) -> AnyRow | None:
    """Since when writing is paused, by whom, and what they say."""
    paused = select(Pause.at, Pause.sentence, Member.name).join(
        Member, Member.id == Pause.member_id
    )
    return here.db.execute(paused.where(Pause.ended_at.is_(None))).one_or_none()


def division(here: Here) -> AnyRow | None:
    """Since when the cohorts of the course follow its groups, and who said so: a name,
    where this cohort knows them."""
    in_force = select(Division.at, Member.name).outerjoin(
        Member, Member.person_id == Division.by_id
    )
    ours = (Division.course_id == here.cohort.course_id, Division.ended_at.is_(None))
    return here.db.execute(in_force.where(*ours)).one_or_none()


def groups_of_course(here: Here) -> Sequence[AnyRow]:
    """The groups that launches named so far."""
    ours = CourseGroup.course_id == here.cohort.course_id
    groups = select(CourseGroup.id, CourseGroup.lms_id, CourseGroup.name).where(ours)
    return here.db.execute(groups.order_by(CourseGroup.id)).all()


def appointed(here: Here) -> Sequence[AnyRow]:
    """Who has a role that was given here, since when."""
    in_force = (
        select(Member.id, Member.name, Appointment.role, Appointment.at)
        .join(Appointment, Appointment.member_id == Member.id)
        .where(Appointment.ended_at.is_(None))
    )
    return sorted(here.db.execute(in_force).all(), key=lambda row: row.name.casefold())


def people_called(here: Here, who: str) -> Sequence[AnyRow]:
    """Members whose name has this in it, LMS administrators aside; one more than are
    shown at a time."""
    named = select(Member.id, Member.name).where(Member.role != Role.admin)
    rows = here.db.execute(named.where(Member.name != "")).all()
    found = [row for row in rows if who.casefold() in row.name.casefold()]
    return sorted(found, key=lambda row: row.name.casefold())[: MOST + 1]


_BESIDE = (
    select(
        *(Cohort.id, Cohort.name, Cohort.group_id, Course.title),
        *(CourseGroup.name.label("group"), CourseGroup.lms_id),
    )
    .join(Course, Course.id == Cohort.course_id)
    .outerjoin(CourseGroup, CourseGroup.id == Cohort.group_id)
    .join(Visit, Visit.cohort_id == Cohort.id)
    .where(
        Visit.session_id == bindparam("session"),
        Visit.opened_at >= bindparam("since"),
        Cohort.course_id == bindparam("course"),
    )
    .execution_options(**ALL_COHORTS)
)


def cohorts_to_go_to(here: Here) -> Sequence[tuple[int, str, bool]]:
    """The cohorts of the course that this visit may enter: id, name, whether writing goes
    on there. Their names alone are looked at, past the wall: the launch opened each."""
    known = {"session": here.me.session_id, "course": here.cohort.course_id}
    with open_house(here.ask.reads) as db:
        rows = db.execute(_BESIDE, known | {"since": now() - ABSOLUTE}).all()
    divided = here.cohort.is_divided
    cohorts = [
        (
            row.id,
            row.name or named_as(row.title, row.group or row.lms_id),
            divided == (row.group_id is not None),
        )
        for row in rows
    ]
    return sorted(cohorts, key=lambda one: (not one[2], one[1].casefold()))
