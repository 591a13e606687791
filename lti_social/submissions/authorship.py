"""Who wrote what was handed in: said here once, for everything that asks.

Its authors are who is in its team now; without a team, or where nobody is in it any more,
the member that its row names. They read it, change it, and read its reviews. Who had a hand
in the text before they changed teams is none of them: they read it no more, and yet it is
theirs, so they never review it.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    bindparam,
    exists,
    func,
    select,
    union_all,
)

from lti_social.challenges.models import Challenge, TeamMember
from lti_social.core.rows import AnySelect
from lti_social.core.wall import Database
from lti_social.submissions.models import Submission, SubmissionVersion

# A row for each author of each submission.
AUTHORSHIP = (
    select(
        *(Submission.id.label("submission_id"), Submission.challenge_id),
        *(Submission.team_id, Submission.state),
        func.coalesce(TeamMember.member_id, Submission.member_id).label("member_id"),
    )
    .outerjoin(TeamMember, TeamMember.team_id == Submission.team_id)
    .subquery("authorship")
)
_wrote = union_all(
    select(AUTHORSHIP.c.submission_id, AUTHORSHIP.c.member_id),
    select(Submission.id, Submission.member_id),
    select(SubmissionVersion.submission_id, SubmissionVersion.member_id),
).subquery("wrote")

_AUTHORS = select(AUTHORSHIP.c.submission_id, AUTHORSHIP.c.member_id).where(
    AUTHORSHIP.c.challenge_id == bindparam("challenge")
)
_WROTE = (
    select(_wrote.c.submission_id, _wrote.c.member_id)
    .join(Submission, Submission.id == _wrote.c.submission_id)
    .where(Submission.challenge_id == bindparam("challenge"))
)

Id: TypeAlias = int | SQLColumnExpression[int]
People = Mapping[int, frozenset[int]]  # by submission; all are ids


def authors_by_work(db: Database, challenge: Challenge) -> People:
    return _by_work(db, _AUTHORS, challenge)


def hands_by_work(db: Database, challenge: Challenge) -> People:
    """Its authors, and whoever had a hand in it before they changed teams."""
    return _by_work(db, _WROTE, challenge)


def had_a_hand(submission_id: Id, member_id: Id) -> ColumnElement[bool]:
    """The same of one of them."""
    of = _wrote.c.submission_id == submission_id
    return exists().where(of, _wrote.c.member_id == member_id)


def _by_work(db: Database, question: AnySelect, challenge: Challenge) -> People:
    people: dict[int, set[int]] = defaultdict(set)
    for row in db.rows(question, {"challenge": challenge.id}):
        people[row.submission_id].add(row.member_id)
    return {work: frozenset(them) for work, them in people.items()}
