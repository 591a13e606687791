"""The steps of a self-test. They speak to the LMS: run them outside any transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime

from sqlalchemy import Engine, select

from lti_social.admin.selftest.findings import Finding
from lti_social.cohorts.models import Course
from lti_social.core.clock import now
from lti_social.core.engines import reading
from lti_social.core.rows import AnyRow
from lti_social.core.wall import open_house
from lti_social.lti.failing import OUT_OF_REACH, SILENT, TOO_SLOW, PlatformError
from lti_social.lti.groups import course_groups
from lti_social.lti.http import QUICK, Answer
from lti_social.lti.jwk import usable
from lti_social.lti.keys import signing_key
from lti_social.lti.lineitems import (
    NewLineItem,
    create_line_item,
    delete_line_item,
    line_items,
)
from lti_social.lti.models import Deployment
from lti_social.lti.pages import json_in
from lti_social.lti.profiles import profile_of
from lti_social.lti.profiles.profile import GROUPS, LINE_ITEMS, ROSTER
from lti_social.lti.roster import roster
from lti_social.lti.service import Service
from lti_social.lti.tokens import ask_token
from lti_social.lti.tool import Tool

APART = timedelta(seconds=30)  # clocks that agree worse than this will fail launches soon
COLUMN = "lti-social self-test"
_GONE = {SILENT, OUT_OF_REACH, TOO_SLOW}  # nobody is there: asking again is in vain


@dataclass(frozen=True)
class Found:
    """`about` which course or service, or how many seconds; `said` by the LMS itself."""

    finding: Finding
    about: str = ""
    said: str = ""


def examine(engine: Engine, tool: Tool, platform_id: int) -> list[Found]:
    """All of it, in order; each step that fails is found, and the next one tried."""
    service = Service.of(engine, tool, platform_id, QUICK)
    keys, answer = _keys(service)
    granted, tokens = _tokens(service)
    found = [keys, *([_clock(answer)] if answer else ()), *tokens]
    if ROSTER in granted:
        found += _roster(service)
    if LINE_ITEMS in granted:
        found += _column(service)
    if GROUPS in granted:
        found += _groups(service)
    return found


def _keys(service: Service) -> tuple[Found, Answer | None]:
    lms = service.registration
    try:
        answer = service.tool.http.get(lms.jwks_url, typed=lms.typed_hosts)
        said = json_in(lms.jwks_url, answer.body)
    except PlatformError as error:
        return Found(Finding.keys_silent, said=error.said), None
    published = said.get("keys") if isinstance(said, dict) else None
    good = isinstance(published, list) and any(usable(one) for one in published)
    return Found(Finding.keys_ok if good else Finding.keys_none), answer


def _clock(answer: Answer) -> Found:
    apart = _apart(answer)
    if apart is None:
        return Found(Finding.clock_untold)
    finding = Finding.clock_ok if apart <= APART else Finding.clock_off
    return Found(finding, f"{apart.total_seconds():.0f}")


def _apart(answer: Answer) -> timedelta | None:
    """By the hour that the LMS wrote on its answer, or a cache before it a while ago."""
    try:
        said = parsedate_to_datetime(answer.headers.get("date", ""))
        aged = timedelta(seconds=int(answer.headers.get("age", "0")))
        return abs(now() - said - aged)
    except (TypeError, ValueError, OverflowError):
        return None


def _tokens(service: Service) -> tuple[set[str], list[Found]]:
    """One for each scope that this kind of LMS is asked for: some grant only a part."""
    lms = service.registration
    with open_house(reading(service.engine)) as db:
        key = signing_key(db, service.tool.seal)
    granted, refused = set(), {}
    for scope in profile_of(lms.family, lms.issuer).scopes:
        try:
            ask_token(service.tool, lms, key, [scope])
            granted.add(scope)
        except PlatformError as error:
            refused[scope] = error.said
            if error.said in _GONE:
                return set(), [Found(Finding.access_silent, said=error.said)]
    if not granted:
        return set(), [Found(Finding.access_none, said=next(iter(refused.values()), ""))]
    return granted, [
        *(Found(Finding.access_ok, _short(scope)) for scope in sorted(granted)),
        *(_refused(scope, said) for scope, said in refused.items()),
    ]


def _refused(scope: str, said: str) -> Found:
    finding = Finding.roster_refused if scope == ROSTER else Finding.scope_refused
    return Found(finding, _short(scope), said)


def _short(scope: str) -> str:
    return scope.rpartition("/")[2]


def _roster(service: Service) -> Iterator[Found]:
    """The first page of one course: none of it is kept."""
    course = _course(service, "roster_url")
    if course is None:
        yield Found(Finding.roster_unknown)
        return
    try:
        next(iter(roster(service, course.roster_url)), None)
        yield Found(Finding.roster_ok, course.title)
    except PlatformError as error:
        yield Found(Finding.roster_unreadable, course.title, error.said)


def _column(service: Service) -> Iterator[Found]:
    """A column of one course's gradebook, made and removed; one that a test before this
    could not remove goes too."""
    course = _course(service, "lineitems_url")
    if course is None:
        yield Found(Finding.column_unknown)
        return
    try:
        made = create_line_item(
            service,
            course.lineitems_url,
            NewLineItem(label=COLUMN, maximum=1, resource_id=COLUMN),
        )
    except PlatformError as error:
        yield Found(Finding.column_refused, course.title, error.said)
        return
    try:
        left = line_items(service, course.lineitems_url, resource_id=COLUMN)
        for url in {made.url, *(item.url for item in left)}:
            delete_line_item(service, url)
        yield Found(Finding.column_ok, course.title)
    except PlatformError as error:
        yield Found(Finding.column_left, course.title, error.said)


def _groups(service: Service) -> Iterator[Found]:
    course = _course(service, "groups_url")
    if course is None:
        return
    try:
        course_groups(service, course.groups_url)
        yield Found(Finding.groups_ok, course.title)
    except PlatformError as error:
        yield Found(Finding.groups_unreadable, course.title, error.said)


def _course(service: Service, told: str) -> AnyRow | None:
    """The newest course of this LMS whose launches told that address."""
    asked = (
        select(Course.title, Course.roster_url, Course.lineitems_url, Course.groups_url)
        .join(Deployment, Deployment.id == Course.deployment_id)
        .where(Deployment.platform_id == service.registration.id)
        .where(getattr(Course, told).is_not(None))
        .order_by(Course.id.desc())
        .limit(1)
    )
    with open_house(reading(service.engine)) as db:
        return db.rows(asked).one_or_none()
