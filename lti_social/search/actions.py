"""What a member says of what they found."""

from lti_social.cohorts.here import Here, require
from lti_social.core.wall import upsert
from lti_social.search import policy
from lti_social.search.models import Found
from lti_social.threads.models import Thread


def found(here: Here, thread: Thread) -> None:
    """What they were about to ask is answered there."""
    require(policy.may_say_found(here.me))
    mark = {"member_id": here.me.id, "thread_id": thread.id}
    upsert(here.db, Found, [mark], key=Found.one_per)
