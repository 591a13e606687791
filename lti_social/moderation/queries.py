"""What can be asked of one case: its dossier, its history, and what came of a report."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, Role
from lti_social.cohorts.queries import team
from lti_social.core.errors import N_, NotFound
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database
from lti_social.moderation import policy
from lti_social.moderation.contents import CONTENTS
from lti_social.moderation.dossiers import Dossier
from lti_social.moderation.models import Appeal, Case, Report, Step
from lti_social.moderation.things import Content, Thing, What
from lti_social.moderation.words import TOLD, State

APPEALED = N_("Appeal")


class Said(NamedTuple):
    """One line of a history; `what` is a sentence of ours, `who` empty for nobody."""

    at: datetime
    what: str
    who: str
    reason: str


def the_dossier(here: Here, what: What, content_id: int) -> Dossier:
    """Of what is there for this reader, or is theirs to decide about."""
    content = CONTENTS[what]
    thing = content.find(here, content_id)
    things = content.things.subquery()
    one = select(*things.c).where(things.c.content_id == thing.id)
    case = case_of(here.db, content, thing) or Case(
        **{content.column: thing.id}, state=State.open
    )
    dossier = Dossier(
        what=what,
        content=content,
        thing=thing,
        row=here.db.rows(one).one(),
        case=case,
        authors=authors_of(here.db, content, thing),
        team=frozenset(team(here.db)),
        level=here.cohort.level,
        edit=content.edit(here.db, thing),
        last=_last_step(here.db, case),
    )
    if not policy.may_read_all(here.me, dossier):
        content.find_shown(here, content_id)
    return dossier


def authors_of(db: Database, content: Content, thing: Thing) -> frozenset[int]:
    """Those whose thing it is: their ids, and none where it came from another cohort."""
    known = {"content_id": thing.id}
    by = select(Member.id).where(content.is_by(bindparam("content_id"), Member.id))
    return frozenset(db.scalars(by, known))


def case_of(db: Database, content: Content, thing: Thing) -> Case | None:
    """Whoever changes it has locked the thing before."""
    return db.scalar(select(Case).where(getattr(Case, content.column) == thing.id))


def has_a_history(here: Here, dossier: Dossier) -> bool:
    """Whether anything happened of which the author was told."""
    told = select(Step.id).where(Step.case_id == dossier.case.id, Step.act.in_(TOLD))
    return here.db.scalar(told.limit(1)) is not None


def history(here: Here, dossier: Dossier, *, for_author: bool) -> Sequence[Said]:
    """All that was said in a case, oldest first; to the author, what concerns them."""
    rows = [*_steps(here.db, dossier, for_author=for_author), *_appeals(here.db, dossier)]
    if not for_author:
        rows += _reports(here.db, dossier)
    return sorted(rows, key=lambda said: said.at)


def open_reports(here: Here, dossier: Dossier) -> Sequence[AnyRow]:
    """What nobody answered yet."""
    reports = (
        select(Report.matter, Report.reason, Report.at, Member.name.label("by"))
        .join(Member, Member.id == Report.member_id)
        .where(Report.case_id == dossier.case.id, Report.step_id.is_(None))
    )
    return here.db.execute(reports.order_by(Report.id)).all()


def open_appeal(db: Database, case: Case) -> Appeal | None:
    waiting = select(Appeal).where(Appeal.case_id == case.id, Appeal.verdict_id.is_(None))
    return db.scalar(waiting.order_by(Appeal.id.desc()).limit(1))


def latest_decision(db: Database, case: Case) -> Step:
    """What an appeal is against: the step that made the case what it is."""
    steps = select(Step).where(Step.case_id == case.id, Step.act == case.state.value)
    return db.scalars(steps.order_by(Step.id.desc()).limit(1)).one()


def colleagues(here: Here, dossier: Dossier) -> Sequence[AnyRow]:
    """Who else of the team could decide: id and name."""
    ids = dossier.team - dossier.parties - {here.me.id}
    named = select(Member.id, Member.name).where(Member.id.in_(ids))
    return here.db.execute(named.order_by(Member.id)).all()


def administrators(db: Database) -> set[int]:
    """Of the LMS, as far as they have been here."""
    return set(db.scalars(select(Member.id).where(Member.role == Role.admin)))


def my_report(here: Here, what: What, content_id: int) -> AnyRow:
    """What the reader reported, and what came of it; whatever became of the thing."""
    content = CONTENTS[what]
    mine = (
        select(Report.matter, Report.reason, Report.at, Step.act, Step.at.label("done_at"))
        .join(Case, Case.id == Report.case_id)
        .outerjoin(Step, Step.id == Report.step_id)
        .where(getattr(Case, content.column) == content_id, Report.member_id == here.me.id)
    )
    report = here.db.execute(mine).one_or_none()
    if report is None:
        raise NotFound
    return report


def _last_step(db: Database, case: Case) -> int:
    last = select(func.max(Step.id)).where(Step.case_id == case.id)
    return db.scalar(last) or 0


def _steps(db: Database, dossier: Dossier, *, for_author: bool) -> list[Said]:
    steps = (
        select(Step.at, Step.act, Member.name, Step.reason)
        .outerjoin(Member, Member.id == Step.member_id)
        .where(Step.case_id == dossier.case.id)
    )
    return [
        Said(step.at, step.act.words, step.name or "", step.reason)
        for step in db.execute(steps.order_by(Step.id))
        if step.act in TOLD or not for_author
    ]


def _appeals(db: Database, dossier: Dossier) -> list[Said]:
    appeals = (
        select(Appeal.at, Member.name, Appeal.reason)
        .join(Member, Member.id == Appeal.member_id)
        .where(Appeal.case_id == dossier.case.id)
    )
    return [Said(row.at, APPEALED, row.name, row.reason) for row in db.execute(appeals)]


def _reports(db: Database, dossier: Dossier) -> list[Said]:
    reports = (
        select(Report.at, Report.matter, Member.name, Report.reason)
        .join(Member, Member.id == Report.member_id)
        .where(Report.case_id == dossier.case.id)
    )
    return [
        Said(row.at, row.matter.words, row.name, row.reason) for row in db.execute(reports)
    ]
