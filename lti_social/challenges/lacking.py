"""What a draft lacks before everybody may be asked to do it."""

from collections.abc import Sequence

from lti_social.challenges import dates, queries
from lti_social.challenges.models import Challenge
from lti_social.core.clock import now
from lti_social.core.errors import N_
from lti_social.core.rows import AnyRow
from lti_social.core.text import says_something, to_plain

NO_OBJECTIVE = N_("say in a sentence what is to be done, before it can be announced.")
NO_BRIEF = N_("say how it is done, before it can be announced.")
NO_RUBRIC = N_("write at least one criterion, before it can be announced.")
HALF_A_LINE = N_("say both when it is there and when not yet, before it can be announced.")


def lacking(challenge: Challenge, criteria: Sequence[AnyRow]) -> dict[str, str]:
    """By field, as its form calls them."""
    missing = unsaid(challenge, criteria)
    return missing | dates.lacking(queries.dates_of(challenge), now())


def unsaid(challenge: Challenge, criteria: Sequence[AnyRow]) -> dict[str, str]:
    """Dates aside: what an announced challenge goes on to say, however it is changed."""
    missing = {}
    if not challenge.objective:
        missing["objective"] = NO_OBJECTIVE
    if not says_something(to_plain(challenge.brief)):
        missing["body"] = NO_BRIEF
    if not criteria:
        missing["criterion-1-title"] = NO_RUBRIC
    for row in criteria:
        if not (row.there and row.not_yet):
            missing[f"criterion-{row.position + 1}-there"] = HALF_A_LINE
    return missing
