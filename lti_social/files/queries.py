"""What can be asked of files."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database
from lti_social.files.models import IS_DRAFT, Attachment

Find = Callable[[Here, int], object]

_FINDING: dict[str, Find] = {}

LARGEST = 50  # files that the page about room lists

# Of a file, what is shown where it hangs; a page joins it to what it hangs on.
SHOWN: tuple[Any, ...] = (
    Attachment.id.label("file_id"),
    Attachment.name.label("file_name"),
    Attachment.kind.label("file_kind"),
    Attachment.size.label("file_size"),
    *(Attachment.width, Attachment.height, Attachment.shows),
)

_HANGS = (Attachment.post_id, Attachment.trial_id, Attachment.submission_id)
_OF_POST: AnySelect = (
    select(*SHOWN).where(Attachment.post_id == bindparam("post")).order_by(Attachment.id)
)
_OF_TRIAL: AnySelect = (
    select(*SHOWN).where(Attachment.trial_id == bindparam("trial")).order_by(Attachment.id)
)
_OF_SUBMISSION: AnySelect = (
    select(*SHOWN)
    .where(Attachment.submission_id == bindparam("submission"))
    .order_by(Attachment.id)
)
_LARGEST: AnySelect = (
    select(*SHOWN, *_HANGS, Attachment.sent_at, Member.name.label("sender"))
    .join(Member, Member.id == Attachment.member_id)
    .where(~IS_DRAFT)
    .order_by(Attachment.size.desc(), Attachment.id)
    .limit(LARGEST)
)


def serves_files_of(column: str, find: Find) -> None:
    """A feature says, once, how something that files hang on is found for a reader: the
    column that points at it, and what raises NotFound where it is not there for them."""
    _FINDING[column] = find


def the_file(here: Here, file_id: int, name: str) -> Attachment:
    """A file for this reader, under its own name: their own draft, or one of something
    that is there for them."""
    file = here.db.get(Attachment, file_id)
    if file is None or file.name != name or not _is_there(here, file):
        raise NotFound
    return file


def hanging_on(here: Here, post_id: int) -> Sequence[AnyRow]:
    return here.db.rows(_OF_POST, {"post": post_id}).all()


def hanging_on_trial(here: Here, trial_id: int) -> Sequence[AnyRow]:
    return here.db.rows(_OF_TRIAL, {"trial": trial_id}).all()


def hanging_on_submission(here: Here, submission_id: int) -> Sequence[AnyRow]:
    return here.db.rows(_OF_SUBMISSION, {"submission": submission_id}).all()


def my_drafts(here: Here, ids: Collection[int]) -> Sequence[AnyRow]:
    """Those of these files that I sent and have not published."""
    mine = (Attachment.member_id == here.me.id, IS_DRAFT)
    drafts = select(*SHOWN).where(Attachment.id.in_(ids), *mine)
    return here.db.execute(drafts.order_by(Attachment.id)).all()


def largest(here: Here) -> Sequence[AnyRow]:
    return here.db.rows(_LARGEST).all()


def _is_there(here: Here, file: Attachment) -> bool:
    if file.is_draft:
        return file.member_id == here.me.id
    for column, find in _FINDING.items():
        if (thing_id := getattr(file, column)) is not None:
            find(here, thing_id)
            return True
    return False


def bytes_taken(db: Database) -> int:
    """By all files of the cohort, drafts among them."""
    return int(db.scalar(select(func.coalesce(func.sum(Attachment.size), 0))) or 0)
