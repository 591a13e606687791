"""Who tries a card, who tells of it, and who says how mature it is.

`is_theirs`: the card is the reader's own, as its author or one of its co-authors.
"""

from typing import Protocol

from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Role
from lti_social.cohorts.policy import may_act, may_begin, may_post, may_write


class Owned(Protocol):
    @property
    def member_id(self) -> int: ...


def may_try(me: Me, *, is_theirs: bool) -> bool:
    """Others do: its authors have."""
    return may_begin(me) and not is_theirs


def may_replan(me: Me, plan: Owned) -> bool:
    return may_write(me) and me.id == plan.member_id


def may_see_mine(me: Me) -> bool:
    """What they planned and told themselves."""
    return may_act(me)


def may_tell(me: Me, *, is_theirs: bool) -> bool:
    """Alumni too: what happened at work often comes late."""
    return may_post(me) and not is_theirs


def may_edit(me: Me, trial: Owned) -> bool:
    return may_post(me) and me.id == trial.member_id


def may_withdraw(me: Me, trial: Owned) -> bool:
    """One's own words, even out of an archive."""
    return may_act(me) and me.id == trial.member_id


def may_curate(me: Me, *, is_theirs: bool) -> bool:
    """Say that a card is as mature as its trials say: nobody does of their own."""
    curates = me.role in (Role.instructor, Role.designer)
    if me.place.champions_curate:
        curates = curates or me.given is Role.champion
    if me.place.assistants_curate:
        curates = curates or Role.assistant in (me.role, me.given)
    return may_write(me) and curates and not is_theirs


def may_merge(me: Me, *, writes: bool) -> bool:
    """What a trial told, into the card: who writes it (`writes`), and the team."""
    return may_post(me) and (writes or me.teaches)
