"""What a good look at a challenge's example finds, beside what the reader found."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lti_social.challenges.models import Challenge
from lti_social.core.rows import AnyRow


class Compared(NamedTuple):
    """Of one criterion: what a good look finds and why, and what the reader found; nothing,
    where it was added after their look."""

    criterion: AnyRow
    there: bool
    why: str
    mine: bool | None

    @property
    def agree(self) -> bool:
        return self.there is self.mine


def compare(
    challenge: Challenge, criteria: Sequence[AnyRow], mine: Mapping[str, bool]
) -> list[Compared]:
    """Both say what they find by criterion (id, in digits). One of which the example says
    nothing is left out: it may have been added since."""
    example: Mapping[str, Any] = challenge.example or {}
    finds: Mapping[str, Any] = example.get("found", {})
    return [
        Compared(one, said["there"], said["why"], mine.get(str(one.id)))
        for one in criteria
        if (said := finds.get(str(one.id)))
    ]
