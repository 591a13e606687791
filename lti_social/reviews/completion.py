"""Who has completed a challenge: by what they did, and never by what somebody else did not.

- Handing in is theirs: a withdrawn submission is none.
- Of reviews they were given, those count that are of work that still stands, and that they
  did not decline. They owe as many as each submission needs, or all they were given if that
  is less; and one at least, however few others came. What they took on besides as a
  volunteer is no debt. Who handed in and was given nothing to read has done their part once
  the time for reviews is over.
- A version is final because its author says so, or because the time to revise is over:
  whether any review came is nothing to it.
- A debrief that never opened is nobody's debt.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lti_social.reviews.models import By, State
from lti_social.reviews.situation import COMING

OWN_PART = (By.peer, By.oneself)


class Asked(StrEnum):
    """What a challenge's rule may name."""

    submitted = "submitted"
    reviewed = "reviewed"
    revised = "revised"
    debriefed = "debriefed"


class Reading(NamedTuple):
    """One review that somebody was given; `stands`: its work is neither withdrawn nor out
    of sight."""

    by: By
    state: State
    stands: bool = True

    @property
    def is_to_write(self) -> bool:
        return self.state in COMING and self.stands


@dataclass(frozen=True)
class Part:
    """What one member did, and was given to do, in a challenge."""

    handed_in: bool
    readings: Sequence[Reading] = ()
    is_final: bool = False
    debriefed: bool = False


@dataclass(frozen=True)
class Times:
    """How far the challenge is. `needed` is of each submission, now."""

    needed: int
    reviews_over: bool = False
    revision_over: bool = False
    debrief_offered: bool = True
    over: bool = False


def left_to_do(rule: Collection[str], part: Part, times: Times) -> list[Asked]:
    """What the rule asks of somebody and they have not done: nothing if they completed."""
    done = {
        Asked.submitted: part.handed_in,
        Asked.reviewed: _has_reviewed(part, times),
        Asked.revised: part.handed_in and (part.is_final or times.revision_over),
        Asked.debriefed: part.debriefed or (times.over and not times.debrief_offered),
    }
    return [asked for asked in Asked if asked in rule and not done[asked]]


def _has_reviewed(part: Part, times: Times) -> bool:
    sent = sum(one.state is State.sent for one in part.readings)
    given = sum(
        one.by in OWN_PART and one.stands and one.state is not State.declined
        for one in part.readings
    )
    if given:
        return sent >= max(1, min(times.needed, given))
    return sent > 0 or (part.handed_in and times.reviews_over)
