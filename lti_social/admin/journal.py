"""Reading the journal: newest first, page by page, or all of it as a table."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select

from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.table import table_line
from lti_social.core.wall import Database, open_house
from lti_social.lti.audit import AuditEntry, Event
from lti_social.web.i18n import iso

PAGE = 50
BATCH = 500  # rows of an export that are read at once
COLUMNS = ("at", "event", "by", "platform_id", "cohort_id", "detail")

_ENTRIES = select(
    *(AuditEntry.id, AuditEntry.at, AuditEntry.event, AuditEntry.by),
    *(AuditEntry.platform_id, AuditEntry.cohort_id, AuditEntry.detail),
).order_by(AuditEntry.id.desc())


@dataclass(frozen=True)
class Wanted:
    """Which entries: of these, each that is given must agree."""

    event: Event | None = None
    platform_id: int | None = None
    by: str | None = None


def entries(
    db: Database, wanted: Wanted, before: int | None = None, most: int = PAGE + 1
) -> Sequence[AnyRow]:
    """The newest that are older than the entry `before`: one more than a page, to tell
    whether there is another."""
    asked = _asked(wanted)
    if before is not None:
        asked = asked.where(AuditEntry.id < before)
    return db.rows(asked.limit(most)).all()


def people(db: Database, platform_id: int | None) -> Sequence[str]:
    """Who is in the journal, by name."""
    asked = select(AuditEntry.by).distinct().order_by(AuditEntry.by).limit(200)
    if platform_id is not None:
        asked = asked.where(AuditEntry.platform_id == platform_id)
    return [row.by for row in db.rows(asked)]


def as_csv(reads: Engine, wanted: Wanted) -> Iterator[str]:
    """Line by line, so that a long journal needs no memory."""
    yield table_line(COLUMNS)
    before: int | None = None
    while True:
        with open_house(reads) as db:
            rows = entries(db, wanted, before, BATCH)
        for row in rows:
            told = json.dumps(row.detail, ensure_ascii=False)
            where = (row.platform_id, row.cohort_id)
            yield table_line((iso(row.at), row.event.value, row.by, *where, told))
        if len(rows) < BATCH:
            return
        before = rows[-1].id


def _asked(wanted: Wanted) -> AnySelect:
    asked = _ENTRIES
    for column, value in (
        (AuditEntry.event, wanted.event),
        (AuditEntry.platform_id, wanted.platform_id),
        (AuditEntry.by, wanted.by),
    ):
        if value is not None:
            asked = asked.where(column == value)
    return asked
