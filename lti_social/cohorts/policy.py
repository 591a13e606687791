"""Who may write in a cohort at all, who sets it up, and who sees its members."""

from collections.abc import Collection

from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Phase, Role


def may_act(me: Me) -> bool:
    """An administrator of the LMS reads; to do more, they take the trainer's chair."""
    return me.role is not Role.admin


def may_write(me: Me) -> bool:
    """Answer, react, change one's own words: in a cohort that is no archive yet."""
    return may_act(me) and me.place.is_in_use and me.place.phase is not Phase.archived


def may_post(me: Me) -> bool:
    """Put words of one's own where others read them: the team does in a pause, too."""
    return may_write(me) and (me.teaches or me.place.pause is None)


def may_begin(me: Me) -> bool:
    """Open something new: alumni only go on with what is there."""
    return may_post(me) and me.place.phase is not Phase.closed


def may_report(me: Me, authors: Collection[int]) -> bool:
    """What others (ids) wrote; in an archive too, as long as it is read."""
    return may_act(me) and me.id not in authors


def may_hide(me: Me, authors: Collection[int]) -> bool:
    return may_act(me) and me.keeps_order and me.id not in authors


def may_set_up(me: Me) -> bool:
    return me.sets_up


def may_appoint(me: Me) -> bool:
    return me.sets_up


def may_take_the_chair(me: Me) -> bool:
    return me.is_admin


def may_see_members(me: Me) -> bool:
    return me.teaches or me.role is Role.admin


def may_read_roster(me: Me) -> bool:
    return me.role is Role.instructor
