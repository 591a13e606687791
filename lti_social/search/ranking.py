"""In which order things are found: by what they say, and never by how many like it.

How often a word is said counts for nothing either, or long talks would stand above short
answers. A rare word counts for more than one that is everywhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import log
from typing import NamedTuple

from lti_social.core.search import What

ALIKE = 0.33  # of what the words of a title weigh: less than that is another question


class Hit(NamedTuple):
    """A thing that has a part at least. `kind` is a thread's kind, a card's maturity or a
    challenge's format; the signs tell which parts its title has, and which its text."""

    what: What
    id: int
    kind: str
    at: datetime
    titled: Sequence[bool]
    said: Sequence[bool]

    @property
    def has(self) -> list[bool]:
        return [any(both) for both in zip(self.titled, self.said, strict=True)]


def whole(hits: Iterable[Hit]) -> list[Hit]:
    """Those that have every part."""
    return [hit for hit in hits if all(hit.has)]


def ranked(hits: Sequence[Hit], weights: Sequence[float]) -> list[Hit]:
    """Titles that say it all first, then what weighs most, then the newest."""

    def place(hit: Hit) -> tuple[bool, float, float]:
        weight = _weight(hit.has, weights) + _weight(hit.titled, weights)
        return not all(hit.titled), -weight, -hit.at.timestamp()

    return sorted(hits, key=place)


def alike(hits: Iterable[Hit], weights: Sequence[float]) -> list[Hit]:
    """Those that have enough of it to be about the same."""
    enough = ALIKE * sum(weights)
    return [hit for hit in hits if _weight(hit.has, weights) >= enough]


def weights(hits: Sequence[Hit]) -> list[float]:
    """What each part weighs: more, the fewer of them have it."""
    by_part: Iterable[Sequence[bool]] = zip(*(hit.has for hit in hits), strict=True)
    return [log(1 + len(hits) / max(1, sum(having))) for having in by_part]


def counts(hits: Iterable[Hit]) -> Mapping[str, int]:
    """How many there are of each kind, and of each of What."""
    found: dict[str, int] = {}
    for hit in hits:
        for name in (hit.what.value, hit.kind):
            found[name] = found.get(name, 0) + 1
    return found


def _weight(signs: Sequence[bool], weights: Sequence[float]) -> float:
    return sum(weight for has, weight in zip(signs, weights, strict=True) if has)
