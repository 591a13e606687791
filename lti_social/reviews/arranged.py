"""Who reviews what, for those who arrange it: by name, the least reviewed first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from lti_social.challenges.models import Challenge, Team
from lti_social.challenges.phases import phase
from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, Role, standing
from lti_social.core.among import among
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow
from lti_social.reviews.known import UNDER_WAY, is_read
from lti_social.reviews.models import By, Exclusion, Review, State
from lti_social.reviews.situation import LIVE
from lti_social.submissions.authorship import had_a_hand
from lti_social.submissions.models import Submission

PAGE = 50
OFFERED = 60  # people to choose from: who has a role, and then those who read least

_other = aliased(Member)
_live = func.count().filter(Review.state.in_(LIVE), Review.by != By.oneself)
_of_challenge = Review.challenge_id == bindparam("challenge")
_counted = (
    select(
        Review.submission_id,
        func.count().filter(Review.state == State.sent).label("sent"),
        _live.label("live"),
    )
    .where(_of_challenge)
    .group_by(Review.submission_id)
    .subquery()
)
_laden = (
    select(Review.member_id, _live.label("load"))
    .where(_of_challenge)
    .group_by(Review.member_id)
    .subquery()
)
_sent, _coming = func.coalesce(_counted.c.sent, 0), func.coalesce(_counted.c.live, 0)
_load = func.coalesce(_laden.c.load, 0)
_WORKS = (
    select(
        *(Submission.id, Submission.title, Submission.member_id, Submission.team_id),
        *(Member.name, Team.name.label("team"), Submission.late, _sent.label("sent")),
    )
    .join(Member, Member.id == Submission.member_id)
    .outerjoin(Team, Team.id == Submission.team_id)
    .outerjoin(_counted, _counted.c.submission_id == Submission.id)
    .where(Submission.challenge_id == bindparam("challenge"), *is_read)
    .order_by(_sent, _coming, Submission.id)
)
_REVIEWS = (
    select(
        *(Review.id, Review.submission_id, Review.member_id, Review.by, Review.state),
        Member.name,
    )
    .join(Member, Member.id == Review.member_id)
    .where(among(Review.submission_id, "works"))
    .order_by(Review.id)
)
_APART = (
    select(Member.name, _other.name.label("other"))
    .join(Exclusion, Exclusion.member_id == Member.id)
    .join(_other, _other.id == Exclusion.other_id)
    .where(Exclusion.challenge_id == bindparam("challenge"))
    .order_by(Exclusion.id)
)
_READERS = (
    select(
        *(Member.id, Member.name, standing(Member).label("role"), _load.label("load")),
        had_a_hand(bindparam("work"), Member.id).label("wrote"),
    )
    .outerjoin(_laden, _laden.c.member_id == Member.id)
    .where(Member.left_at.is_(None), Member.role != Role.admin, Member.name != "")
    .order_by(_load, Member.id)
)


@dataclass(frozen=True)
class Arranged:
    """`works` are a page of them, `missing` how many have too few reviews; `at` is the one
    to change, `readers` may be asked for it, and `others` kept apart from its author."""

    works: Sequence[AnyRow]
    reviews: Mapping[int, Sequence[AnyRow]]
    missing: int
    following: int | None
    apart: Sequence[AnyRow]
    at: AnyRow | None = None
    readers: Sequence[AnyRow] = ()
    others: Sequence[AnyRow] = ()


def arranged(
    here: Here, challenge: Challenge, start: int = 0, work: int | None = None
) -> Arranged:
    known = {"challenge": challenge.id}
    rows = here.db.rows(_WORKS, known).all()
    at = _the_one(rows, work) if work else None
    page = [at] if at else rows[start : start + PAGE]
    reviews: dict[int, list[AnyRow]] = defaultdict(list)
    for row in here.db.rows(_REVIEWS, {"works": [one.id for one in page]}):
        reviews[row.submission_id].append(row)
    people = here.db.rows(_READERS, known | {"work": at.id}).all() if at else ()
    return Arranged(
        works=page,
        reviews=reviews,
        missing=_missing(challenge, rows),
        following=start + PAGE if not at and len(rows) > start + PAGE else None,
        apart=here.db.rows(_APART, known).all(),
        at=at,
        readers=_who_may(people, reviews[at.id]) if at else (),
        others=[row for row in people if at and row.id != at.member_id],
    )


def _missing(challenge: Challenge, works: Sequence[AnyRow]) -> int:
    """While reviews are under way."""
    if phase(challenge, now()) not in UNDER_WAY:
        return 0
    return sum(work.sent < challenge.needed for work in works)


def _the_one(rows: Sequence[AnyRow], work: int) -> AnyRow:
    for row in rows:
        if row.id == work:
            return row
    raise NotFound


def _who_may(people: Sequence[AnyRow], reviews: Sequence[AnyRow]) -> Sequence[AnyRow]:
    """Not who wrote of it, nor who was asked already."""
    asked = {review.member_id for review in reviews}
    may = [row for row in people if not row.wrote and row.id not in asked]
    return sorted(may, key=lambda row: row.role is Role.learner)[:OFFERED]
