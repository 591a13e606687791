"""A post as one reader sees it: what it says, and what may be done about it."""

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from lti_social.cohorts.here import Me
from lti_social.core.rows import AnyRow
from lti_social.threads import policy
from lti_social.threads.arranging import Files, Reactions
from lti_social.threads.models import NEVER_SHOWN, Gesture, Kind
from lti_social.web.i18n import day
from lti_social.web.pieces import when

NONE = (0, 0)


class May(NamedTuple):
    """What policy answers about one reader and one post."""

    accept: bool
    answer: bool
    decide: bool
    edit: bool
    endorse: bool
    hide: bool
    make: bool
    react: bool
    report: bool
    see_hidden: bool
    take_back: bool


class Seen(NamedTuple):
    """All that the HTML of a post is made of: posts that are seen alike share it.

    `path` is the cohort's, `gone` the day of its deletion, `hidden` that of its removal. Of
    a gesture it tells how many made it, and whether the reader did.
    """

    post: AnyRow
    files: tuple[AnyRow, ...]
    path: str
    written: Markup
    gone: str | None
    hidden: str | None
    mine: bool
    accepted: bool
    me_too: tuple[int, int]
    thanks: tuple[int, int]
    may: May


class Subject(NamedTuple):
    """What of a thread shows on its posts."""

    kind: Kind
    author_id: int
    accepted: int | None
    lock: int | None


class Opening(NamedTuple):
    """What stands on the opening of a thread, and beside it, that is of no post."""

    id: int
    title: str
    opened_at: datetime
    members: int
    replies: int
    last_at: datetime
    pin: bool
    followed: bool
    muted: bool
    may_follow: bool
    may_keep_order: bool


class View(NamedTuple):
    """Who looks, from where, on which day; one for all who see the posts alike."""

    language: str
    path: str
    me: Me
    thread: Subject
    zone: ZoneInfo
    today: date


def seen(
    view: View, reactions: Reactions, files: Files, at: datetime, post: AnyRow
) -> Seen:
    return Seen(
        post=post,
        files=files.get(post.id, ()),
        path=view.path,
        written=when(post.written_at, at, view.language, view.zone),
        gone=post.deleted_at and day(post.deleted_at, at, view.language, view.zone),
        hidden=post.hidden_at and day(post.hidden_at, at, view.language, view.zone),
        mine=post.author_id == view.me.id,
        accepted=post.id == view.thread.accepted,
        me_too=reactions.get((post.id, Gesture.me_too), NONE),
        thanks=reactions.get((post.id, Gesture.thanks), NONE),
        may=_may(view.me, view.thread, post),
    )


def _may(me: Me, thread: Subject, post: AnyRow) -> May:
    is_shown = post.hidden is None
    is_marked = post.id == thread.accepted or bool(post.endorsed)
    may_answer = policy.may_answer(me, locked=thread.lock is not None)
    return May(
        accept=is_shown and policy.may_accept(me, thread, post),
        answer=may_answer and post.hidden not in NEVER_SHOWN,
        decide=policy.may_decide(me, post),
        edit=policy.may_edit(me, post),
        endorse=is_shown and policy.may_endorse(me, post),
        hide=is_shown and policy.may_hide(me, post),
        make=is_shown and policy.may_make_something(me, thread, post, is_marked=is_marked),
        react=is_shown and policy.may_react(me, post),
        report=is_shown and policy.may_report(me, post),
        see_hidden=policy.may_see_hidden(me, post),
        take_back=policy.may_take_back(me, post),
    )
