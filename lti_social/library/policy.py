"""Who keeps cards, and who gathers them for others."""

from typing import Protocol

from lti_social.cohorts.here import Me
from lti_social.cohorts.policy import may_act, may_begin, may_post


class Made(Protocol):
    @property
    def member_id(self) -> int: ...


def may_save(me: Me) -> bool:
    """For themselves: nobody else learns it, so in an archive too."""
    return may_act(me)


def may_gather(me: Me) -> bool:
    """Begin a collection."""
    return may_begin(me)


def may_edit(me: Me, collection: Made) -> bool:
    """What it says, what stands in it, and in which order: who made it."""
    return may_post(me) and me.id == collection.member_id


def may_delete(me: Me, collection: Made) -> bool:
    """Who made it, and the team."""
    return may_act(me) and (me.teaches or me.id == collection.member_id)
