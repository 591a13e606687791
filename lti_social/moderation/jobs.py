"""Who hears what of a case, after the answer has gone out."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import select

from lti_social.cohorts.models import Member
from lti_social.cohorts.queries import team
from lti_social.core.jobs import job
from lti_social.core.wall import Database
from lti_social.moderation.contents import CONTENTS
from lti_social.moderation.models import Appeal, Case, Report, Step
from lti_social.moderation.queries import administrators, authors_of
from lti_social.moderation.things import Content
from lti_social.moderation.words import Act
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind

TO_AUTHOR = {
    Act.hid_at_once: Kind.hidden_at_once,
    Act.shown: Kind.restored,
    Act.edit_asked: Kind.edit_asked,
    Act.hidden: Kind.hidden,
    Act.removed: Kind.removed,
    Act.published: Kind.published,
    Act.refused: Kind.refused,
    Act.upheld: Kind.upheld,
    Act.restored: Kind.restored,
}


class _Known(NamedTuple):
    """A case, what it is about, and whose that is (ids)."""

    case: Case
    content: Content
    thing: Any
    authors: frozenset[int]


@job
def tell_team(db: Database, case_id: int, by: int) -> None:
    """That something was reported: not who did; nor its authors, nor who reported it."""
    if known := _known(db, case_id):
        _tell_judges(db, Kind.reported, known, besides={by})


@job
def tell_appeal(db: Database, case_id: int) -> None:
    """Who may decide over it: another one than who decided before."""
    if known := _known(db, case_id):
        _tell_judges(db, Kind.appealed, known, party={known.case.by_id})


@job
def tell_step(db: Database, step_id: int) -> None:
    """Its authors, who reported it, who had decided before, who is to decide now."""
    step = db.get(Step, step_id)
    if step is None or (known := _known(db, step.case_id)) is None:
        return
    who = db.get_one(Member, step.member_id).name if step.member_id else ""
    case, about = known.case, _about(db, known)
    page = about._replace(path=f"{about.path}/case")
    if kind := TO_AUTHOR.get(step.act):
        leads_to = about if step.act is Act.published else page
        tell(db, kind, known.authors, leads_to, who=who)
    if step.act is Act.handed_on:
        to = [case.given_to_id] if case.given_to_id else administrators(db)
        tell(db, Kind.handed_on, [one for one in to if one], page, who=who)
    tell(db, Kind.decided, _first_judge(db, step), page, who=who)
    mine = _about(db, known, to_all=True)._replace(path=f"{about.path}/my-report")
    tell(db, Kind.outcome, _reporters(db, step), mine)


def _known(db: Database, case_id: int) -> _Known | None:
    if (case := db.get(Case, case_id)) is None:
        return None
    for content in CONTENTS.values():
        if (number := getattr(case, content.column)) is not None:
            thing = content.get(db, number)
            return _Known(case, content, thing, authors_of(db, content, thing))
    return None


def _about(db: Database, known: _Known, *, to_all: bool = False) -> About:
    return known.content.about(db, known.thing, to_all=to_all)


def _tell_judges(
    db: Database,
    kind: Kind,
    known: _Known,
    *,
    party: Collection[int | None] = (),
    besides: Collection[int] = (),
) -> None:
    """The team; where nobody of it may decide, the LMS's administrators. `besides` know."""
    parties = {*known.authors, *party}
    judges = team(db) - parties or administrators(db) - parties
    readers = judges - set(besides)
    tell(db, kind, readers, _about(db, known)._replace(path="/reports"))


def _first_judge(db: Database, step: Step) -> list[int]:
    """Over whose decision this step is the verdict."""
    against = select(Step.member_id).join(Appeal, Appeal.step_id == Step.id)
    found = db.scalars(against.where(Appeal.verdict_id == step.id))
    return [member_id for member_id in found if member_id is not None]


def _reporters(db: Database, step: Step) -> list[int]:
    return list(db.scalars(select(Report.member_id).where(Report.step_id == step.id)))
