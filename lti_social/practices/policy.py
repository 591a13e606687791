"""Who may do what with a card."""

from typing import Protocol

from lti_social.cohorts.here import Me
from lti_social.cohorts.policy import may_act, may_begin, may_post
from lti_social.practices.models import State


class Kept(Protocol):
    """A card as far as rights go."""

    @property
    def author_id(self) -> int | None: ...
    @property
    def state(self) -> State: ...


def may_write(me: Me) -> bool:
    """A card of their own."""
    return may_begin(me)


def may_edit(me: Me, *, writes: bool) -> bool:
    """`writes` where they are its author, or a co-author who agreed."""
    return may_post(me) and writes


def may_publish(me: Me, *, writes: bool) -> bool:
    """For the first time: what is out already goes on, for alumni too."""
    return may_begin(me) and writes


def is_read_first(me: Me) -> bool:
    """Whether the team reads their card before everybody does."""
    return me.place.cards_read_first and not me.teaches


def may_read_first(me: Me, card: Kept) -> bool:
    return may_act(me) and me.teaches and me.id != card.author_id


def may_see_waiting(me: Me) -> bool:
    return me.teaches


def may_delete(me: Me, card: Kept) -> bool:
    """What was not published: later it is archived."""
    return may_act(me) and me.id == card.author_id and card.state is State.draft


def may_archive(me: Me, card: Kept) -> bool:
    """Or bring back. Of a card from another cohort its own says so."""
    is_out = card.author_id is not None and card.state in (State.published, State.archived)
    return may_post(me) and is_out and (me.teaches or me.id == card.author_id)


def may_credit(me: Me, card: Kept) -> bool:
    return may_post(me) and me.id == card.author_id


def may_answer_credit(me: Me, credit: object | None) -> bool:
    """Their own, in an archive too: it is their name."""
    return may_act(me) and credit is not None


def may_talk(me: Me) -> bool:
    """Open the thread about a card."""
    return may_begin(me)


def may_set_up(me: Me) -> bool:
    return me.sets_up
