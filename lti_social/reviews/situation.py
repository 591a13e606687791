"""What is known when reviewers are looked for, and what is decided then: plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lti_social.core.errors import N_
from lti_social.reviews.models import By, State

COMING = (State.assigned, State.started)
LIVE = (*COMING, State.sent)


class Work(NamedTuple):
    """What one member or a team handed in: neither withdrawn nor out of sight. `hands` are
    those who wrote some of it and are of its authors no more."""

    id: int
    authors: frozenset[int]
    hands: frozenset[int] = frozenset()


class Given(NamedTuple):
    """Somebody was asked to read something, and how far they are."""

    work: int
    who: int
    by: By = By.peer
    state: State = State.assigned


class New(NamedTuple):
    """Somebody is asked to read something from now on."""

    work: int
    who: int
    by: By = By.peer


class Helper(NamedTuple):
    """Who may be asked where peers are missing; a mentor, for the work `of` some alone."""

    id: int
    by: By
    of: frozenset[int] | None = None


class Why(StrEnum):
    """Why a submission gets fewer reviews than wanted, or none by a peer."""

    few = "few"
    alone = "alone"
    missing = "missing"

    @property
    def words(self) -> str:
        return REASONS[self]


REASONS = {
    Why.few: N_("Fewer people handed something in than reviews were wanted."),
    Why.alone: N_("One submission alone: its authors look at it themselves, and the team."),
    Why.missing: N_("Some reviews did not come, and nobody else was left to ask."),
}


@dataclass(frozen=True)
class Situation:
    """`peers` handed something in and are still here; `apart` are pairs of people who do
    not review each other."""

    works: Sequence[Work]
    peers: Iterable[int]
    wanted: int
    given: Sequence[Given] = ()
    apart: Iterable[tuple[int, int]] = ()
    seed: int = 0


@dataclass(frozen=True)
class Plan:
    """`needed` is how many reviews every submission gets now: `why`, where that is less
    than wanted."""

    new: tuple[New, ...]
    needed: int
    why: Why | None = None
