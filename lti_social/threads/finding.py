"""A thread is found by the words of what is shown in it, unless its opening is hidden."""

from sqlalchemy import select

from lti_social.core import search
from lti_social.core.rows import AnySelect
from lti_social.core.text import to_plain
from lti_social.core.wall import Database
from lti_social.threads.models import Post, Thread
from lti_social.threads.seeing import is_out, is_shown

_SHOWN: AnySelect = (
    select(Post.body).order_by(Post.opens.desc(), Post.id).where(is_shown(Post))
)
_OUT = select(Post.id).where(Post.opens, is_out(Post))


def refresh(db: Database, thread: Thread) -> None:
    """As everybody reads it now, or no more."""
    db.flush()
    is_hidden = db.scalar(_OUT.where(Post.thread_id == thread.id)) is not None
    bodies = db.scalars(_SHOWN.where(Post.thread_id == thread.id)).all()
    if is_hidden or not bodies:
        search.drop(db, search.What.thread, thread.id)
        return
    text = "\n".join(to_plain(body) for body in bodies)
    search.put(db, search.What.thread, thread.id, thread.title, text)
