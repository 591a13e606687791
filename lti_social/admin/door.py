"""The one door to the console: every route under /admin goes through it.

Two kinds of people get in: the operator, by the cookie of a one-time link; and somebody
whose latest launch said that they run their LMS, by the cookie of that launch, while the
registration is theirs alone: where deployments do not share their people (Blackboard's are
customers), each may be another organisation. Everybody else is told that there is nothing
here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, exists, select, update

from lti_social.admin.desk import PATH, Desk
from lti_social.admin.models import AdminSession
from lti_social.cohorts.door import ABSOLUTE, ANOTHER_VISIT, IDLE, TOUCH
from lti_social.cohorts.models import Person, Visit, WebSession
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict, Expired, NotFound
from lti_social.core.rows import AnyRow
from lti_social.core.wall import ALL_COHORTS, Database, open_house
from lti_social.lti.audit import OPERATOR, AuditEntry, Event, note
from lti_social.lti.models import Deployment, Platform
from lti_social.lti.reasons import tame
from lti_social.web import session
from lti_social.web.hop import Ask

COOKIE = "__Host-lti-social-admin"
ENDED = N_(
    "Your visit to the console has ended. Open it again from your LMS, or by a new link "
    "from whoever runs this tool."
)
SEVERAL = N_(
    "This registration serves several places that do not share their people: they may be "
    "other organisations than yours. Whoever runs this tool looks after it."
)


@contextmanager
def sit_down(ask: Ask) -> Iterator[Desk]:
    """Let somebody in, or say why not; what they write is saved when they leave."""
    with open_house(ask.reads) as db:
        desk = _desk(db, ask)
        if not ask.writes:
            yield desk
            return
    if not session.same(ask.form.get(session.FORM_KEY, ""), desk.form_key):
        raise Conflict(ANOTHER_VISIT)
    with open_house(ask.engine) as db, db.begin():
        yield replace(desk, db=db)


_OPERATOR = select(AdminSession.id, AdminSession.opened_at, AdminSession.seen_at).where(
    AdminSession.token_hash == bindparam("token_hash")
)
_VISITOR = (
    select(
        *(WebSession.id, WebSession.seen_at, WebSession.launched_at.label("opened_at")),
        *(WebSession.language.label("launch_language"), Person.language, Person.light),
        *(WebSession.administers_as, Platform.id.label("platform_id")),
        *(Platform.name.label("lms"), Platform.frame_origins),
        exists()
        .where(Deployment.platform_id == Platform.id, Deployment.accepted_at.is_not(None))
        .where(Deployment.id != Person.deployment_id)  # of whom all deployments know: none
        .label("is_one_of_several"),
    )
    .join(Person, Person.id == WebSession.person_id)
    .join(Platform, Platform.id == Person.platform_id)
    .where(WebSession.token_hash == bindparam("token_hash"))
)
_LATEST_VISIT = (
    select(Visit.cohort_id)
    .where(Visit.session_id == bindparam("session_id"))
    .order_by(Visit.opened_at.desc(), Visit.id.desc())
    .limit(1)
    .execution_options(**ALL_COHORTS)
)
_HAS_OPENED = select(
    exists().where(
        AuditEntry.by == bindparam("by"),
        AuditEntry.event == Event.console_opened,
        AuditEntry.at >= bindparam("since"),
    )
)


def _desk(db: Database, ask: Ask) -> Desk:
    """The operator's where both cookies came: no frame of an LMS sends theirs."""
    tokens = {name: ask.request.cookies.get(name) for name in (COOKIE, session.COOKIE)}
    known = {name: token for name, token in tokens.items() if token}
    if ask.writes and session.FORM_KEY in ask.form:
        _check_form(ask.form[session.FORM_KEY], known)
    if COOKIE in known and (desk := _of_operator(db, ask, known[COOKIE])):
        return desk
    if session.COOKIE in known:
        return _of_administrator(db, ask, known[session.COOKIE])
    raise Expired(ENDED)


def _check_form(sent: str, known: Mapping[str, str]) -> None:
    """That the page was rendered for a visit that still goes on in this browser."""
    keys = map(session.form_value, known.values())
    if known and not any(session.same(sent, key) for key in keys):
        raise Conflict(ANOTHER_VISIT)


def _of_operator(db: Database, ask: Ask, token: str) -> Desk | None:
    row = db.rows(_OPERATOR, {"token_hash": session.hashed(token)}).one_or_none()
    if row is None or _is_over(row):
        return None
    ask.request.state.home = PATH
    desk = Desk(db, ask, OPERATOR, None, session.form_value(token))
    _touch(desk, AdminSession, row)
    return desk


def _of_administrator(db: Database, ask: Ask, token: str) -> Desk:
    row = db.rows(_VISITOR, {"token_hash": session.hashed(token)}).one_or_none()
    if row is None:
        raise Expired(ENDED)
    ask.request.state.locale = row.language or row.launch_language
    if row.administers_as is None:
        raise NotFound
    if _is_over(row):
        raise Expired(ENDED)
    if row.is_one_of_several:
        raise NotFound(SEVERAL)
    ask.request.state.frame_origins = row.frame_origins
    ask.request.state.home = PATH
    who = tame(f"{row.administers_as} ({row.lms})")
    key = session.form_value(token)
    cohort_id = db.scalar(_LATEST_VISIT, {"session_id": row.id})
    desk = Desk(db, ask, who, row.platform_id, key, row.light, cohort_id)
    _touch(desk, WebSession, row)
    _note_opening(desk, row.opened_at)
    return desk


def _is_over(row: AnyRow) -> bool:
    since_seen, since_opened = now() - row.seen_at, now() - row.opened_at
    return bool(since_seen > IDLE or since_opened > ABSOLUTE)


def _touch(desk: Desk, kind: type[AdminSession | WebSession], row: AnyRow) -> None:
    if now() - row.seen_at > TOUCH:
        seen = update(kind).where(kind.id == row.id).values(seen_at=now())
        desk.aside(lambda db: db.execute(seen))


def _note_opening(desk: Desk, since: datetime) -> None:
    """Once for each launch: what else they do here is on record by itself."""
    asked = {"by": desk.who, "since": since}
    if not desk.db.rows(_HAS_OPENED, asked).scalar_one():
        desk.aside(
            lambda db: note(
                db, Event.console_opened, by=desk.who, platform_id=desk.platform_id
            )
        )
