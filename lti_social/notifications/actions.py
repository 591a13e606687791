"""Telling members what happened, and noting that they have seen it or will not hear it."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, func, or_, select, union, update

from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Member
from lti_social.cohorts.reach import Via
from lti_social.cohorts.reaching import resume_mail, stop_mail, stop_of
from lti_social.core.clock import now
from lti_social.core.errors import Invalid
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database, upsert
from lti_social.notifications import policy
from lti_social.notifications.due import Times
from lti_social.notifications.models import (
    ALWAYS,
    WITH,
    Kind,
    Mute,
    Notice,
    Preference,
    Reach,
    Rhythm,
)
from lti_social.notifications.queries import topic
from lti_social.web.forms import OTHERWISE


class About(NamedTuple):
    """Where a notice leads, and what it is about: its page and what that is called."""

    path: str
    subject: str
    title: str


def tell(
    db: Database, kind: Kind, members: Collection[int], about: About, *, who: str = ""
) -> None:
    """A notice to each member (ids), unless the same already waits for them, or they do
    not want to hear it."""
    waiting = select(Notice.member_id).where(
        Notice.kind == kind, Notice.path == about.path, Notice.read_at.is_(None)
    )
    besides = {*db.scalars(waiting), *_unwilling(db, kind, about.subject)}
    readers = sorted(set(members) - besides)
    told = {"kind": kind, "who": who, **about._asdict()}
    db.add_all(Notice(member_id=member_id, **told) for member_id in readers)
    _count_again(db, readers)


def withdraw(db: Database, path: str, kinds: Collection[Kind] = (Kind.replied,)) -> None:
    """What was written there is no longer shown: who has not read of it never will."""
    of_it = (
        Notice.path == path,
        Notice.kind.in_(kinds),
        Notice.read_at.is_(None),
    )
    readers = db.scalars(select(Notice.member_id).where(*of_it)).all()
    db.execute(delete(Notice).where(*of_it))
    _count_again(db, readers)


def forget_title(db: Database, subject: str) -> None:
    """What it is about is no longer shown: the notices of it do not say its title."""
    db.execute(update(Notice).where(Notice.subject == subject).values(title=""))


def have_seen(here: Here, notices: Sequence[AnyRow]) -> None:
    """Everyone may: these have been on their screen."""
    unread = [notice for notice in notices if notice.read_at is None]
    if unread:
        topics = {n.subject for n in unread if n.kind is Kind.replied}
        these = or_(
            Notice.id.in_([notice.id for notice in unread]),
            (Notice.kind == Kind.replied) & Notice.subject.in_(topics),
        )
        newest = max(notice.id for notice in unread)
        here.note(lambda db: _mark_read(db, here.me.id, these, Notice.id <= newest))


def have_read_of(db: Database, member_id: int, subject: str) -> None:
    """They have read the thing itself: the notices of it are news no more."""
    _mark_read(db, member_id, Notice.subject == subject, Notice.kind.not_in(ALWAYS))


def mute(here: Here, subject: str, *, on: bool) -> None:
    """Everyone may say of what they want to hear nothing."""
    if on:
        row = {"member_id": here.me.id, "subject": subject}
        upsert(here.db, Mute, [row], key=Mute.one_per)
        return
    mine = (Mute.member_id == here.me.id, Mute.subject == subject)
    here.db.execute(delete(Mute).where(*mine))


def choose(here: Here, reach: Mapping[Kind, Reach], *, mail: bool) -> None:
    """Everyone may choose how far notices reach them, and whether mail is sent at all."""
    if any(reach.get(kind) is Reach.nowhere for kind in ALWAYS):
        raise Invalid(fields={"": OTHERWISE})
    rows = [
        {"member_id": here.me.id, "kind": each, "reach": how, "at": now()}
        for kind, how in reach.items()
        for each in (kind, *WITH.get(kind, ()))
    ]
    if rows:
        upsert(here.db, Preference, rows, key=Preference.one_per, update=("reach", "at"))
    stopped = stop_of(here.db, here.me.person_id) is not None
    if mail and stopped:
        resume_mail(here.db, here.me.person_id)
    if not mail and not stopped:
        stop_mail(here.db, here.me.person_id, Via.corner)


def set_rhythm(here: Here, times: Times) -> None:
    """When the cohort's digest goes out."""
    require(policy.may_set_rhythm(here.me))
    here.db.add(Rhythm(by_id=here.me.id, days=times.days, hour=times.hour))


def _unwilling(db: Database, kind: Kind, subject: str) -> Collection[int]:
    """Who muted the subject, or wants nothing of this kind."""
    if kind in ALWAYS:
        return ()
    muted = select(Mute.member_id).where(Mute.subject == subject)
    refused = select(Preference.member_id).where(
        Preference.kind == kind, Preference.reach == Reach.nowhere
    )
    return db.scalars(union(muted, refused)).all()


def _mark_read(db: Database, member_id: int, *which: ColumnElement[bool]) -> None:
    these = update(Notice).where(Notice.member_id == member_id, Notice.read_at.is_(None))
    db.execute(these.where(*which).values(read_at=now()))
    _count_again(db, [member_id])


def _count_again(db: Database, members: Collection[int]) -> None:
    """How many notices wait for each: replies in one thread are one.

    The members are locked first: of two that count at once, each would see its own.
    """
    if not members:
        return
    db.flush()
    locked = select(Member.id).where(Member.id.in_(members)).order_by(Member.id)
    db.execute(locked.with_for_update(key_share=True)).all()
    waiting = select(func.count(func.distinct(Notice.kind + topic))).where(
        Notice.member_id == Member.id, Notice.read_at.is_(None)
    )
    each = update(Member).where(Member.id.in_(members))
    db.execute(each.values(waiting=waiting.scalar_subquery()))
