"""The one door into a cohort's rows: every page and every write in one goes through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Update, bindparam, exists, func, select, update

from lti_social.cohorts.here import Here, Me, Place, named_as
from lti_social.cohorts.models import (
    Cohort,
    Course,
    CourseGroup,
    Member,
    Person,
    Role,
    Visit,
    WebSession,
)
from lti_social.cohorts.record import record_reading
from lti_social.cohorts.records import Chair, Division, Pause
from lti_social.cohorts.way_back import way_back
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict, Expired, NotFound
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database, open_cohort, open_house
from lti_social.lti.models import Platform
from lti_social.web import session
from lti_social.web.hop import Ask
from lti_social.web.i18n import zone

IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
AWAY = timedelta(minutes=30)  # a launch sooner than this goes on with the same visit
TOUCH = timedelta(minutes=5)  # how stale "seen" may be: one write in many pages


@contextmanager
def step_into(ask: Ask, cohort_id: int) -> Iterator[Here]:
    """Let the visitor in, or say why not; what they write is saved when they leave."""
    try:
        with _stepped_into(ask, cohort_id) as here:
            yield here
    except Expired:
        if not ask.writes:
            ask.request.state.way_back = way_back(ask, cohort_id)
        raise


@contextmanager
def _stepped_into(ask: Ask, cohort_id: int) -> Iterator[Here]:
    token = ask.request.cookies.get(session.COOKIE)
    if not token:  # somebody who writes was here a moment ago
        raise Expired if ask.writes else Expired(FROM_THE_LMS)
    if not ask.writes:
        with open_cohort(ask.reads, cohort_id) as db:
            yield _known(db, ask, token)
        return
    is_ours = _is_of_this_visit(ask, token)
    if not is_ours and session.FORM_KEY in ask.form:  # whatever the cohort
        raise Conflict(ANOTHER_VISIT)
    if not _is_somebody(ask, token):  # or anybody could make writers wait
        raise Expired
    with open_cohort(ask.engine, cohort_id) as db, db.begin():
        here = _known(db, ask, token)
        if not is_ours:
            raise Conflict(ANOTHER_VISIT)
        yield here


def is_a_visitor(ask: Ask) -> bool:
    """Whether this is somebody whom the house knows at all."""
    token = ask.request.cookies.get(session.COOKIE)
    return token is not None and _is_somebody(ask, token)


def _is_of_this_visit(ask: Ask, token: str) -> bool:
    """Whether the form comes from a page that was rendered under this very cookie."""
    sent = ask.form.get(session.FORM_KEY, "")
    return session.same(sent, session.form_value(token))


FROM_THE_LMS = N_("This page is part of a course. Open the course in the LMS to read it.")
ANOTHER_VISIT = N_(
    "This page was opened in an earlier visit, and the tool has been opened again since. "
    "Nothing was sent. Copy your text, reload the page, and send it again."
)

_SEEN = select(WebSession.seen_at).where(WebSession.token_hash == bindparam("token_hash"))
_PAUSE = select(Pause.sentence).where(Pause.ended_at.is_(None)).limit(1)
_VISITOR = (
    select(
        *(WebSession.id.label("session_id"), WebSession.seen_at, WebSession.administers_as),
        *(WebSession.language.label("launch_language"), Platform.frame_origins),
        *(Platform.id.label("platform_id"), Platform.name.label("lms")),
        *(Person.id.label("person_id"), Person.language, Person.light),
        Person.zone.label("own_zone"),
        *(Visit.role, Visit.opened_at, Visit.beside, Member.id, Member.name),
        *(Member.waiting, Member.joined_at, Member.here_since, Member.away_since),
        *(Member.given, Cohort.name.label("cohort_name"), Cohort.purpose, Cohort.phase),
        *(Cohort.language.label("cohort_language"), Cohort.zone, Cohort.champions_endorse),
        *(Cohort.champions_curate, Cohort.assistants_curate, Cohort.cards_read_first),
        *(Cohort.course_id, Cohort.group_id, Course.title.label("course_title")),
        *(Cohort.level, _PAUSE.scalar_subquery().label("pause"), Course.outlined_at),
        func.coalesce(func.nullif(CourseGroup.name, ""), CourseGroup.lms_id).label("group"),
        exists()
        .where(Division.course_id == Cohort.course_id, Division.ended_at.is_(None))
        .label("is_divided"),
        exists()
        .where(Chair.member_id == Member.id, Chair.left_at.is_(None))
        .label("in_the_chair"),
    )
    .join(Visit, Visit.session_id == WebSession.id)
    .join(Member, Member.id == Visit.member_id)
    .join(Cohort, Cohort.id == Visit.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .outerjoin(CourseGroup, CourseGroup.id == Cohort.group_id)
    .join(Person, Person.id == WebSession.person_id)
    .join(Platform, Platform.id == Person.platform_id)
    .where(WebSession.token_hash == bindparam("token_hash"))
)


def _known(db: Database, ask: Ask, token: str) -> Here:
    known = {"token_hash": session.hashed(token)}
    row = db.rows(_VISITOR, known).one_or_none()
    if row is None:
        raise NotFound if _is_somebody(ask, token) else Expired
    ask.request.state.frame_origins = row.frame_origins
    ask.request.state.locale = row.language or row.launch_language or row.cohort_language
    ask.request.state.zone = zone(row.own_zone or row.zone)
    ask.request.state.home = f"/c/{db.cohort_id}"
    if now() - row.seen_at > IDLE or now() - row.opened_at > ABSOLUTE:
        raise Expired
    db.know_course(row.course_id)
    db.know_lms(row.platform_id)
    here = _here(db, ask, session.form_value(token), row)
    _note(here, row)
    return here


def _is_somebody(ask: Ask, token: str) -> bool:
    """Whether this is a visitor, if perhaps of another cohort."""
    with open_house(ask.reads) as db:
        seen = db.rows(_SEEN, {"token_hash": session.hashed(token)}).scalar()
        return seen is not None and now() - seen <= IDLE


def _here(db: Database, ask: Ask, key: str, row: AnyRow) -> Here:
    place = _place(db, row)
    is_admin = row.role is Role.admin
    role = Role.instructor if is_admin and row.in_the_chair else row.role
    me = Me(
        id=row.id,
        person_id=row.person_id,
        session_id=row.session_id,
        name=row.name,
        role=role,
        given=None if is_admin else row.given,
        place=place,
        waiting=row.waiting,
        joined_at=row.joined_at,
        away_since=row.here_since if _comes_back(row) else row.away_since,
        light=row.light,
        is_admin=is_admin,
        administers_as=row.administers_as,
        platform_id=row.platform_id,
        lms=row.lms,
        beside=row.beside,
    )
    return Here(db, place, me, ask, key)


def _place(db: Database, row: AnyRow) -> Place:
    assert db.cohort_id is not None
    return Place(
        id=db.cohort_id,
        name=row.cohort_name or named_as(row.course_title, row.group),
        purpose=row.purpose,
        phase=row.phase,
        zone=zone(row.zone),
        champions_endorse=row.champions_endorse,
        champions_curate=row.champions_curate,
        assistants_curate=row.assistants_curate,
        cards_read_first=row.cards_read_first,
        level=row.level,
        pause=row.pause,
        course_id=row.course_id,
        group_id=row.group_id,
        has_outline=row.outlined_at is not None,
        is_divided=row.is_divided,
    )


def _comes_back(row: AnyRow) -> bool:
    """On the first page in this cohort after a launch, if the one before is long ago."""
    return bool(row.opened_at - row.here_since > AWAY)


def _note(here: Here, row: AnyRow) -> None:
    """That somebody is still here, or again; of an administrator, what they look at."""
    if now() - row.seen_at > TOUCH:
        seen = update(WebSession).where(WebSession.id == row.session_id)
        _write(here, seen.values(seen_at=now()))
    if _comes_back(row):
        back = update(Member).where(Member.id == row.id)
        times = {"away_since": row.here_since, "here_since": row.opened_at}
        _write(here, back.values(times))
    if here.me.role is Role.admin and not here.ask.writes:
        with here.aside() as db:
            record_reading(db, here.me, here.ask.path)


def _write(here: Here, change: Update) -> None:
    if here.ask.writes:
        here.db.execute(change)
    else:
        here.note(lambda db: db.execute(change))
