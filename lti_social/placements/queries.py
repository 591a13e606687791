"""What can be asked of placements, and of what might be placed."""

import re
from collections.abc import Sequence

from sqlalchemy import and_, bindparam, or_, select

from lti_social.challenges.models import Challenge, Standing
from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Course, Member, Person, Role
from lti_social.cohorts.records import Chair
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database
from lti_social.library.seeing import IS_OFFERED
from lti_social.placements.models import Former, Picking, Placement
from lti_social.practices.models import Practice
from lti_social.resources.outlining import Entry
from lti_social.resources.queries import outline
from lti_social.resources.sources.meta import Kind as ResourceKind
from lti_social.threads.models import Post, Thread
from lti_social.threads.seeing import is_out, is_shown

PAGE = 20
NEWEST = 2**31 - 1  # no thread has a higher id

_BY_KEY = select(Placement).where(Placement.key == bindparam("key"))
_SHOWN = and_(Post.opens, is_shown(Post))
_THREADS = (
    select(Thread.id, Thread.kind, Thread.title, Thread.replies, Thread.opened_at)
    .add_columns(Member.name.label("author"))
    .select_from(Thread)
    .join(Post, and_(Post.thread_id == Thread.id, _SHOWN))
    .join(Member, Member.id == Thread.author_id)
    .where(Thread.id < bindparam("before"))
    .order_by(Thread.id.desc())
    .limit(PAGE + 1)
)
_CHALLENGES = (
    select(Challenge.id, Challenge.title, Challenge.submit_by)
    .where(Challenge.standing == Standing.announced)
    .order_by(Challenge.id.desc())
    .limit(PAGE)
)
_SEARCHED = _THREADS.where(Thread.title.icontains(bindparam("words"), escape="/"))
_CARDS = (
    select(Practice.id, Practice.title, Practice.maturity, Practice.published_at)
    .where(IS_OFFERED)
    .order_by(Practice.published_at.desc(), Practice.id.desc())
    .limit(PAGE)
)
_SEARCHED_CARDS = _CARDS.where(Practice.title.icontains(bindparam("words"), escape="/"))
_POSTS = (
    select(Post.id, Post.body, Post.opens, Post.written_at, Thread.title, Thread.kind)
    .select_from(Post)
    .join(Thread, Thread.id == Post.thread_id)
    .where(
        Post.author_id == bindparam("author"),
        Post.deleted_at.is_(None),
        Post.id < bindparam("before"),
        or_(bindparam("whole"), ~is_out(Post)),
    )
    .order_by(Post.id.desc())
    .limit(PAGE + 1)
)
_FORMERS = (
    select(Former.id, Former.course_id, Former.answered_at, Former.taken)
    .add_columns(Course.title, Member.name.label("by"))
    .select_from(Former)
    .join(Course, Course.id == Former.course_id)
    .outerjoin(Member, Member.id == Former.answered_by_id)
    .order_by(Former.id)
)


def placement_with(db: Database, key: str) -> Placement | None:
    return db.scalar(_BY_KEY, {"key": key})


def the_picking(here: Here, picking_id: int) -> Picking:
    """Locked for who writes: of two answers at once, one is too late."""
    picking = here.db.get(Picking, picking_id, with_for_update=here.ask.writes)
    if picking is None:
        raise NotFound
    return picking


def threads_to_place(here: Here, words: str, before: int) -> Sequence[AnyRow]:
    """One more than a page of those that everybody here can see, newest first."""
    if not words:
        return here.db.rows(_THREADS, {"before": before}).all()
    return here.db.rows(_SEARCHED, {"before": before, "words": _plain(words)}).all()


def practices_to_place(here: Here, words: str) -> Sequence[AnyRow]:
    """As many as a page of threads, of those that the cohort offers: newest first."""
    if not words:
        return here.db.rows(_CARDS).all()
    return here.db.rows(_SEARCHED_CARDS, {"words": _plain(words)}).all()


def _plain(words: str) -> str:
    return re.sub("([%_/])", r"/\1", words)


def resources_to_place(here: Here, words: str) -> list[Entry]:
    """Those of the course that are there, in their order; as many as a page of threads."""
    wanted = words.casefold().split()
    there = [
        one
        for one in outline(here)
        if one.vanished_at is None and one.kind is not ResourceKind.section
    ]
    return [one for one in there if all(w in one.title.casefold() for w in wanted)][:PAGE]


def challenges_to_place(here: Here, words: str) -> list[AnyRow]:
    """Those that were announced, the newest first."""
    wanted = words.casefold().split()
    rows = here.db.rows(_CHALLENGES)
    return [one for one in rows if all(w in one.title.casefold() for w in wanted)]


def posts_of(here: Here, member: Member, before: int) -> Sequence[AnyRow]:
    """One more than a page; hidden posts are for their author and the team."""
    whole = here.me.teaches or here.me.id == member.id
    known = {"author": member.id, "before": before, "whole": whole}
    return here.db.rows(_POSTS, known).all()


def the_member(here: Here, member_id: int) -> Member:
    member = here.db.get(Member, member_id)
    if member is None:
        raise NotFound
    return member


def formers(here: Here) -> Sequence[AnyRow]:
    """The courses that this one was copied from, and what became of each."""
    return here.db.rows(_FORMERS).all()


def the_former(here: Here, former_id: int) -> Former:
    former = here.db.get(Former, former_id, with_for_update=here.ask.writes)
    if former is None:
        raise NotFound
    return former


def member_called(db: Database, sub: str, *, like: Member) -> int | None:
    """The member whom the LMS calls `sub`, where it calls `like` as it does."""
    known = select(Person.platform_id, Person.deployment_id).where(
        Person.id == like.person_id
    )
    platform_id, deployment_id = db.execute(known).one()
    asked = (
        select(Member.id)
        .join(Person, Person.id == Member.person_id)
        .where(
            Person.platform_id == platform_id,
            Person.deployment_id.is_not_distinct_from(deployment_id),
            Person.sub == sub,
        )
    )
    return db.scalar(asked)


def sits_as_trainer(db: Database, member_id: int, role: Role) -> bool:
    """An instructor, or an administrator of the LMS in the trainer's chair."""
    if role is not Role.admin:
        return role is Role.instructor
    chair = select(Chair.id).where(Chair.member_id == member_id, Chair.left_at.is_(None))
    return db.scalar(chair) is not None
