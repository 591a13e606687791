"""One thread as its page shows it: the opening, the answers, the replies below."""

from functools import cache

from sqlalchemy import BindParameter, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, Role, standing
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database, upsert
from lti_social.files.models import Attachment
from lti_social.files.queries import SHOWN
from lti_social.notifications.actions import have_read_of
from lti_social.notifications.models import Mute
from lti_social.threads import policy
from lti_social.threads.arranging import PAGE, Talk, arranged
from lti_social.threads.becoming import with_what_was_made
from lti_social.threads.models import (
    Acceptance,
    Endorsement,
    Follow,
    Hiding,
    Lock,
    Pin,
    Post,
    Reaction,
    Reading,
    Thread,
    path_of,
)
from lti_social.threads.seeing import is_there, reader

_me: BindParameter[int] = bindparam("me")
_thread: BindParameter[int] = bindparam("thread")

_THREAD: AnySelect = (
    select(
        *(Thread.id, Thread.kind, Thread.title, Thread.author_id, Thread.opened_at),
        *(Thread.replies, Thread.answers, Thread.last_at, Reading.read_at),
        *(Acceptance.post_id.label("accepted"), Pin.id.label("pin"), Lock.id.label("lock")),
        exists()
        .where(Follow.thread_id == Thread.id, Follow.member_id == _me)
        .label("followed"),
        exists()
        .where(Mute.subject == bindparam("path"), Mute.member_id == _me)
        .label("muted"),
        select(func.count())
        .select_from(Member)
        .where(Member.role != Role.admin)
        .scalar_subquery()
        .label("members"),
    )
    .outerjoin(Acceptance, Acceptance.thread_id == Thread.id)
    .outerjoin(Pin, Pin.thread_id == Thread.id)
    .outerjoin(Lock, Lock.thread_id == Thread.id)
    .outerjoin(Reading, and_(Reading.thread_id == Thread.id, Reading.member_id == _me))
    .where(Thread.id == _thread)
)

Answer = aliased(Post)
_ANSWERS = (
    select(Answer.id)
    .where(
        Answer.thread_id == _thread,
        Answer.parent_id.is_(None),
        Answer.opens.is_(False),
        Answer.id.is_distinct_from(bindparam("accepted")),  # which stands on every page
        Answer.id > bindparam("after"),
        is_there(Answer),
    )
    .order_by(Answer.id)
    .limit(PAGE + 1)
)

_POSTS: AnySelect = (
    select(
        *(Post.id, Post.parent_id, Post.opens, Post.body, Post.author_id, Post.written_at),
        *(Post.edited_at, Post.deleted_at, Member.name.label("author")),
        standing(Member).label("role"),
        *(Endorsement.id.label("endorsed"), Hiding.how.label("hidden"), Hiding.reason),
        *(Hiding.at.label("hidden_at"), *SHOWN),
    )
    .join(Member, Member.id == Post.author_id)
    .outerjoin(Endorsement, Endorsement.post_id == Post.id)
    .outerjoin(Hiding, Hiding.post_id == Post.id)
    .outerjoin(Attachment, Attachment.post_id == Post.id)  # once more for each of its files
    .where(
        Post.thread_id == _thread,
        or_(
            Post.opens,
            Post.id.in_(_ANSWERS),
            Post.parent_id.in_(_ANSWERS),
            Post.id == bindparam("accepted"),
            Post.parent_id == bindparam("accepted"),
        ),
        or_(Post.opens, is_there(Post)),
    )
    .order_by(Post.id, Attachment.id)
)

_REACTIONS = (
    select(
        Reaction.post_id,
        Reaction.kind,
        func.count().label("n"),
        func.max(case((Reaction.member_id == _me, 1), else_=0)).label("mine"),
    )
    .join(Post, Post.id == Reaction.post_id)
    .where(Post.thread_id == _thread)
    .group_by(Reaction.post_id, Reaction.kind)
)


def talk(here: Here, thread_id: int, after: int) -> Talk:
    known = {"me": here.me.id, "thread": thread_id}
    thread = here.db.rows(_thread_and_more(), known | {"path": path_of(thread_id)}).first()
    if thread is None:
        raise NotFound
    page = {"after": after, "accepted": thread.accepted}
    posts = here.db.rows(_POSTS, reader(here.me) | known | page).all()
    reactions = here.db.rows(_REACTIONS, known).all()
    talk = arranged(thread, posts, {(r.post_id, r.kind): (r.n, r.mine) for r in reactions})
    if talk.opening.hidden and not policy.may_see_hidden(here.me, talk.opening):
        raise NotFound
    _have_read(here, thread)
    return talk


@cache
def _thread_and_more() -> AnySelect:
    """Built when it is first asked: features above have said by then what they make."""
    return with_what_was_made(_THREAD)


_BEFORE = select(Answer.id).where(
    Answer.thread_id == _thread,
    Answer.parent_id.is_(None),
    Answer.opens.is_(False),
    ~exists().where(Acceptance.post_id == Answer.id),
    is_there(Answer),
    Answer.id < bindparam("answer"),
)


def page_with(here: Here, post: Post) -> str:
    """The address of the page of its thread that shows this post."""
    answer = post.parent_id or post.id
    known = reader(here.me) | {"thread": post.thread_id, "answer": answer}
    before = here.db.scalars(_BEFORE.order_by(Answer.id), known).all()
    full_pages = len(before) // PAGE * PAGE
    after = f"?after={before[full_pages - 1]}" if full_pages and not post.opens else ""
    return f"/threads/{post.thread_id}{after}#post-{post.id}"


def _have_read(here: Here, thread: AnyRow) -> None:
    """Note how far, when there was something new: what came since was not on the page."""
    if thread.read_at is not None and thread.read_at >= thread.last_at:
        return
    mark = {"thread_id": thread.id, "member_id": here.me.id, "read_at": thread.last_at}

    def note(db: Database) -> None:
        upsert(db, Reading, [mark], key=Reading.one_per, update=["read_at"])
        if here.me.waiting:
            have_read_of(db, here.me.id, path_of(thread.id))

    here.note(note)
