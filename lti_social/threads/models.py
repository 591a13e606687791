"""A thread, its posts, and what people say of them.

What somebody did at some time (pinned, locked, accepted, endorsed, hid) is a row of its
own: it tells who and when, and undoing it deletes the row.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment


class Kind(StrEnum):
    question = "question"
    discussion = "discussion"


def path_of(thread_id: int) -> str:
    """Of a thread, in its cohort."""
    return f"/threads/{thread_id}"


class Thread(CohortOwned, Base):
    """What people talk about.

    Its counts follow the posts that are shown: `replies` are all but the first, `answers`
    those by somebody else than its author. `last_at` and `last_by_id` tell of the newest.
    """

    __tablename__ = "thread"
    points_at = {"author_id": "member", "last_by_id": "member"}
    also = (Index("ix_thread_recent", "cohort_id", "last_at", "id"),)

    kind: Mapped[Kind]
    title: Mapped[str]
    author_id: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(Moment, default=now)
    replies: Mapped[int] = mapped_column(default=0)
    answers: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(Moment, default=now)
    last_by_id: Mapped[int]

    @property
    def path(self) -> str:
        return path_of(self.id)


class Post(CohortOwned, Base):
    """What somebody wrote: safe HTML. The first post of a thread opens it.

    `parent_id` is the answer that a reply stands under; answers have none. What it said
    before `covered_at` is for its author and the team alone.
    """

    __tablename__ = "post"
    points_at = {"thread_id": "thread", "author_id": "member", "parent_id": "post"}
    also = (Index("ix_post_thread", "cohort_id", "thread_id", "parent_id", "id"),)

    thread_id: Mapped[int]
    author_id: Mapped[int]
    parent_id: Mapped[int | None]
    opens: Mapped[bool] = mapped_column(default=False)
    body: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    covered_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def path(self) -> str:
        return f"/posts/{self.id}"


class PostVersion(CohortOwned, Base):
    """What a post said before it was edited."""

    __tablename__ = "post_version"
    points_at = {"post_id": "post"}
    also = (Index("ix_post_version_post", "cohort_id", "post_id", "id"),)

    post_id: Mapped[int]
    body: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(Moment)


class Acceptance(CohortOwned, Base):
    """The asker says: this answer helped me."""

    __tablename__ = "acceptance"
    points_at = {"thread_id": "thread", "post_id": "post", "member_id": "member"}
    one_per = ("thread_id",)

    thread_id: Mapped[int]
    post_id: Mapped[int]
    member_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Endorsement(CohortOwned, Base):
    """The team says: this answer is right."""

    __tablename__ = "endorsement"
    points_at = {"post_id": "post", "thread_id": "thread", "member_id": "member"}
    one_per = ("post_id",)
    also = (Index("ix_endorsement_thread", "cohort_id", "thread_id"),)

    thread_id: Mapped[int]
    post_id: Mapped[int]
    member_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Out(StrEnum):
    """How a post is out of sight."""

    pending = "pending"  # the team reads it first
    refused = "refused"  # they did, and it is not published
    hidden = "hidden"
    removed = "removed"


NEVER_SHOWN = (Out.pending, Out.refused)  # of the others a line stands in the thread


class Hiding(CohortOwned, Base):
    """A post is out of sight: its author and the team read it, and the reason.

    Without `member_id` nobody took it there: it is pending, or was reported as grave.
    """

    __tablename__ = "hiding"
    points_at = {"post_id": "post", "member_id": "member"}
    one_per = ("post_id",)

    post_id: Mapped[int]
    how: Mapped[Out] = mapped_column(default=Out.hidden)
    member_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Pin(CohortOwned, Base):
    """The team keeps a thread on top."""

    __tablename__ = "pin"
    points_at = {"thread_id": "thread", "member_id": "member"}
    one_per = ("thread_id",)

    thread_id: Mapped[int]
    member_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Lock(CohortOwned, Base):
    """The team closed a thread to new posts."""

    __tablename__ = "lock"
    points_at = {"thread_id": "thread", "member_id": "member"}
    one_per = ("thread_id",)

    thread_id: Mapped[int]
    member_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Gesture(StrEnum):
    """What can be said of a post in one gesture."""

    me_too = "me_too"
    thanks = "thanks"


class Reaction(CohortOwned, Base):
    __tablename__ = "reaction"
    points_at = {"post_id": "post", "member_id": "member"}
    one_per = ("post_id", "member_id", "kind")

    post_id: Mapped[int]
    member_id: Mapped[int]
    kind: Mapped[Gesture]


class Follow(CohortOwned, Base):
    """A member hears about new posts in a thread."""

    __tablename__ = "follow"
    points_at = {"thread_id": "thread", "member_id": "member"}
    one_per = ("member_id", "thread_id")

    thread_id: Mapped[int]
    member_id: Mapped[int]


class Reading(CohortOwned, Base):
    """How far a member has read a thread; only ever shown to that member."""

    __tablename__ = "reading"
    points_at = {"thread_id": "thread", "member_id": "member"}
    one_per = ("member_id", "thread_id")

    thread_id: Mapped[int]
    member_id: Mapped[int]
    read_at: Mapped[datetime] = mapped_column(Moment)
