"""A thread's posts as one reader sees them: what they say, and what may be done about it.

Making HTML is most of a page's cost, and readers come back to what they know. So an
answer's HTML is kept under all that it is made of, and so is a page's whole list of them:
when anything in it changes it is another key, and nothing has to be forgotten.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from lti_social.cohorts.here import Here, Me
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.threads import policy
from lti_social.threads.models import NEVER_SHOWN, Gesture, Kind
from lti_social.threads.queries import NOBODY
from lti_social.threads.talking import Files, Reactions, Talk
from lti_social.web.i18n import day
from lti_social.web.pieces import when
from lti_social.web.render import macro

FRESH = timedelta(minutes=1)  # what was written "just now" is soon said otherwise
ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
NONE = (0, 0)

Hanging = tuple[int, tuple[AnyRow, ...]]  # (post, its files)
Reaction = tuple[tuple[int, Gesture], tuple[int, int]]  # (post, kind), (how many, mine)


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


class View(NamedTuple):
    """Who looks, from where, on which day; one for all who see the posts alike."""

    language: str
    path: str
    me: Me
    thread: Subject
    zone: ZoneInfo
    today: date


class Sight:
    """One reader's view of the posts of one thread."""

    def __init__(self, here: Here, talk: Talk) -> None:
        thread = talk.thread
        subject = Subject(thread.kind, thread.author_id, thread.accepted, thread.lock)
        self._talk, self._now = talk, now()
        today = self._now.astimezone(here.ask.zone).date()
        me = _anybody_like(here.me, wrote=here.me.id in talk.authors)
        self._view = View(here.ask.locale, here.path, me, subject, here.ask.zone, today)

    def of(self, post: AnyRow) -> Seen:
        talk = self._talk
        return _seen(self._view, talk.reactions, talk.files, self._now, post)

    def answer(self, post: AnyRow) -> Markup:
        """An answer with the replies below it."""
        replies = tuple(self.of(reply) for reply in self._talk.under.get(post.id, ()))
        return _answer(self._view.language, self.of(post), replies)

    def answers(self) -> Markup:
        """The page's answers but for the accepted one, as items of a list."""
        talk = self._talk
        posts = tuple(
            post for top in talk.answers for post in (top, *talk.under.get(top.id, ()))
        )
        newest = max((post.written_at for post in posts), default=ANY_TIME)
        make = _list.__wrapped__ if self._now - newest < FRESH else _list
        hanging = tuple(talk.files.items())
        made: Markup = make(self._view, posts, hanging, tuple(talk.reactions.items()))
        return made


def _anybody_like(me: Me, *, wrote: bool) -> Me:
    """The reader without what shows on no post; where they wrote none, not even who."""
    return replace(
        me,
        id=me.id if wrote else NOBODY,
        person_id=NOBODY,
        session_id=NOBODY,
        name="",
        waiting=0,
        joined_at=ANY_TIME,
        away_since=None,
        light=False,
        administers_as=None,
        beside=0,
    )


@lru_cache(maxsize=200)  # of some fifty kilobytes each
def _list(
    view: View,
    posts: tuple[AnyRow, ...],
    files: tuple[Hanging, ...],
    reactions: tuple[Reaction, ...],
) -> Markup:
    see = partial(_seen, view, dict(reactions), dict(files), now())
    pieces = [
        _answer(
            view.language,
            see(top),
            tuple(see(one) for one in posts if one.parent_id == top.id),
        )
        for top in posts
        if top.parent_id is None
    ]
    return macro(view.language, "threads/post.html", "answers")(pieces)


@lru_cache(maxsize=1_000)  # of three kilobytes and more each
def _answer(language: str, seen: Seen, replies: tuple[Seen, ...]) -> Markup:
    return macro(language, "threads/post.html", "answer")(seen, replies)


def _seen(
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
