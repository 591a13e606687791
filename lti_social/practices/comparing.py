"""What one version of a card says that another did not, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from lti_social.core.rows import AnyRow
from lti_social.practices.card import FIELDS

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class How(StrEnum):
    same = "same"
    added = "added"
    removed = "removed"


class Piece(NamedTuple):
    how: How
    words: str


class Step(NamedTuple):
    """A version, and by field what it says otherwise than the one before."""

    version: AnyRow
    fields: Sequence[tuple[str, Sequence[Piece]]]


def changes(versions: Sequence[AnyRow]) -> list[Step]:
    """Versions come newest first: each against the next, the last against nothing."""
    earlier = [*versions[1:], None]
    return [
        Step(version, [*_changed(version, before)])
        for version, before in zip(versions, earlier, strict=True)
    ]


def _changed(
    version: AnyRow, before: AnyRow | None
) -> Iterator[tuple[str, Sequence[Piece]]]:
    for name in FIELDS:
        new, old = getattr(version, name), getattr(before, name, "")
        if new != old:
            yield name, compared(old, new)


@lru_cache(maxsize=500)  # versions never change, and are read in one order
def compared(before: str, after: str) -> Sequence[Piece]:
    """All words of both: without the added ones it is `before`, without the removed ones
    `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = _between(old[start : len(old) - end], new[start : len(new) - end])
    pieces = [
        Piece(How.same, "".join(old[:start])),
        *middle,
        Piece(How.same, "".join(old[len(old) - end :])),
    ]
    return tuple(piece for piece in pieces if piece.words)


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words they begin with are the same."""
    pairs = zip(old, new, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _between(old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            yield Piece(How.same, "".join(old[i:j]))
            continue
        yield Piece(How.removed, "".join(old[i:j]))
        yield Piece(How.added, "".join(new[k:m]))
