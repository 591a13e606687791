"""What came home of a card: trials that were told in other cohorts."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, union_all

from lti_social.cohorts.models import Member
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database
from lti_social.practices.copies import CourseCopy, LmsCopy
from lti_social.practices.models import Credit, Practice
from lti_social.sharing.models import CourseTrial, LmsTrial
from lti_social.sharing.reporting import code
from lti_social.trials.evidence import MORE
from lti_social.trials.maturity import Told
from lti_social.trials.models import Trial


def _of(trial: type[CourseTrial | LmsTrial], copy: type[CourseCopy | LmsCopy]) -> Any:
    columns = (trial.id, trial.reporter, trial.outcome, trial.context, trial.happened_on)
    came = select(*columns).join(copy, copy.id == trial.copy_id)
    return came.where(copy.key == bindparam("key", type_=CourseCopy.key.type))


_CAME = union_all(_of(CourseTrial, CourseCopy), _of(LmsTrial, LmsCopy)).subquery()
_ALL = select(_CAME).order_by(_CAME.c.happened_on.desc(), _CAME.c.id.desc())
_WHOSE = (
    select(Member.id, Member.person_id)
    .join(Credit, Credit.member_id == Member.id)
    .where(Credit.practice_id == bindparam("card"), Credit.has_agreed)
)
_TRIED = (
    select(Member.id, Member.person_id)
    .join(Trial, Trial.member_id == Member.id)
    .where(Trial.practice_id == bindparam("card"))
)


def from_elsewhere(db: Database, card: Practice) -> Sequence[AnyRow]:
    """Outcome, context and day of each, latest first: not of those whose card it is, who
    may be in another cohort as well."""
    if card.copied_as is None or card.is_received:
        return []
    came = db.rows(_ALL, {"key": card.copied_as}).all()
    if not came:
        return []
    theirs = _codes(db, _WHOSE, card).keys()
    return [row for row in came if row.reporter not in theirs]


def told(db: Database, card: Practice) -> Collection[Told]:
    """For the counts: somebody who told of it at home as well is one person."""
    came = from_elsewhere(db, card)
    if not came:
        return []
    known = _codes(db, _TRIED, card)
    return [
        Told(
            known.get(row.reporter, row.reporter),
            row.outcome,
            row.context,
            row.happened_on,
        )
        for row in came
    ]


def _codes(db: Database, whom: Any, card: Practice) -> Mapping[str, int]:
    """These people of the cohort (members, by id), by what stands for them elsewhere."""
    assert card.copied_as is not None
    rows = db.rows(whom, {"card": card.id})
    return {code(card.copied_as, row.person_id): row.id for row in rows}


MORE.append(told)
