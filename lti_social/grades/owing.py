"""Owing somebody a grade: what features above call when something is achieved."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, select

from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.rows import AnySelect
from lti_social.core.wall import Database, upsert
from lti_social.grades import delivery, policy
from lti_social.grades.models import TOOK_PART, Grade, LineItem, State

_OPEN = select(LineItem.id, LineItem.maximum).where(
    LineItem.about == TOOK_PART,
    LineItem.stopped_at.is_(None),
    ~exists().where(
        Grade.line_item_id == LineItem.id, Grade.member_id == bindparam("member_id")
    ),
)
TAKING_PART: list[AnySelect] = []


def counts_as_taking_part(members: AnySelect) -> None:
    """A feature says, once, how to find the members (ids) who contributed to it. It also
    calls `took_part` when somebody does."""
    TAKING_PART.append(members)


def took_part(db: Database, me: Me | Member) -> None:
    """Somebody has just contributed: a post, a reply, and what other features count.

    Only the first time matters. What is deleted or hidden later takes nothing back: in the
    LMS it may have opened a door or earned a certificate by then, and to lose that in
    silence for having thought better of a sentence would be a penalty for error. A trainer
    can change it in the gradebook, where it is seen.
    """
    if policy.is_gradable(me.role):
        for item in db.rows(_OPEN, {"member_id": me.id}):
            owe(db, item.id, me.id, item.maximum)


def owe(
    db: Database, line_item_id: int, member_id: int, score: float, comment: str = ""
) -> None:
    """The LMS is to show this score. Nothing happens if it does, or is about to."""
    key = {"line_item_id": line_item_id, "member_id": member_id}
    what = {"score": score, "comment": comment, "state": State.owed, "state_at": now()}
    row = {**key, **what, "at": _after(None)}
    is_new = upsert(db, Grade, [row], key=Grade.one_per).rowcount
    grade = db.execute(select(Grade).filter_by(**key).with_for_update()).scalar_one()
    if not is_new:
        if (grade.score, grade.comment) == (score, comment):
            return
        grade.at, grade.tries = _after(grade.at), 0
        for name, value in what.items():
            setattr(grade, name, value)
    later(db, delivery.note_delivery, grade_id=grade.id)


def _after(last: datetime | None) -> datetime:
    """Now, by the second; but never the same second twice, nor one before the last."""
    at = now().replace(microsecond=0)
    return max(at, last + timedelta(seconds=1)) if last else at
