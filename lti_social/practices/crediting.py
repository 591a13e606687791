"""Whose card it is besides its author: proposed, read first, agreed to or declined."""

from collections.abc import Collection

from sqlalchemy import select

from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.grades.owing import took_part
from lti_social.practices import jobs, policy, queries
from lti_social.practices.changing import changed
from lti_social.practices.models import Answered, Credit, Known, Practice


def credit(here: Here, card: Practice, members: Collection[int], *, writes: bool) -> None:
    """Ask these (ids) who were not asked yet; those who agree to write it may change it."""
    require(policy.may_credit(here.me, card))
    asked = select(Credit.member_id).where(Credit.practice_id == card.id)
    unasked = set(members) - set(here.db.scalars(asked))
    new = sorted(queries.members_among(here.db, unasked))
    for member_id in new:
        row = {"practice_id": card.id, "member_id": member_id, "writes": writes}
        here.db.add(Credit(**row))
    here.db.flush()
    if new:
        later(here.db, jobs.tell_credited, practice_id=card.id, members=new)


def answer(here: Here, card: Practice, *, on: bool, outside: Known, stays: bool) -> None:
    """One's own credit, as often as one changes one's mind; its author stays its author."""
    require(policy.may_answer_credit(here.me, mine := queries.credit_of(here, card)))
    assert mine is not None
    is_author = here.me.id == card.author_id
    mine.answered = Answered.agreed if on or is_author else Answered.declined
    mine.answered_at, mine.outside, mine.stays = now(), outside, stays
    changed(here.db, card)
    if mine.has_agreed and queries.is_shown_to_all(here.db, card):
        took_part(here.db, here.me)
