"""How mature a card is, by what others told of it: values in, values out, nothing else.

- Idea: nobody but its authors has said that it works.
- Promising: it worked for one other person.
- Proven: three other people carried it out, in two contexts, and at least 60 in 100 of
  what they tell is a success.
- Standard: proven, and somebody curates it, somebody answers for it, and the day to read
  it again is still to come.

A success is "worked" or "worked, adapted". "Could not try" says nothing of the card and is
left out, and so is whatever its authors and co-authors tell. Somebody may tell of a card
as often as they like: of one context (a site, a team) what they tell last counts, once.
Contexts are the same whatever the case, the accents and the spaces; one that was not named
counts as a trial and not as a context.

What was told does not grow old: the day to read a card again is what makes somebody look.
Once that day has passed it is no standard any more, and once what it builds on changed or
vanished it is promising at most, until somebody renews the card.

What is shown is what was earned, the top two only as far as a facilitator confirmed it. A
confirmation lapses when what was earned falls below it.
"""

import unicodedata
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from math import sqrt

from lti_social.practices.models import Maturity
from lti_social.trials.models import Outcome

PEOPLE, CONTEXTS, PERCENT = 3, 2, 60  # that proven takes
FEWEST = 3  # trials of which a ratio says anything
NEEDS_SAYING = (Maturity.proven, Maturity.standard)  # by a facilitator
_Z = 1.96  # 95 of 100
EARLIEST = datetime.min.replace(tzinfo=UTC)  # nobody knows when


@dataclass(frozen=True)
class Told:
    """One trial, by `who`, whatever tells people apart. Of two on one day the one that was
    `told_at` a later moment counts, and where nobody knows that, the less favourable."""

    who: Hashable
    outcome: Outcome
    context: str
    happened_on: date
    told_at: datetime = EARLIEST


class Ground(StrEnum):
    """How it stands with a resource that a card builds on, since the card was renewed."""

    firm = "firm"
    changed = "changed"
    vanished = "vanished"


@dataclass(frozen=True)
class Evidence:
    """All that the maturity of a card depends on, besides what day it is."""

    told: Collection[Told] = ()
    authors: Collection[Hashable] = ()
    grounds: Collection[Ground] = ()
    has_curator: bool = False
    has_owner: bool = False
    review_on: date | None = None


@dataclass(frozen=True)
class Tally:
    """What counts: how many trials, of which successes, by whom, in how many contexts."""

    trials: int
    successes: int
    people: int
    contexts: int

    @property
    def suffices(self) -> bool:
        return 100 * self.successes >= PERCENT * self.trials

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the true ratio probably lies; of fewer than three nobody can tell."""
        if self.trials < FEWEST:
            return None
        return wilson(self.successes, self.trials)


class Lack(StrEnum):
    """What keeps a card from its next step."""

    success = "success"
    people = "people"
    contexts = "contexts"
    ratio = "ratio"
    ground = "ground"
    curator = "curator"
    owner = "owner"
    review = "review"


@dataclass(frozen=True)
class Earned:
    """And `why` no more than that: empty for a standard."""

    maturity: Maturity
    why: tuple[Lack, ...]


def earned(evidence: Evidence, today: date) -> Earned:
    found = tally(evidence)
    if not found.successes:
        return Earned(Maturity.idea, (Lack.success,))
    if why := _short_of_proven(evidence, found):
        return Earned(Maturity.promising, why)
    if why := _short_of_standard(evidence, today):
        return Earned(Maturity.proven, why)
    return Earned(Maturity.standard, ())


def tally(evidence: Evidence) -> Tally:
    counted = _counted(evidence)
    return Tally(
        trials=len(counted),
        successes=sum(one.outcome.is_success for one in counted),
        people=len({one.who for one in counted}),
        contexts=len({folded(one.context) for one in counted} - {""}),
    )


def by_others(evidence: Evidence) -> list[Told]:
    authors = set(evidence.authors)
    return [one for one in evidence.told if one.who not in authors]


def confirmed(in_force: Iterable[Maturity]) -> Maturity:
    """How far a card may be shown, by the confirmations that did not lapse."""
    return max((Maturity.promising, *in_force), key=lambda one: one.rank)


def shown(earned: Maturity, confirmed: Maturity) -> Maturity:
    return min(earned, confirmed, key=lambda one: one.rank)


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The Wilson score interval at 95 %, of a ratio: low and high, from 0 to 1."""
    ratio, spread = successes / trials, _Z * _Z / trials
    middle = (ratio + spread / 2) / (1 + spread)
    half = sqrt(ratio * (1 - ratio) * spread + spread * spread / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def folded(context: str) -> str:
    """How contexts are compared."""
    letters = unicodedata.normalize("NFKD", context.casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(plain.casefold().split())


def _counted(evidence: Evidence) -> Collection[Told]:
    last: dict[tuple[Hashable, str], Told] = {}
    for one in by_others(evidence):
        if one.outcome is Outcome.not_tried:
            continue
        key = one.who, folded(one.context)
        last[key] = max(last.get(key, one), one, key=_order)
    return last.values()


def _order(one: Told) -> tuple[date, datetime, bool]:
    return one.happened_on, one.told_at, not one.outcome.is_success


def _short_of_proven(evidence: Evidence, found: Tally) -> tuple[Lack, ...]:
    lacks = {
        Lack.people: found.people < PEOPLE,
        Lack.contexts: found.contexts < CONTEXTS,
        Lack.ratio: not found.suffices,
        Lack.ground: any(one is not Ground.firm for one in evidence.grounds),
    }
    return tuple(lack for lack, holds in lacks.items() if holds)


def _short_of_standard(evidence: Evidence, today: date) -> tuple[Lack, ...]:
    lacks = {
        Lack.curator: not evidence.has_curator,
        Lack.owner: not evidence.has_owner,
        Lack.review: evidence.review_on is None or evidence.review_on <= today,
    }
    return tuple(lack for lack, holds in lacks.items() if holds)
