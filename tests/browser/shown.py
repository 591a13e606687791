"""One page a person may come across, in one of the states it may be in."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeAlias

from tests.browser.reader import Reader
from tests.browser.story import Story

Steps: TypeAlias = Callable[[Reader], None]


@dataclass(frozen=True)
class Shown:
    """Who looks at it, where it is, what they open there, and its status.

    What is opened is closed again when they go to another page. What they do besides may
    leave a trace, in their browser or in their session.
    """

    name: str
    who: str
    path: str = ""
    opens: Steps | None = None
    status: int = 200
    does: Steps | None = None

    def __str__(self) -> str:
        return self.name

    def address(self, story: Story) -> str:
        """Below the address of their cohort."""
        return self.path.format(**asdict(story))

    def arrive(self, reader: Reader) -> None:
        """Where they are on that page: the rest of the way."""
        for steps in (self.opens, self.does):
            if steps:
                steps(reader)
        for expected in {403, 404, 409, 422, self.status} - {200}:
            reader.forgive(f"status of {expected}")
