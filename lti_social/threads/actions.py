"""What a member can write in threads."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete

from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict
from lti_social.core.jobs import later
from lti_social.core.wall import upsert
from lti_social.files.actions import NO_FILES, attach, take_off
from lti_social.grades.owing import took_part
from lti_social.resources.anchoring import NOWHERE, On, hang
from lti_social.threads import finding, hiding, jobs, policy, queries
from lti_social.threads.models import (
    Endorsement,
    Follow,
    Kind,
    Post,
    PostVersion,
    Thread,
)


def open_thread(
    here: Here,
    kind: Kind,
    title: str,
    body: str,
    files: Mapping[int, str] = NO_FILES,
    about: Mapping[int, str] = NOWHERE,
) -> Thread:
    require(policy.may_open(here.me))
    thread = Thread(kind=kind, title=title, author_id=here.me.id, last_by_id=here.me.id)
    here.db.add(thread)
    here.db.flush()
    opening = Post(thread_id=thread.id, author_id=here.me.id, body=body, opens=True)
    here.db.add(opening)
    here.db.flush()
    attach(here.db, here.me.id, opening.id, files)
    hang(here, On("thread_id", thread.id), about)
    _follow(here, thread)
    _publish(here, opening, asks=kind is Kind.question)
    finding.refresh(here.db, thread)
    return thread


def answer(
    here: Here, thread: Thread, body: str, parent_id: int | None, files: Mapping[int, str]
) -> Post:
    """Add an answer, or a reply under one. A reply to a reply stands beside it."""
    require(policy.may_answer(here.me, locked=queries.is_locked(here, thread)))
    post = Post(
        thread_id=thread.id,
        author_id=here.me.id,
        body=body,
        parent_id=_answer_above(here, thread, parent_id),
    )
    here.db.add(post)
    here.db.flush()
    attach(here.db, here.me.id, post.id, files)
    _follow(here, thread)
    _publish(here, post)
    queries.recount(here.db, thread)
    return post


def edit(
    here: Here, post: Post, body: str, files: Mapping[int, str], off: Collection[int]
) -> None:
    require(policy.may_edit(here.me, post))
    taken_off = take_off(here.db, post.id, off)
    new = attach(here.db, here.me.id, post.id, files)
    if body == post.body and not taken_off and not new:
        return
    if not queries.was_never_shown(here.db, post):
        # What the team endorsed is not what stands there now; the asker's mark may stay.
        here.db.execute(delete(Endorsement).where(Endorsement.post_id == post.id))
        before = post.edited_at or post.written_at
        here.db.add(PostVersion(post_id=post.id, body=post.body, written_at=before))
    post.body, post.edited_at = body, now()
    queries.recount(here.db, queries.the_thread(here, post.thread_id))


def say_what_about(
    here: Here, post: Post, about: Mapping[int, str], no_more: Collection[int]
) -> None:
    """Of a thread, by who opened it: the resources it is about."""
    require(policy.may_edit(here.me, post))
    if post.opens:
        hang(here, On("thread_id", post.thread_id), about, no_more)


def take_back(here: Here, post: Post) -> None:
    """Delete a post of one's own: a tombstone stays; words, old and new, and files go."""
    require(policy.may_take_back(here.me, post))
    post.body, post.deleted_at = "", now()
    take_off(here.db, post.id)
    here.db.execute(delete(PostVersion).where(PostVersion.post_id == post.id))
    queries.unmark(here.db, post)
    thread = queries.the_thread(here, post.thread_id)
    if post.opens:
        thread.title = ""
    queries.recount(here.db, thread)


def _publish(here: Here, post: Post, *, asks: bool = False) -> None:
    """Now, or once the team has read it."""
    is_new = not queries.is_known(here.db, post)
    if policy.is_read_first(here.me, asks=asks, is_new=is_new):
        hiding.hold(here.db, post)
        return
    took_part(here.db, here.me)
    if not post.opens:
        later(here.db, jobs.tell_followers, post_id=post.id)


def _answer_above(here: Here, thread: Thread, parent_id: int | None) -> int | None:
    if parent_id is None:
        return None
    parent = here.db.get(Post, parent_id)
    if (
        parent is None
        or parent.thread_id != thread.id
        or queries.is_gone(here, parent)
        or (not parent.opens and queries.was_never_shown(here.db, parent))
    ):
        raise Conflict(N_("What you reply to is no longer there."))
    return None if parent.opens else parent.parent_id or parent.id


def _follow(here: Here, thread: Thread) -> None:
    """Who writes hears what others write, unless they muted the thread."""
    if queries.is_muted(here, thread):
        return
    follow = {"thread_id": thread.id, "member_id": here.me.id}
    upsert(here.db, Follow, [follow], key=Follow.one_per)
