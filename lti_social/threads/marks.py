"""What a member can say of threads and posts in one gesture; each can be taken back."""

from typing import Any, TypeAlias

from sqlalchemy import delete

from lti_social.cohorts.here import Here, require
from lti_social.core.jobs import later
from lti_social.core.wall import upsert
from lti_social.notifications import actions as notices
from lti_social.threads import jobs, policy
from lti_social.threads.models import (
    Acceptance,
    Endorsement,
    Follow,
    Gesture,
    Lock,
    Pin,
    Post,
    Reaction,
    Thread,
)

Mark: TypeAlias = type[Acceptance | Endorsement | Follow | Lock | Pin | Reaction]


def accept(here: Here, thread: Thread, post: Post, *, on: bool) -> None:
    """Say which answer helped; accepting another one moves the mark."""
    require(policy.may_accept(here.me, thread, post))
    moved = Acceptance.post_id != post.id if on else Acceptance.post_id == post.id
    here.db.execute(delete(Acceptance).where(Acceptance.thread_id == thread.id, moved))
    mark = {"thread_id": thread.id, "post_id": post.id, "member_id": here.me.id}
    if on and _set(here, Acceptance, mark, on=on):
        later(here.db, jobs.tell_accepted, post_id=post.id, by=here.me.id)


def endorse(here: Here, post: Post, *, on: bool) -> None:
    require(policy.may_endorse(here.me, post))
    mark = {"thread_id": post.thread_id, "post_id": post.id, "member_id": here.me.id}
    if _set(here, Endorsement, mark, on=on) and on:
        later(here.db, jobs.tell_endorsed, post_id=post.id, by=here.me.id)


def react(here: Here, post: Post, kind: Gesture, *, on: bool) -> None:
    require(policy.may_react(here.me, post))
    mark = {"post_id": post.id, "member_id": here.me.id, "kind": kind}
    _set(here, Reaction, mark, on=on)


def follow(here: Here, thread: Thread, *, on: bool) -> None:
    require(policy.may_follow(here.me))
    _set(here, Follow, {"thread_id": thread.id, "member_id": here.me.id}, on=on)
    if on:
        notices.mute(here, thread.path, on=False)


def mute(here: Here, thread: Thread, *, on: bool) -> None:
    """Hear nothing of it, even as its author; who follows does no longer."""
    require(policy.may_follow(here.me))
    notices.mute(here, thread.path, on=on)
    if on:
        _set(here, Follow, {"thread_id": thread.id, "member_id": here.me.id}, on=False)


def pin(here: Here, thread: Thread, *, on: bool) -> None:
    require(policy.may_keep_order(here.me))
    _set(here, Pin, {"thread_id": thread.id, "member_id": here.me.id}, on=on)


def lock(here: Here, thread: Thread, *, on: bool) -> None:
    require(policy.may_keep_order(here.me))
    _set(here, Lock, {"thread_id": thread.id, "member_id": here.me.id}, on=on)


def _set(here: Here, model: Mark, mark: dict[str, Any], *, on: bool) -> bool:
    """Make the mark, or take it away. False when it was made before."""
    if on:
        return bool(upsert(here.db, model, [mark], key=model.one_per).rowcount)
    same = [getattr(model, name) == mark[name] for name in model.one_per]
    here.db.execute(delete(model).where(*same))
    return True
