"""What can be asked of challenges one at a time."""

from lti_social.challenges import policy
from lti_social.challenges.models import Challenge
from lti_social.cohorts.here import Here
from lti_social.core.errors import NotFound


def the_challenge(here: Here, challenge_id: int) -> Challenge:
    """One that is there for this reader: drafts and proposals are for their author and the
    team. Who is about to change something finds it locked."""
    lock = {"key_share": True} if here.ask.writes else None
    found = here.db.get(Challenge, challenge_id, with_for_update=lock)
    if found is None or not policy.may_see(here.me, found):
        raise NotFound
    return found
