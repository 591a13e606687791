"""Challenges as a member finds them: those under way, to come, over, and being made."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import defer

from lti_social.challenges.models import Challenge, Standing
from lti_social.challenges.phases import phase
from lti_social.challenges.policy import UNSEEN
from lti_social.cohorts.here import Here
from lti_social.core.clock import now
from lti_social.core.db import Moment
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.reviews.known import is_to_write
from lti_social.reviews.models import Review
from lti_social.running.models import DebriefPost
from lti_social.running.steps import Mine
from lti_social.submissions.authorship import AUTHORSHIP
from lti_social.submissions.models import Submission
from lti_social.threads.models import Post

PAGE = 20
NEWEST = 2**31 - 1
MOST = 20  # at once: two are open at most, and few are announced

_me: BindParameter[int] = bindparam("me")
_now: BindParameter[datetime] = bindparam("now", type_=Moment())
_my_work = (  # as submissions.queries finds it
    select(AUTHORSHIP.c.submission_id)
    .where(AUTHORSHIP.c.challenge_id == Challenge.id, AUTHORSHIP.c.member_id == _me)
    .order_by(AUTHORSHIP.c.team_id.is_(None), AUTHORSHIP.c.submission_id)
    .limit(1)
    .correlate(Challenge)
    .scalar_subquery()
)
_to_review = (
    Review.challenge_id == Challenge.id,
    *(Review.member_id == _me, *is_to_write),
)
_wrote = (
    exists()
    .where(
        DebriefPost.challenge_id == Challenge.id,
        Post.id == DebriefPost.post_id,
        Post.author_id == _me,
        Post.deleted_at.is_(None),
    )
    .label("debriefed")
)
_MINE: Select[Challenge, Submission | None, int, int | None, bool] = (
    select(
        Challenge,
        Submission,
        select(func.count()).select_from(Review).where(*_to_review).scalar_subquery(),
        select(func.min(Review.id)).where(*_to_review).scalar_subquery(),
        _wrote,
    )
    .outerjoin(Submission, Submission.id == _my_work)
    .options(defer(Challenge.brief), defer(Submission.body))
)
_ONE = _MINE.where(Challenge.id == bindparam("challenge"))
_ahead = and_(Challenge.standing == Standing.announced, Challenge.closes_at > _now)
_CURRENT = _MINE.where(_ahead).order_by(Challenge.submit_by, Challenge.id).limit(MOST)
_UNDER_WAY = _MINE.where(_ahead, Challenge.opens_at <= _now).order_by(
    Challenge.submit_by, Challenge.id
)
_ROWS = select(
    *(Challenge.id, Challenge.title, Challenge.objective, Challenge.standing),
    *(Challenge.opens_at, Challenge.submit_by, Challenge.review_by),
    *(Challenge.revise_by, Challenge.closes_at, Challenge.author_id),
)
_over = and_(~_ahead, Challenge.standing.not_in(UNSEEN))
_OVER: AnySelect = (
    _ROWS.where(_over, Challenge.id < bindparam("before"))
    .order_by(Challenge.id.desc())
    .limit(PAGE + 1)
)
_IN_MAKING: AnySelect = (
    _ROWS.where(
        or_(
            and_(Challenge.author_id == _me, Challenge.standing.in_(UNSEEN)),
            and_(
                bindparam("teaches"),
                Challenge.standing.in_((Standing.draft, Standing.proposed)),
            ),
        )
    )
    .order_by(Challenge.id.desc())
    .limit(PAGE)
)


def mine_in(here: Here, challenge: Challenge) -> Mine:
    return _mine(here, _ONE, challenge=challenge.id)[0]


def current(here: Here) -> Sequence[Mine]:
    """Under way and to come, what ends first first."""
    return _mine(here, _CURRENT, now=now())


def under_way(here: Here) -> Sequence[Mine]:
    return _mine(here, _UNDER_WAY, now=now())


def over(here: Here, before: int) -> Sequence[AnyRow]:
    """One more than a page, the newest first."""
    return here.db.rows(_OVER, {"now": now(), "before": before}).all()


def in_making(here: Here) -> Sequence[AnyRow]:
    """Drafts and proposals: the reader’s own, and the team’s."""
    known = {"me": here.me.id, "teaches": here.me.teaches}
    return here.db.rows(_IN_MAKING, known).all()


def _mine(
    here: Here,
    question: Select[Challenge, Submission | None, int, int | None, bool],
    **known: object,
) -> list[Mine]:
    rows = here.db.execute(question, {"me": here.me.id} | known).all()
    return [Mine(row[0], phase(row[0], now()), *row[1:]) for row in rows]
