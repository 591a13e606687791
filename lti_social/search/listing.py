"""What is found, page by page, as the reader of it sees it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from lti_social.cohorts.here import Here
from lti_social.core.rows import AnyRow
from lti_social.core.search import What, asked
from lti_social.practices.models import Maturity
from lti_social.search.queries import having, shown
from lti_social.search.ranking import Hit, alike, counts, ranked, weights, whole
from lti_social.search.snippets import marked, snippet
from lti_social.threads.models import Kind

PAGE = 10
SIMILAR = 5

Only: TypeAlias = What | Kind | Maturity  # no two of these have a word in common


class One(NamedTuple):
    """Something found: its row, its title and a stretch of its text with marks."""

    what: What
    row: AnyRow
    title: Markup
    text: Markup


class Listing(NamedTuple):
    """A page of what was found, and how many there are of what was `wanted`.

    `counts` are by What, by kind and by maturity. `is_partial`: nothing has all the words,
    so this is what has some. `next` is the page after this one.
    """

    found: Sequence[One]
    wanted: int
    counts: Mapping[str, int]
    total: int
    is_partial: bool
    next: int | None


NOTHING = Listing((), 0, {}, 0, False, None)


def listing(here: Here, said: str, only: Only | None, page: int) -> Listing:
    parts = asked(said)
    if not parts:
        return NOTHING
    some = [hit for what in What for hit in having(here, what, parts)]
    every = whole(some)
    hits = ranked(every or some, weights(some))
    wanted = [hit for hit in hits if only is None or only in (hit.what, hit.kind)]
    after = page * PAGE
    return Listing(
        found=_shown(here, said, wanted[after - PAGE : after]),
        wanted=len(wanted),
        counts=counts(hits),
        total=len(hits),
        is_partial=bool(some) and not every,
        next=page + 1 if len(wanted) > after else None,
    )


def similar(here: Here, title: str) -> Sequence[One]:
    """Threads that may have what somebody is about to ask."""
    parts = asked(title, only_telling=True)
    if not parts:
        return ()
    hits = having(here, What.thread, parts)
    weighed = weights(hits)
    return _shown(here, title, ranked(alike(hits, weighed), weighed)[:SIMILAR])


def _shown(here: Here, said: str, hits: Sequence[Hit]) -> list[One]:
    parts = asked(said)
    rows = {
        what: shown(here, what, [hit.id for hit in hits if hit.what is what])
        for what in What
    }
    return [
        One(hit.what, row, marked(row.title, parts), snippet(row.text, parts))
        for hit in hits
        if (row := rows[hit.what].get(hit.id))
    ]
