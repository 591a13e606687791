"""What can go wrong, in the words of the person who sees it.

Problem
  ├─ Expired     401  nobody is known here any more
  ├─ Forbidden   403  they see it, and may not do this
  ├─ NotFound    404  it is not there, or not theirs to see
  ├─ Conflict    409  somebody or something got there first
  └─ Invalid     422  what they wrote cannot be accepted
       └─ Unaccepted  nor some of the files that came with it

A sentence is an English msgid: the page that shows it translates it.
"""

from collections.abc import Mapping


def N_(msgid: str) -> str:
    """Mark a sentence for the translators and leave it as it is."""
    return msgid


class Problem(Exception):
    status = 500
    title = N_("Something went wrong on our side.")

    def __init__(self, title: str | None = None) -> None:
        super().__init__(title or self.title)
        self.title = title or self.title


class Expired(Problem):
    status = 401
    title = N_("Your visit has ended. Open the activity again from your course.")


class Forbidden(Problem):
    status = 403
    title = N_(
        "You can see this, but not change it: your role here does not allow it, or writing "
        "is closed or paused in this cohort."
    )


class NotFound(Problem):
    status = 404
    title = N_("We could not find that here.")


class Conflict(Problem):
    status = 409
    title = N_("This changed while you were looking at it.")


class Invalid(Problem):
    """What was sent cannot be accepted; `fields` says why, field by field."""

    status = 422
    title = N_("Please check what you wrote.")

    def __init__(
        self, title: str | None = None, fields: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(title)
        self.fields = dict(fields or {})


class Unaccepted(Invalid):
    """Files that cannot be accepted; `fields` says why, by the name of each."""

    title = N_("Your text is kept, but not every file could be taken.")
