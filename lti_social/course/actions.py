"""What is done with that which stands on the course's resources."""

from lti_social.cohorts.here import Here, require
from lti_social.resources.anchoring import hang_elsewhere
from lti_social.resources.outlining import Entry
from lti_social.threads import policy


def move(here: Here, entry: Entry, to: int) -> None:
    """All that was made here on one resource, to another."""
    require(policy.may_hang_elsewhere(here.me))
    if entry.id != to:
        hang_elsewhere(here, entry.id, to)
