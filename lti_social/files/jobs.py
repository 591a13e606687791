"""Files that nobody can reach any more are forgotten, their bytes too."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select

from lti_social.core.clock import now
from lti_social.core.jobs import after, later
from lti_social.core.outside import Outside
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.files.models import IS_DRAFT, Attachment

DRAFTS_FOR = timedelta(days=1)


def forget(db: Database, *which: ColumnElement[bool]) -> int:
    """These files are gone at once, and their bytes a little later; how many they were."""
    keys = list(db.scalars(select(Attachment.key).where(*which)))
    if keys:
        db.execute(delete(Attachment).where(Attachment.key.in_(keys)))
        later(db, forget_bytes, keys=keys)
    return len(keys)


def lose(outside: Outside, keys: Sequence[str]) -> None:
    """A key is never given twice: once no row names it, none ever will."""
    for key in keys:
        outside.tool.files.forget(key)


@after(lose)
def forget_bytes(_db: Database, _lost: None, keys: Sequence[str]) -> None:
    """The rows went when this was promised."""


def lose_drafts(outside: Outside) -> None:
    """What was sent and never published."""
    is_old = (IS_DRAFT, Attachment.sent_at < now() - DRAFTS_FOR)
    cohorts = select(Attachment.cohort_id).where(*is_old).distinct()
    with outside.look() as db:
        found = db.scalars(cohorts.execution_options(**ALL_COHORTS)).all()
    for cohort_id in found:
        with outside.step(cohort_id) as db:
            forget(db, *is_old)


@after(lose_drafts)
def forget_drafts(_db: Database, _lost: None) -> None:
    """Each cohort's went in a step of its own."""


def lose_unnamed(outside: Outside) -> None:
    """Bytes of uploads that were cut off, or that a restored backup does not know.

    Younger ones may belong to a row that is about to be saved.
    """
    before = now() - DRAFTS_FOR
    old = {key for key, since in outside.tool.files.all() if since < before}
    with outside.look() as db:
        named = select(Attachment.key).execution_options(**ALL_COHORTS)
        old.difference_update(db.scalars(named))
    lose(outside, sorted(old))


@after(lose_unnamed)
def forget_unnamed(_db: Database, _lost: None) -> None:
    """No row named them."""
