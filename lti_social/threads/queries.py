"""What can be asked of threads and posts one at a time, by those who change them."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from lti_social.cohorts.here import Here
from lti_social.core.errors import NotFound
from lti_social.core.wall import Database
from lti_social.files.queries import serves_files_of
from lti_social.grades.owing import counts_as_taking_part
from lti_social.notifications.actions import forget_title, withdraw
from lti_social.notifications.models import Mute
from lti_social.threads import finding, policy
from lti_social.threads.models import (
    NEVER_SHOWN,
    Acceptance,
    Endorsement,
    Follow,
    Hiding,
    Lock,
    Post,
    PostVersion,
    Thread,
)
from lti_social.threads.seeing import is_shown

NOBODY = -1  # no member has this id

counts_as_taking_part(select(Post.author_id).where(is_shown(Post)))


def the_thread(here: Here, thread_id: int) -> Thread:
    """A thread that is there for this reader: its opening is not hidden from them."""
    thread = here.db.get(Thread, thread_id)
    if thread is None:
        raise NotFound
    if not policy.may_see_hidden(here.me, thread) and is_hidden(here.db, thread):
        raise NotFound
    return thread


def the_post(here: Here, post_id: int) -> Post:
    """A post that is there for this reader: not deleted, and not hidden from them.

    Who is about to change something finds it locked, so that nobody else does meanwhile.
    """
    post = post_to_judge(here, post_id)
    the_thread(here, post.thread_id)
    if is_gone(here, post):
        raise NotFound
    return post


def post_to_judge(here: Here, post_id: int) -> Post:
    """A post that was not deleted, whoever may see it: moderation asks that itself."""
    post = here.db.get(Post, post_id)
    if post is not None and here.ask.writes:
        here.db.refresh(post, with_for_update={"key_share": True})
    if post is None or post.deleted_at is not None:
        raise NotFound
    return post


def is_gone(here: Here, post: Post) -> bool:
    """For this reader: deleted, or hidden from them."""
    if post.deleted_at is not None:
        return True
    return not policy.may_see_hidden(here.me, post) and hiding_of(here.db, post) is not None


def any_post(here: Here, post_id: int) -> Post:
    """A post, or what is left of it, in a thread that is there for this reader."""
    post = here.db.get(Post, post_id)
    if post is None:
        raise NotFound
    the_thread(here, post.thread_id)
    if was_never_shown(here.db, post) and not policy.may_see_hidden(here.me, post):
        raise NotFound
    return post


def is_hidden(db: Database, thread: Thread) -> bool:
    """Whether its opening is: then only its author and the team find the thread."""
    hiding = select(Hiding.id).join(Post, Post.id == Hiding.post_id)
    return bool(db.scalar(hiding.where(Post.thread_id == thread.id, Post.opens)))


def hiding_of(db: Database, post: Post) -> Hiding | None:
    return db.scalar(select(Hiding).where(Hiding.post_id == post.id))


def was_never_shown(db: Database, post: Post) -> bool:
    """To anybody but its author and the team."""
    hiding = hiding_of(db, post)
    return hiding is not None and hiding.how in NEVER_SHOWN


def is_known(db: Database, post: Post) -> bool:
    """Whether something else by its author stands where everybody reads it."""
    others = select(Post.id).where(Post.author_id == post.author_id, Post.id != post.id)
    return db.scalar(others.where(is_shown(Post)).limit(1)) is not None


def versions_of(here: Here, post: Post) -> Sequence[PostVersion]:
    """What the post said before, newest first."""
    earlier = select(PostVersion).where(PostVersion.post_id == post.id)
    if post.covered_at and not policy.may_see_hidden(here.me, post):
        earlier = earlier.where(PostVersion.written_at >= post.covered_at)
    return here.db.scalars(earlier.order_by(PostVersion.id.desc())).all()


def is_locked(here: Here, thread: Thread) -> bool:
    return here.db.scalar(select(Lock.id).where(Lock.thread_id == thread.id)) is not None


def followers(db: Database, thread_id: int, *, besides: int = NOBODY) -> list[int]:
    following = select(Follow.member_id).where(
        Follow.thread_id == thread_id, Follow.member_id != besides
    )
    return list(db.scalars(following))


def is_muted(here: Here, thread: Thread) -> bool:
    muted = select(Mute.id).where(Mute.member_id == here.me.id)
    return here.db.scalar(muted.where(Mute.subject == thread.path)) is not None


def unmark(db: Database, post: Post) -> None:
    """What is no longer shown is no longer anybody's accepted or endorsed answer, nor news
    to anybody."""
    for mark in (Acceptance, Endorsement):
        db.execute(delete(mark).where(mark.post_id == post.id))
    withdraw(db, post.path)
    if post.opens:
        forget_title(db, db.get_one(Thread, post.thread_id).path)


def recount(db: Database, thread: Thread) -> None:
    """Make the thread's counts, and the words it is found by, follow its shown posts again.

    The thread stays locked until the end of the transaction: of two answers at once, each
    would count only itself.
    """
    db.flush()
    db.refresh(thread, with_for_update={"key_share": True})
    shown = (Post.thread_id == thread.id, is_shown(Post))
    replies = select(func.count(), func.count().filter(Post.author_id != thread.author_id))
    thread.replies, thread.answers = db.execute(
        replies.select_from(Post).where(*shown, Post.opens.is_(False))
    ).one()
    newest = select(Post.written_at, Post.author_id).where(*shown)
    newest = newest.order_by(Post.written_at.desc(), Post.id.desc())
    if last := db.execute(newest.limit(1)).one_or_none():
        thread.last_at, thread.last_by_id = last
    finding.refresh(db, thread)


serves_files_of("post_id", the_post)
