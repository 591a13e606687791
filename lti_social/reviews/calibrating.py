"""What a good look at a challenge's example finds, beside what the reader found."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lti_social.challenges.models import Challenge
from lti_social.core.rows import AnyRow


class Compared(NamedTuple):
    """Of one criterion: what a good look finds and why, and what the reader found."""

    criterion: AnyRow
    there: bool | None
    why: str
    mine: bool | None

    @property
    def agree(self) -> bool:
        return self.there is self.mine


def compare(
    challenge: Challenge, criteria: Sequence[AnyRow], mine: Mapping[str, bool]
) -> list[Compared]:
    """The example says what it finds by the position of a criterion, in digits:
    `{"text": …, "found": {"0": {"there": true, "why": …}}}`."""
    example: Mapping[str, Any] = challenge.example or {}
    finds: Mapping[str, Any] = example.get("found", {})
    told = []
    for one in criteria:
        said = finds.get(str(one.position), {})
        found = mine.get(str(one.id))
        told.append(Compared(one, said.get("there"), said.get("why", ""), found))
    return told
