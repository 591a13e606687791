"""Posts, as moderation handles them."""

from sqlalchemy import literal, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.models import Member
from lti_social.core.wall import Database
from lti_social.files.queries import hanging_on
from lti_social.moderation.things import Content, What, written_by
from lti_social.notifications.actions import About
from lti_social.threads import hiding, queries
from lti_social.threads.models import Hiding, Post, Thread

Written = aliased(Post)

_THINGS = (
    select(
        literal(What.posts.value).label("what"),
        *(Post.id.label("content_id"), Thread.title, Post.body),
        *(Member.name.label("author"), Post.written_at, Post.edited_at),
        *(Post.deleted_at.is_not(None).label("gone"), Post.opens),
        *(literal(False).label("plain"), Hiding.how),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Member, Member.id == Post.author_id)
    .outerjoin(Hiding, Hiding.post_id == Post.id)
)


def _about(db: Database, post: Post, *, to_all: bool) -> About:
    thread = db.get_one(Thread, post.thread_id)
    title = "" if to_all and queries.is_hidden(db, thread) else thread.title
    return About(f"/posts/{post.id}", thread.path, title)


POSTS = Content(
    model=Post,
    things=_THINGS,
    is_by=written_by(Written.id, Written.author_id),
    find=queries.post_to_judge,
    find_shown=queries.the_post,
    files=hanging_on,
    about=_about,
    page=lambda post: f"/posts/{post.id}",
    edit=lambda _db, post: f"/posts/{post.id}/edit",
    shelf="/threads",
    leaves_a_line=True,
    hiding=hiding,
)
