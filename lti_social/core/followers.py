"""What features further up do in the same transaction when something happens below them.

A feature says so once, with a decorator, where it defines what it does. They are told in
the order in which `app` imports them; tests/test_followers.py has the whole list.
"""

from collections.abc import Callable
from typing import Concatenate, Generic, ParamSpec

from lti_social.core.wall import Database

What = ParamSpec("What")


class Followers(Generic[What]):
    """Of one kind of happening; `What` tells it is about."""

    def __init__(self) -> None:
        self.all: list[Callable[Concatenate[Database, What], None]] = []

    def __call__(
        self, follow: Callable[Concatenate[Database, What], None]
    ) -> Callable[Concatenate[Database, What], None]:
        self.all.append(follow)
        return follow

    def tell(self, db: Database, *what: What.args, **named: What.kwargs) -> None:
        """It has happened: whoever follows asks the database for what is so now."""
        db.flush()
        for follow in self.all:
            follow(db, *what, **named)
