"""The list of what waits for the team, or for the LMS's administrators."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Subquery,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.cohorts.levels import Level
from lti_social.cohorts.models import TEAM, Member, standing
from lti_social.core.among import among
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.moderation.contents import CONTENTS
from lti_social.moderation.models import Case, Report
from lti_social.moderation.things import Content
from lti_social.moderation.words import COMES_BACK, State
from lti_social.threads.models import Out
from lti_social.threads.seeing import reader

MOST = 100  # at a time: who has decided these finds the next

_appealed = Case.state == State.appealed
_is_judged = and_(_appealed, Case.by_id == bindparam("me"))
Judge, GivenTo = aliased(Member), aliased(Member)


def _waits(things: Subquery) -> ColumnElement[bool]:
    """For a decision: as a Dossier says it of one."""
    edited = things.c.edited_at > Case.since
    return and_(
        ~things.c.gone,
        or_(
            Case.state.in_((State.open, State.appealed)),
            and_(Case.state.in_(COMES_BACK), edited),
            and_(Case.state == State.published, edited, bindparam("reads_first")),
        ),
    )


def _is_mine(content: Content, things: Subquery) -> ColumnElement[bool]:
    """To decide: not what is the reader's own, nor an appeal against their decision."""
    is_party = or_(content.is_by(things.c.content_id, bindparam("me")), _is_judged)
    has_judge = exists().where(
        standing(Judge).in_(TEAM),
        Judge.left_at.is_(None),
        ~content.is_by(things.c.content_id, Judge.id),
        or_(~_appealed, Judge.id != Case.by_id),
    )
    return and_(~is_party, or_(bindparam("teaches"), Case.to_lms, ~has_judge))


def _cases(content: Content) -> AnySelect:
    """One question for each kind: a join with any of them at once finds no index."""
    things = content.things.subquery()
    return (
        select(
            *(Case.id, Case.state, Case.since, Case.grave, Case.to_lms, *things.c),
            GivenTo.name.label("given_to"),
            (things.c.edited_at > Case.since).label("edited"),
        )
        .join(things, things.c.content_id == getattr(Case, content.column))
        .outerjoin(GivenTo, GivenTo.id == Case.given_to_id)
        .where(_waits(things), _is_mine(content, things))
    )


def _pending(content: Content) -> AnySelect:
    things = content.things.subquery()
    is_waiting = and_(bindparam("teaches"), ~things.c.gone, things.c.how == Out.pending)
    return select(*things.c).where(is_waiting)


_case = union_all(*map(_cases, CONTENTS.values())).subquery("waits")
_unread = union_all(*map(_pending, CONTENTS.values())).subquery("unread")
_QUEUE: AnySelect = (
    select(*_case.c).order_by(_case.c.grave.desc(), _case.c.since, _case.c.id).limit(MOST)
)
_WAITING: AnySelect = select(*_unread.c).order_by(_unread.c.written_at).limit(MOST)
_HOW_MANY = select(
    select(func.count()).select_from(_case).scalar_subquery()
    + select(func.count()).select_from(_unread).scalar_subquery()
)
_OPEN_REPORTS = (
    select(Report.case_id, Report.matter, Report.reason, Member.name.label("by"))
    .join(Member, Member.id == Report.member_id)
    .where(Report.step_id.is_(None), among(Report.case_id, "cases"))
    .order_by(Report.id)
)


@dataclass(frozen=True)
class Queue:
    """Grave cases first, then the oldest; `reports` tells by case what nobody answered."""

    cases: Sequence[AnyRow]
    reports: Mapping[int, Sequence[AnyRow]]
    waiting: Sequence[AnyRow]


def queue(here: Here) -> Queue:
    known = _known(here)
    cases = here.db.rows(_QUEUE, known).all()
    reports: dict[int, list[AnyRow]] = defaultdict(list)
    for row in here.db.rows(_OPEN_REPORTS, {"cases": [case.id for case in cases]}):
        reports[row.case_id].append(row)
    return Queue(cases, reports, here.db.rows(_WAITING, known).all())


def how_many(here: Here) -> int:
    count: int = here.db.rows(_HOW_MANY, _known(here)).scalar_one()
    return count


def _known(here: Here) -> dict[str, Any]:
    """Only a level at which something is read first makes an edit worth reading again."""
    reads_first = here.cohort.level is not Level.free
    return reader(here.me) | {"reads_first": reads_first}
