"""Looking after a card: who answers for it, when it is read again, what it needs."""

from datetime import date

from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict
from lti_social.practices.models import Practice
from lti_social.recalls import policy
from lti_social.recalls.models import Need
from lti_social.recalls.needing import give_up, need, needs_of, next_review, seen_to
from lti_social.recalls.queries import is_theirs, is_vacant
from lti_social.trials.counting import recount
from lti_social.trials.models import Because

ASKED = N_("Somebody has asked for an update already. Those who look after it know.")


def take(here: Here, card: Practice) -> None:
    """Answer for it from now on: nobody is made to by somebody else."""
    require(
        policy.may_take(
            here.me, is_theirs=is_theirs(here, card), is_vacant=is_vacant(here, card)
        )
    )
    if card.owner_id != here.me.id:
        card.owner_id = here.me.id
        card.review_on = card.review_on or next_review()
        recount(here.db, card, Because.owner)


def leave(here: Here, card: Practice) -> None:
    """Nobody answers for it any more, until somebody offers to."""
    require(policy.may_leave(here.me, is_owner=card.owner_id == here.me.id))
    if card.owner_id is not None:
        give_up(here.db, card)


def review_on(here: Here, card: Practice, day: date) -> None:
    """Read it again by that day. What it needed meanwhile it still needs."""
    require(policy.may_care(here.me, is_theirs=is_theirs(here, card)))
    card.review_on = day
    recount(here.db, card, Because.review)


def still_holds(here: Here, card: Practice) -> None:
    """They have read it again, as it is: it needs nothing, until the next year."""
    require(policy.may_care(here.me, is_theirs=is_theirs(here, card)))
    card.review_on, card.renewed_at = next_review(), now()
    seen_to(here.db, card, needs_of(here.db, card))
    recount(here.db, card, Because.review)


def ask(here: Here, card: Practice, words: str) -> None:
    """Say what should be updated: those who look after the card read it."""
    require(policy.may_ask(here.me))
    if not need(here.db, card, Need.asked, member_id=here.me.id, words=words):
        raise Conflict(ASKED)
