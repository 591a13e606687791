"""What the latest self-tests found."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import and_, func, select

from lti_social.admin.desk import Desk
from lti_social.admin.models import SelfTest, SelfTestFinding
from lti_social.admin.selftest.findings import TOLD, Finding, State, where
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.lti.models import Platform
from lti_social.lti.sentences import Who

PATIENCE = timedelta(minutes=10)  # after which a test that is not done is not waited for
QUIET = timedelta(seconds=30)  # after which whoever waits is told to look at the worker

_TO_FIX = [finding for finding, told in TOLD.items() if told.state is State.fix]
_IN_SHORT = (
    select(
        *(SelfTest.platform_id, SelfTest.done_at),
        func.count(SelfTestFinding.id).label("to_fix"),
    )
    .outerjoin(
        SelfTestFinding,
        and_(SelfTestFinding.test_id == SelfTest.id, SelfTestFinding.finding.in_(_TO_FIX)),
    )
    .where(SelfTest.done_at.is_not(None))
    .group_by(SelfTest.platform_id, SelfTest.done_at)
)


class Line(NamedTuple):
    """A finding as a page or the command says it; all but `about` and `said` are msgids."""

    state: State
    title: str
    about: str
    means: str
    who: Who | None
    where: str
    said: str


def in_short(desk: Desk) -> Mapping[int, AnyRow]:
    """How many things are to be mended, by registration."""
    asked = _IN_SHORT
    if desk.platform_id is not None:
        asked = asked.where(SelfTest.platform_id == desk.platform_id)
    return {row.platform_id: row for row in desk.db.rows(asked)}


def latest_test(desk: Desk, platform: Platform) -> SelfTest | None:
    asked = select(SelfTest).where(SelfTest.platform_id == platform.id)
    return desk.db.scalars(asked.order_by(SelfTest.id.desc()).limit(1)).first()


def is_under_way(desk: Desk, platform: Platform) -> bool:
    test = latest_test(desk, platform)
    return bool(test and not test.done_at and now() - test.asked_at < PATIENCE)


def lines_of(desk: Desk, test: SelfTest, family: str | None) -> Sequence[Line]:
    """What is to be mended first, then what an LMS need not give, then what is well."""
    asked = select(SelfTestFinding).where(SelfTestFinding.test_id == test.id)
    found = desk.db.scalars(asked.order_by(SelfTestFinding.id)).all()
    lines = [line(one.finding, one.about, one.said, family) for one in found]
    return sorted(lines, key=lambda one: list(State).index(one.state))


def line(finding: Finding, about: str, said: str, family: str | None) -> Line:
    told = finding.told
    place = where(finding, family)
    return Line(told.state, told.title, about, told.means, told.who, place, said)
