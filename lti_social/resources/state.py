"""How it stands with a course's sources: asked, being read, read, or failed and why."""

from datetime import timedelta

from sqlalchemy import select

from lti_social.core.clock import now
from lti_social.core.wall import Database, upsert
from lti_social.resources.models import SyncState
from lti_social.resources.sources.meta import Listing, Remark, Source, Unavailable

LOST = timedelta(minutes=30)  # after which a promise is thought to be lost


def promised(db: Database, source: Source) -> bool:
    """Note that it is asked for; False where it was already, a short while ago."""
    state = _of(db, source)
    if state.asked_at and now() - state.asked_at < LOST:
        return False
    state.asked_at = now()
    return True


def note_reading(db: Database, source: Source) -> None:
    state = _of(db, source)
    state.asked_at = state.asked_at or now()
    state.reading_at = now()


def note_success(db: Database, source: Source, listing: Listing) -> None:
    state = _of(db, source)
    _end(state)
    state.read_at = now()
    state.failure, state.detail, state.mender = "", "", None
    state.remarks = [_kept(remark) for remark in listing.remarks]
    state.tells_groups = listing.groups is not None


def note_failure(db: Database, source: Source, why: Unavailable) -> None:
    """What was read before stays as it is."""
    state = _of(db, source)
    _end(state)
    state.failure, state.detail, state.mender = why.reason, why.detail, why.mender


def _end(state: SyncState) -> None:
    state.asked_at, state.reading_at, state.tried_at = None, None, now()


def _kept(remark: Remark) -> dict[str, object]:
    return {"words": remark.words, "about": dict(remark.about)}


def _of(db: Database, source: Source) -> SyncState:
    upsert(db, SyncState, [_NEW | {"source": source}], key=SyncState.one_per)
    return db.scalars(select(SyncState).where(SyncState.source == source)).one()


_NEW = {"failure": "", "detail": "", "remarks": [], "tells_groups": False}
