"""A thread's posts as one reader sees them: what they say, and what may be done about it.

Making HTML is most of a page's cost, and readers come back to what they know. So an
answer's HTML is kept under all that it is made of, and so is a page's whole list of them:
when anything in it changes it is another key, and nothing has to be forgotten.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import NamedTuple

from markupsafe import Markup

from lti_social.cohorts.here import Here, Me
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.threads import policy
from lti_social.threads.models import Gesture, Kind
from lti_social.threads.queries import NOBODY
from lti_social.threads.talking import Talk
from lti_social.threads.viewing import Seen, Subject, View, seen
from lti_social.web.i18n import day
from lti_social.web.render import macro, piece_of

FRESH = timedelta(minutes=1)  # what was written "just now" is soon said otherwise
ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
POST, OPENING = "threads/post.html", "threads/opening.html"

Hanging = tuple[int, tuple[AnyRow, ...]]  # (post, its files)
Reaction = tuple[tuple[int, Gesture], tuple[int, int]]  # (post, kind), (how many, mine)


class Opening(NamedTuple):
    """What stands on the opening of a thread beside the post itself."""

    id: int
    title: str
    kind: Kind
    members: int
    is_resolved: bool
    pin: bool
    lock: bool
    followed: bool
    muted: bool
    may_follow: bool
    may_keep_order: bool


class Sight:
    """One reader's view of the posts of one thread."""

    def __init__(self, here: Here, talk: Talk) -> None:
        thread, self._me = talk.thread, here.me
        subject = Subject(thread.kind, thread.author_id, thread.accepted, thread.lock)
        self._talk, self._now = talk, now()
        today = self._now.astimezone(here.ask.zone).date()
        me = _anybody_like(here.me, wrote=here.me.id in talk.authors)
        self._view = View(here.ask.locale, here.path, me, subject, here.ask.zone, today)
        self._first = self.of(talk.opening)

    def of(self, post: AnyRow) -> Seen:
        talk = self._talk
        return seen(self._view, talk.reactions, talk.files, self._now, post)

    def opening(self) -> Markup:
        thread, me = self._talk.thread, self._me
        about = Opening(
            id=thread.id,
            title=thread.title,
            kind=thread.kind,
            members=thread.members,
            is_resolved=thread.accepted is not None,
            pin=thread.pin is not None,
            lock=thread.lock is not None,
            followed=thread.followed,
            muted=thread.muted,
            may_follow=policy.may_follow(me),
            may_keep_order=policy.may_keep_order(me),
        )
        return piece_of(self._view.language, OPENING, "opening", self._first, about)

    def in_brief(self) -> Markup:
        thread, view = self._talk.thread, self._view
        opened, latest = (
            day(moment, self._now, view.language, view.zone)
            for moment in (thread.opened_at, thread.last_at)
        )
        about = (thread.kind, opened, thread.replies, latest)
        return piece_of(view.language, OPENING, "in_brief", self._first, *about)

    def answer(self, post: AnyRow) -> Markup:
        """An answer with the replies below it."""
        replies = tuple(self.of(reply) for reply in self._talk.under.get(post.id, ()))
        return piece_of(self._view.language, POST, "answer", self.of(post), replies)

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
    see = partial(seen, view, dict(reactions), dict(files), now())
    pieces = [
        piece_of(
            view.language,
            POST,
            "answer",
            see(top),
            tuple(see(one) for one in posts if one.parent_id == top.id),
        )
        for top in posts
        if top.parent_id is None
    ]
    return macro(view.language, POST, "answers")(pieces)
