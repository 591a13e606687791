"""What a trainer decides about what the LMS is told."""

from sqlalchemy import update

from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.rows import AnyRow
from lti_social.core.wall import upsert
from lti_social.grades import jobs, policy
from lti_social.grades.delivery import NO_COLUMN
from lti_social.grades.models import TOOK_PART, Grade, LineItem, State


def report_taking_part(here: Here, link: AnyRow, label: str) -> None:
    """From now on the LMS hears who took part; also of those who did so before."""
    require(policy.may_report(here.me))
    row = {
        "resource_link_id": link.id,
        "about": TOOK_PART,
        "label": label,
        "maximum": 1.0,
        "opened_at": now(),
        "opened_by_id": here.me.id,
        "stopped_at": None,
        "stopped_by_id": None,
    }
    key = LineItem.one_per
    change = [name for name in row if name not in (*key, "label", "maximum")]
    upsert(here.db, LineItem, [row], key=key, update=change)
    item = here.db.query(LineItem).filter_by(resource_link_id=link.id, about=TOOK_PART)
    _begin(here, item.one())


def stop(here: Here, item: LineItem) -> None:
    """Nothing more is told. What the LMS has, it keeps."""
    require(policy.may_report(here.me))
    item.stopped_at, item.stopped_by_id = now(), here.me.id


def try_again(here: Here, item: LineItem) -> None:
    """Tell everything that was refused once more."""
    require(policy.may_report(here.me))
    refused = update(Grade).where(
        Grade.line_item_id == item.id, Grade.state == State.refused
    )
    here.db.execute(refused.values(state=State.owed, state_at=now(), tries=0))
    _begin(here, item)


def _begin(here: Here, item: LineItem) -> None:
    """By looking for the column first, where it is not known or was gone."""
    gone = here.db.query(Grade.id).filter_by(line_item_id=item.id, fix=NO_COLUMN).first()
    if gone:
        item.url = None
    begin = jobs.resume if item.url else jobs.note_column
    later(here.db, begin, line_item_id=item.id)
