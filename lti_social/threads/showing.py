"""A thread's posts as one reader sees them: what they say, and what may be done about it.

Making HTML is most of a page's cost, and readers come back to what they know. So what a
page shows of posts is kept under all that it is made of, and so is each answer in it: when
anything changes it is another key, and nothing has to be forgotten.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import NamedTuple

from markupsafe import Markup

from lti_social.cohorts.here import Here, Me
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.threads import policy
from lti_social.threads.arranging import Talk
from lti_social.threads.models import Gesture
from lti_social.threads.queries import NOBODY
from lti_social.threads.viewing import Opening, Seen, Subject, View, seen
from lti_social.web.i18n import day
from lti_social.web.render import macro, piece_of

FRESH = timedelta(minutes=1)  # what was written "just now" is soon said otherwise
ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
POST, OPENING = "threads/post.html", "threads/opening.html"

See = Callable[[AnyRow], Seen]
Hanging = tuple[int, tuple[AnyRow, ...]]  # (post, its files)
Reaction = tuple[tuple[int, Gesture], tuple[int, int]]  # (post, kind), (how many, mine)


class Pieces(NamedTuple):
    """What a page shows of posts; `kept` is the accepted answer, `answers` the others as
    items of a list, each with the replies below it."""

    opening: Markup
    kept: Markup | None
    answers: Markup
    in_brief: Markup


def pieces(here: Here, talk: Talk) -> Pieces:
    """Of one thread, for one reader."""
    at, posts = now(), talk.posts
    is_fresh = at - max([post.written_at for post in posts]) < FRESH
    make = _pieces.__wrapped__ if is_fresh else _pieces
    made: Pieces = make(
        _view(here, talk, at, {post.author_id for post in posts}),
        _opening(here, talk),
        posts,
        tuple(talk.files.items()),
        tuple(talk.reactions.items()),
    )
    return made


def _view(here: Here, talk: Talk, at: datetime, authors: set[int]) -> View:
    thread, zone = talk.thread, here.ask.zone
    subject = Subject(thread.kind, thread.author_id, thread.accepted, thread.lock)
    me = _anybody_like(here.me, wrote=here.me.id in {thread.author_id, *authors})
    today = at.astimezone(zone).date()
    return View(here.ask.locale, here.path, me, subject, zone, today)


def _opening(here: Here, talk: Talk) -> Opening:
    thread = talk.thread
    return Opening(
        id=thread.id,
        title=thread.title,
        opened_at=thread.opened_at,
        members=thread.members,
        replies=thread.replies,
        last_at=thread.last_at,
        pin=thread.pin is not None,
        followed=thread.followed,
        muted=thread.muted,
        may_follow=policy.may_follow(here.me),
        may_keep_order=policy.may_keep_order(here.me),
    )


def _anybody_like(me: Me, *, wrote: bool) -> Me:
    """The reader without what shows on no post; where they wrote none, not even who."""
    return me._replace(
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
def _pieces(
    view: View,
    about: Opening,
    posts: tuple[AnyRow, ...],
    files: tuple[Hanging, ...],
    reactions: tuple[Reaction, ...],
) -> Pieces:
    language, at = view.language, now()
    see = partial(seen, view, dict(reactions), dict(files), at)
    first, *others = posts
    it = see(first)
    answers = _answers(language, see, others)
    accepted = answers.pop(view.thread.accepted or NOBODY, None)
    opened, latest = (
        day(moment, at, language, view.zone) for moment in (about.opened_at, about.last_at)
    )
    return Pieces(
        opening=macro(language, OPENING, "opening")(it, view.thread, about),
        kept=accepted,
        answers=macro(language, POST, "answers")(answers.values()),
        in_brief=macro(language, OPENING, "in_brief")(
            it, view.thread, about, opened, latest
        ),
    )


def _answers(language: str, see: See, posts: list[AnyRow]) -> dict[int, Markup]:
    """By id, in their order, each with the replies below it."""
    under = defaultdict(list)
    for post in posts:
        under[post.parent_id].append(see(post))
    return {
        top.post.id: piece_of(language, POST, "answer", top, tuple(under[top.post.id]))
        for top in under[None]
    }
