"""Sending files, publishing them with a text, and taking them off again."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Cohort
from lti_social.core.errors import N_, Conflict, Invalid
from lti_social.core.wall import Database
from lti_social.files import policy
from lti_social.files.jobs import forget
from lti_social.files.looking import Looked
from lti_social.files.models import IS_DRAFT, POST, Attachment, On
from lti_social.files.queries import bytes_taken

MOST = 10  # files of one text
NO_FILES: Mapping[int, str] = {}

FULL = N_(
    "The cohort has no room left for this file. Your trainer sees what takes the room, and "
    "can ask for old files to be taken off."
)
_TOO_MANY = N_("These are too many files: ten is the most.")
_GONE = N_("A file is no longer here. Take it off, and add it again.")


class Kept(NamedTuple):
    """A file that was looked at, and the key under which its bytes are kept by now."""

    looked: Looked
    key: str
    shows: str


def begin_sending(here: Here) -> None:
    """Before anybody looks at files that came: may they be sent, and is there any room?"""
    require(policy.may_send(here.me))
    _require_room(here, size=1)


def send(here: Here, kept: Collection[Kept]) -> list[Attachment]:
    """Files become drafts of their sender."""
    require(policy.may_send(here.me))
    # Of two at once each would find the last room free.
    here.db.execute(select(Cohort.id).with_for_update(key_share=True))
    _require_room(here, size=sum(one.looked.size for one in kept))
    sent = [_draft(here, *one) for one in kept]
    here.db.add_all(sent)
    here.db.flush()
    return sent


def attach(
    db: Database, sender: int, thing_id: int, goes: Mapping[int, str], on: On = POST
) -> int:
    """Hang a member's drafts on a post, or on what else files hang on, and say what each
    shows; how many are new there. Of what a team wrote, any of them says it."""
    rows = db.scalars(
        select(Attachment).where(
            Attachment.id.in_(goes),
            or_(and_(IS_DRAFT, Attachment.member_id == sender), on == thing_id),
        )
    ).all()
    if len(rows) < len(goes):
        raise Conflict(_GONE)
    new = [row for row in rows if row.is_draft]
    for row in rows:
        row.shows = goes[row.id]
    for row in new:
        setattr(row, on.key, thing_id)
    db.flush()
    if _how_many(db, on == thing_id) > MOST:
        raise Invalid(_TOO_MANY)
    return len(new)


def take_off(
    db: Database, thing_id: int, only: Collection[int] | None = None, on: On = POST
) -> int:
    """The files of a post, or of that other thing, go for good, or only some of them; how
    many went."""
    some = () if only is None else (Attachment.id.in_(only),)
    return forget(db, on == thing_id, *some)


def _require_room(here: Here, *, size: int) -> None:
    if bytes_taken(here.db) + size > here.ask.settings.cohort_bytes:
        raise Invalid(FULL)


def _draft(here: Here, looked: Looked, key: str, shows: str) -> Attachment:
    return Attachment(
        member_id=here.me.id,
        key=key,
        name=looked.name,
        kind=looked.kind,
        size=looked.size,
        width=looked.width,
        height=looked.height,
        shows=shows,
    )


def _how_many(db: Database, hang_there: ColumnElement[bool]) -> int:
    hanging = select(func.count()).select_from(Attachment)
    return db.scalar(hanging.where(hang_there)) or 0
