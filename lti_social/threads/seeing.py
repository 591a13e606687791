"""Which posts are there, and for whom: the one place where a statement learns it.

Whatever reads posts (a page, a count, a notice, a search) asks with one of these.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Me
from lti_social.core.among import one_of
from lti_social.threads.models import NEVER_SHOWN, Hiding, Post

Taken = aliased(Hiding)  # beside a Hiding that the statement itself may join


def reader(me: Me) -> dict[str, Any]:
    """The parameters of a statement that asks what is there for one reader."""
    return {"me": me.id, "teaches": me.teaches}


def is_shown(post: type[Post]) -> ColumnElement[bool]:
    """To everybody: it was published, and is neither hidden nor deleted."""
    return and_(post.deleted_at.is_(None), ~is_out(post))


def is_out(post: type[Post]) -> ColumnElement[bool]:
    """Of sight: its author and the team alone read it."""
    return exists().where(Taken.post_id == post.id)


def is_read(post: type[Post]) -> ColumnElement[bool]:
    """By the reader: what is out of sight only by its author and the team."""
    return or_(_is_theirs(post), ~is_out(post))


def is_there(post: type[Post]) -> ColumnElement[bool]:
    """For the reader, if only as a line that says it was hidden: of what others never saw
    there is nothing."""
    never_shown = exists().where(Taken.post_id == post.id, one_of(Taken.how, NEVER_SHOWN))
    return or_(_is_theirs(post), ~never_shown)


def _is_theirs(post: type[Post]) -> ColumnElement[bool]:
    return or_(bindparam("teaches"), post.author_id == bindparam("me"))
