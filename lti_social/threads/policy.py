"""Who may do what in a thread."""

from typing import Protocol

from lti_social.cohorts import policy
from lti_social.cohorts.here import Me
from lti_social.cohorts.levels import Level
from lti_social.cohorts.models import Role
from lti_social.cohorts.policy import may_act, may_begin, may_post, may_write
from lti_social.threads.models import Kind


class Authored(Protocol):
    @property
    def author_id(self) -> int: ...


class Asked(Authored, Protocol):
    @property
    def kind(self) -> Kind: ...


class Placed(Protocol):
    @property
    def opens(self) -> bool: ...
    @property
    def parent_id(self) -> int | None: ...


def may_open(me: Me) -> bool:
    return may_begin(me)


def may_follow(me: Me) -> bool:
    return may_write(me)


def may_answer(me: Me, *, locked: bool) -> bool:
    return may_post(me) and (me.teaches or not locked)


def may_edit(me: Me, post: Authored) -> bool:
    return may_post(me) and me.id == post.author_id


def may_take_back(me: Me, post: Authored) -> bool:
    """One's own words, even out of an archive."""
    return may_act(me) and me.id == post.author_id


def is_read_first(me: Me, *, asks: bool, is_new: bool) -> bool:
    """Whether the team reads a post before everybody does: `asks` opens a question,
    `is_new` is by somebody of whom nothing was published yet."""
    levels = {
        Level.free: False,
        Level.first: is_new,
        Level.questions: asks,
        Level.everything: True,
    }
    return levels[me.place.level] and not me.teaches


def may_react(me: Me, post: Authored) -> bool:
    return may_write(me) and me.id != post.author_id


def may_accept(me: Me, thread: Asked, post: Placed) -> bool:
    """The asker accepts an answer: not the question itself, nor a reply under an answer."""
    is_answer = not post.opens and post.parent_id is None
    asks = thread.kind is Kind.question and me.id == thread.author_id
    return may_write(me) and asks and is_answer


def may_endorse(me: Me, post: Placed) -> bool:
    endorses = me.teaches or me.role is Role.designer
    if me.given is Role.champion:
        endorses = endorses or me.place.champions_endorse
    return may_write(me) and endorses and not post.opens


def may_keep_order(me: Me) -> bool:
    """Pin and lock."""
    return may_write(me) and me.keeps_order


def may_make_something(me: Me, thread: Asked, post: Placed, *, is_marked: bool) -> bool:
    """A practice, of an answer that was accepted or endorsed, or of what opens a
    discussion."""
    opens_talk = post.opens and thread.kind is Kind.discussion
    return may_begin(me) and (is_marked or opens_talk)


def may_hang_elsewhere(me: Me) -> bool:
    """What others hung on a resource that is no longer what it was."""
    return may_write(me) and me.teaches


def may_report(me: Me, post: Authored) -> bool:
    return policy.may_report(me, [post.author_id])


def may_hide(me: Me, post: Authored) -> bool:
    return policy.may_hide(me, [post.author_id])


def may_decide(me: Me, post: Authored) -> bool:
    """What becomes of a post that is reported or waits: the team does, of others' posts."""
    return me.teaches and me.id != post.author_id


def may_see_hidden(me: Me, post: Authored) -> bool:
    return me.teaches or me.id == post.author_id
