"""What a thread's page consists of: the opening, the answers, the replies below them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lti_social.core.rows import AnyRow
from lti_social.threads.becoming import Made, made_of
from lti_social.threads.models import Gesture

PAGE = 30  # answers a page; the replies under them come along

Files = Mapping[int, tuple[AnyRow, ...]]
Reactions = Mapping[tuple[int, Gesture], tuple[int, int]]


class Talk(NamedTuple):
    """A thread's page. `under` gives the replies of an answer by its id, `files` what hangs
    on a post."""

    thread: AnyRow
    opening: AnyRow
    kept: AnyRow | None
    answers: Sequence[AnyRow]
    under: Mapping[int, Sequence[AnyRow]]
    files: Files
    reactions: Reactions
    more_after: int | None

    @property
    def made(self) -> Sequence[Made]:
        """What was made from it elsewhere."""
        return made_of(self.thread)

    @property
    def posts(self) -> tuple[AnyRow, ...]:
        """All that stand on the page: the opening, each answer and the replies below it."""
        answers = [self.kept, *self.answers] if self.kept else self.answers
        posts = [self.opening]
        for answer in answers:
            posts += (answer, *self.under.get(answer.id, ()))
        return tuple(posts)


def arranged(thread: AnyRow, rows: Sequence[AnyRow], reactions: Reactions) -> Talk:
    posts, files = _parted(rows)
    under: dict[int, list[AnyRow]] = defaultdict(list)
    answers: list[AnyRow] = []
    kept = None
    for post in posts:
        if post.parent_id is not None:
            under[post.parent_id].append(post)
        elif post.opens:
            opening = post
        elif post.id == thread.accepted:
            kept = post
        else:
            answers.append(post)
    return Talk(
        thread=thread,
        opening=opening,
        kept=kept,
        answers=answers[:PAGE],
        under=under,
        files=files,
        reactions=reactions,
        more_after=answers[PAGE - 1].id if len(answers) > PAGE else None,
    )


def _parted(
    rows: Sequence[AnyRow],
) -> tuple[list[AnyRow], dict[int, tuple[AnyRow, ...]]]:
    """Each post once, and its files."""
    posts: dict[int, AnyRow] = {}
    files: dict[int, list[AnyRow]] = defaultdict(list)
    for row in rows:
        posts.setdefault(row.id, row)
        if row.file_id is not None:
            files[row.id].append(row)
    return list(posts.values()), {id: tuple(several) for id, several in files.items()}
