"""The words that were looked for, marked where they stand."""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from markupsafe import Markup

from lti_social.core.search import Part
from lti_social.core.stemming import Word, words

WIDTH = 220  # characters around what was found
BEFORE = 60  # of them in front of it
FARTHEST = 4_000  # words into a long text that are looked at

_MARK = Markup("<mark>{}</mark>")


class _Place(NamedTuple):
    """Where a part stands in a text."""

    start: int
    end: int
    part: int


def marked(line: str, parts: Sequence[Part]) -> Markup:
    """A title with all that was looked for in it."""
    return _with_marks(line, 0, len(line), list(_places(line, parts)))


def snippet(text: str, parts: Sequence[Part]) -> Markup:
    """The stretch of a text that has most of what was looked for, or else its beginning."""
    text = " ".join(text.split())
    places = list(_places(text, parts))
    start, end = _stretch(text, _where_most(places))
    said = _with_marks(text, start, end, places)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return Markup("{}{}{}").format(before, said, after)


def _places(text: str, parts: Sequence[Part]) -> Iterator[_Place]:
    there = list(islice(words(text), FARTHEST))
    at = 0
    while at < len(there):
        found = _longest_at(there, at, parts)
        if found is None:
            at += 1
            continue
        number, length = found
        yield _Place(there[at].start, there[at + length - 1].end, number)
        at += length


def _longest_at(
    there: Sequence[Word], at: int, parts: Sequence[Part]
) -> tuple[int, int] | None:
    """Which part begins at this word, and how many words it has."""
    found = [
        (len(part.fr), number)
        for number, part in enumerate(parts)
        if _is_at(there[at : at + len(part.fr)], part)
    ]
    if not found:
        return None
    length, number = max(found)
    return number, length


def _is_at(several: Sequence[Word], part: Part) -> bool:
    french, english = tuple(w.fr for w in several), tuple(w.en for w in several)
    return part.fr == french or part.en == english


def _where_most(places: Sequence[_Place]) -> int:
    """Where a stretch begins that has the most different parts: the first of them."""
    all_of_them = len({one.part for one in places})
    best, start = 0, 0
    for at, first in enumerate(places):
        near = _parts_before(first.start + WIDTH - BEFORE, places[at:])
        if len(near) > best:
            best, start = len(near), first.start
        if best == all_of_them:
            break
    return start


def _parts_before(end: int, places: Sequence[_Place]) -> set[int]:
    return {place.part for place in takewhile(lambda place: place.end <= end, places)}


def _stretch(text: str, found: int) -> tuple[int, int]:
    """Around what was found there, from the end of a word to the end of a word."""
    start = text.rfind(" ", 0, found - BEFORE) + 1 if found > BEFORE else 0
    if start + WIDTH >= len(text):
        return start, len(text)
    end = text.rfind(" ", found, start + WIDTH)
    return start, end if end > found else start + WIDTH


def _with_marks(text: str, start: int, end: int, places: Sequence[_Place]) -> Markup:
    said, at = Markup(""), start
    for place in places:
        if at <= place.start and place.end <= end:
            said += text[at : place.start]
            said += _MARK.format(text[place.start : place.end])
            at = place.end
    return said + text[at:end]
