"""What a new card begins with: an answer, another card, what was handed in."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from sqlalchemy import select

from lti_social.cohorts.here import Here
from lti_social.core.errors import NotFound
from lti_social.core.text import one_line, to_plain
from lti_social.practices.card import Language
from lti_social.practices.models import Practice
from lti_social.threads.models import Post, Thread
from lti_social.threads.queries import hiding_of, the_post, the_thread
from lti_social.threads.seeing import is_shown

LONGEST_TITLE, LONGEST_PROBLEM, LONGEST_STEPS = 120, 2000, 4000
_DASHES = "-–—•* "


class Elsewhere(NamedTuple):
    """What a feature above gives a card to begin with: where it stands, its words, whom to
    credit (members, by id), and how it notes what came of it."""

    path: str
    title: str
    words: Mapping[str, str]
    cited: Collection[int]
    note: Callable[[Here, Practice], None]


Begin = Callable[[Here, int], Elsewhere]
_SUBMISSIONS: list[Begin] = []


def begins_from_submissions(begin: Begin) -> Begin:
    """A feature above says, once, how a card begins with one, or raises NotFound."""
    _SUBMISSIONS.append(begin)
    return begin


def begun_from(here: Here, submission_id: int) -> Elsewhere:
    (begin,) = _SUBMISSIONS
    return begin(here, submission_id)


class MadeFrom(NamedTuple):
    """An answer and what it answers; of a discussion's opening, `asked` is nothing."""

    post: Post
    thread: Thread
    asked: Post | None

    @property
    def cited(self) -> set[int]:
        """Who wrote them (members, by id)."""
        return {post.author_id for post in (self.post, self.asked) if post is not None}

    @property
    def words(self) -> Mapping[str, str]:
        """A question's text is the problem, an answer's lines are the steps."""
        steps = as_steps(self.post.body)
        problem = f"{self.thread.title}\n\n{_plain(self.asked)}" if self.asked else ""
        title = "" if self.asked else self.thread.title
        return {
            "title": title[:LONGEST_TITLE],
            "problem": problem[:LONGEST_PROBLEM],
            "steps": steps,
        }


def made_from(here: Here, post_id: int) -> MadeFrom:
    """By way of a post that everybody reads; NotFound for any other."""
    post = the_post(here, post_id)
    thread = the_thread(here, post.thread_id)
    if hiding_of(here.db, post) is not None:
        raise NotFound
    opening = select(Post).where(Post.thread_id == thread.id, Post.opens, is_shown(Post))
    asked = None if post.opens else here.db.scalar(opening)
    return MadeFrom(post, thread, asked)


def blank(here: Here) -> Mapping[str, str]:
    """The fields that a new card has something to say in already."""
    known = here.ask.locale in list(Language)
    return {"language": Language(here.ask.locale) if known else Language.fr}


def as_steps(markup: str) -> str:
    """A line for each of its lines."""
    lines = (one_line(line).lstrip(_DASHES) for line in to_plain(markup).splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST_STEPS]


def _plain(post: Post) -> str:
    return to_plain(post.body)
