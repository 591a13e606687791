"""A column of the gradebook for something that is graded: what features above open."""

from sqlalchemy import bindparam, select

from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.rows import AnySelect
from lti_social.core.wall import Database
from lti_social.grades import jobs
from lti_social.grades.models import Grade, LineItem

_OF = select(LineItem).where(LineItem.about == bindparam("about"))
_SHOWN: AnySelect = (
    select(Grade.member_id, Grade.score, Grade.comment)
    .join(LineItem, LineItem.id == Grade.line_item_id)
    .where(LineItem.about == bindparam("about"))
)


def column_of(db: Database, about: str) -> LineItem | None:
    """`about` is the path of what is graded."""
    return db.scalars(_OF, {"about": about}).first()


def open_column(
    db: Database, about: str, label: str, maximum: float, member_id: int
) -> LineItem:
    """From now on, by the will of `member_id`; a column that was stopped goes on. Who calls
    holds what is graded locked, so that of two the second finds what the first opened."""
    item = column_of(db, about)
    if item is None:
        item = LineItem(about=about, label=label, maximum=maximum, opened_by_id=member_id)
        db.add(item)
        db.flush()
        later(db, jobs.note_column, line_item_id=item.id)
    elif item.stopped_at is not None:
        item.stopped_at = item.stopped_by_id = None
        begin = jobs.resume if item.url else jobs.note_column
        later(db, begin, line_item_id=item.id)
    item.maximum = maximum
    return item


def stop_column(item: LineItem, member_id: int) -> None:
    """Nothing more is told. What the LMS has, it keeps."""
    item.stopped_at, item.stopped_by_id = item.stopped_at or now(), member_id


def owed_in(db: Database, about: str) -> dict[int, tuple[float, str]]:
    """What each member has coming there, or has: score and comment."""
    return {
        row.member_id: (row.score, row.comment) for row in db.rows(_SHOWN, {"about": about})
    }
