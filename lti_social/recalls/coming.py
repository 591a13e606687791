"""A card comes back to a member: when that begins, and when it moves on."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from lti_social.core.clock import now
from lti_social.core.wall import Database, upsert
from lti_social.recalls import gaps
from lti_social.recalls.models import Asking, Recall
from lti_social.trials.models import Outcome, Trial
from lti_social.trials.telling import heeds


def remember(db: Database, member_id: int, practice_id: int) -> None:
    """They saved a card: they want to come across it again."""
    _begin(db, member_id, practice_id, Asking.remember, now())


def forget(db: Database, member_id: int, practice_id: int) -> None:
    """They keep it no longer: what saving began ends, unless they told of a trial, too.
    That they asked for no more is remembered."""
    tried = select(Trial.id).where(
        Trial.member_id == member_id,
        Trial.practice_id == practice_id,
        Trial.withdrawn_at.is_(None),
    )
    if db.scalar(tried.limit(1)) is not None:
        return
    for row in recalls_of(db, member_id, practice_id):
        if row.asking is Asking.remember and row.stopped_at is None:
            db.delete(row)


def told(
    db: Database, member_id: int, practice_id: int, outcome: Outcome, at: datetime
) -> None:
    """They told of a trial `at` that moment, or say now that it was otherwise. Who asked
    for no more is left alone."""
    rows = {row.asking: row for row in recalls_of(db, member_id, practice_id)}
    for asking in Asking:
        row = rows.get(asking)
        if row is not None and row.stopped_at is not None:
            continue
        if asking is Asking.keep_up and not outcome.is_success:
            if row is not None:
                db.delete(row)
        elif row is None or row.since < at:
            _begin(db, member_id, practice_id, asking, at)


@heeds
def heed(db: Database, trial: Trial) -> None:
    """What they told last counts; what was withdrawn has not worked, as far as we know."""
    last = db.scalars(
        select(Trial)
        .where(
            Trial.practice_id == trial.practice_id,
            Trial.member_id == trial.member_id,
            Trial.withdrawn_at.is_(None),
        )
        .order_by(Trial.id.desc())
        .limit(1)
    ).first()
    outcome = last.outcome if last else Outcome.not_tried
    told(db, trial.member_id, trial.practice_id, outcome, (last or trial).told_at)


def come_across(db: Database, member_id: int, practice_id: int, today: date) -> None:
    """They have read the card, or said that it can wait."""
    for row in recalls_of(db, member_id, practice_id, due_by=today):
        if row.asking is Asking.remember:  # the other asks something
            move_on(row, today)


def move_on(row: Recall, today: date) -> None:
    """Past all that was missed: it was asked once, and so it was answered."""
    since = row.since.date()
    row.step = gaps.asked(row.asking, since, row.step, today) + 1
    row.due_on = gaps.due(row.asking, since, row.step)


def recalls_of(
    db: Database, member_id: int, practice_id: int, due_by: date | None = None
) -> Sequence[Recall]:
    """Of one card, to one member: all, or those that are due."""
    mine = select(Recall).where(
        Recall.member_id == member_id, Recall.practice_id == practice_id
    )
    if due_by is not None:
        mine = mine.where(Recall.due_on <= due_by)
    return db.scalars(mine).all()


def _begin(
    db: Database, member_id: int, practice_id: int, asking: Asking, at: datetime
) -> None:
    key = {"member_id": member_id, "practice_id": practice_id, "asking": asking}
    due_on = gaps.due(asking, at.date(), 0)
    new = {"since": at, "step": 0, "due_on": due_on, "stopped_at": None}
    upsert(db, Recall, [key | new], key=Recall.one_per, update=list(new))
