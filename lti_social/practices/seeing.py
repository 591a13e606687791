"""Which cards are there, and for whom: the one place where a statement learns it.

Whatever reads cards (a page, a count, a notice, a search) asks with one of these.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, or_
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Me
from lti_social.cohorts.models import Member
from lti_social.core.among import one_of
from lti_social.practices.copies import CourseCopy, LmsCopy
from lti_social.practices.models import (
    Answered,
    Credit,
    Practice,
    PracticeHiding,
    PracticeVersion,
    State,
)

Theirs = aliased(Credit)  # beside a Credit that the statement itself may join
Taken = aliased(PracticeHiding)


def reader(me: Me) -> dict[str, Any]:
    """The parameters of a statement that asks what is there for one reader."""
    return {"me": me.id, "teaches": me.teaches}


def is_shown(practice: type[Practice]) -> ColumnElement[bool]:
    """To everybody of the cohort: published (if archived since), and not out of sight."""
    is_out = exists().where(Taken.practice_id == practice.id)
    is_public = one_of(practice.state, (State.published, State.archived))
    return and_(is_public, ~is_out, is_here(practice))


def is_here(practice: type[Practice]) -> ColumnElement[bool]:
    """Written here, or shown here by the course or the LMS, which may end at any time: and
    it says nothing from before it was last withdrawn."""
    return or_(
        practice.author_id.is_not(None),
        *(
            exists().where(
                copy.key == practice.copied_as,
                copy.withdrawn_at.is_(None),
                copy.shown_since <= practice.changed_at,
            )
            for copy in (CourseCopy, LmsCopy)
        ),
    )


def is_read(practice: type[Practice]) -> ColumnElement[bool]:
    """By the reader: drafts by those whose cards they are, and by the team once they ask
    for it; what is out of sight by both."""
    to_team = and_(bindparam("teaches"), practice.state != State.draft, is_here(practice))
    return or_(is_shown(practice), _is_theirs(practice), to_team)


def is_version_read(
    version: type[PracticeVersion], practice: type[Practice]
) -> ColumnElement[bool]:
    """By the reader: what the team asked to be changed only by its authors and the team."""
    is_open = or_(practice.covered_at.is_(None), version.at >= practice.covered_at)
    return or_(is_open, bindparam("teaches"), _is_theirs(practice))


def _is_theirs(practice: type[Practice]) -> ColumnElement[bool]:
    return exists().where(
        Theirs.practice_id == practice.id,
        Theirs.member_id == bindparam("me"),
        Theirs.answered != Answered.declined,
    )


def named(member: type[Member], credit: type[Credit]) -> ColumnElement[str]:
    """How somebody stands on a card: by no name where they have left, and chose so."""
    is_hidden = and_(member.left_at.is_not(None), credit.stays.is_(False))
    return case((is_hidden, ""), else_=member.name)
