"""What can be asked of the debrief, of scores, and of the cohort’s goals."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import BindParameter, bindparam, case, func, or_, select

from lti_social.challenges.models import Challenge
from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import Database
from lti_social.practices.models import Practice
from lti_social.practices.seeing import is_shown as is_shown_card
from lti_social.reviews.models import Review
from lti_social.reviews.models import State as Reviewed
from lti_social.running.models import Counted, DebriefPost, Goal, Part, Scored
from lti_social.submissions.models import Submission
from lti_social.submissions.queries import IN
from lti_social.threads.models import Post
from lti_social.threads.seeing import is_read, reader
from lti_social.threads.seeing import is_shown as is_shown_post
from lti_social.trials.models import Trial
from lti_social.trials.seeing import is_shown as is_shown_trial

LINES = 100  # of a debrief, shown at once: the thread has them all
GOALS = 3  # at once: more would be none

_LINES: AnySelect = (
    select(
        *(DebriefPost.part, Post.id, Post.body, Post.written_at, Post.author_id),
        Member.name,
    )
    .join(Post, Post.id == DebriefPost.post_id)
    .join(Member, Member.id == Post.author_id)
    .where(
        DebriefPost.challenge_id == bindparam("challenge"),
        Post.deleted_at.is_(None),
        is_read(Post),
    )
    .order_by(Post.id)
    .limit(LINES)
)
_DEBRIEFED = (
    select(Post.author_id)
    .join(DebriefPost, DebriefPost.post_id == Post.id)
    .where(
        DebriefPost.challenge_id == bindparam("challenge"),
        Post.deleted_at.is_(None),
    )
    .distinct()
)
_SCORES: AnySelect = select(Scored.member_id, Scored.score, Scored.comment).where(
    Scored.challenge_id == bindparam("challenge")
)
_posts = select(func.count()).where(is_shown_post(Post), Post.written_at >= Goal.at)
_cards = select(func.count()).where(
    is_shown_card(Practice), Practice.published_at >= Goal.at
)
_trials = select(func.count()).where(is_shown_trial(Trial), Trial.told_at >= Goal.at)
_works = select(func.count()).where(
    Submission.state.in_(IN), Submission.submitted_at >= Goal.at
)
_reviews = select(func.count()).where(
    Review.state == Reviewed.sent, Review.ended_at >= Goal.at
)
_reached = case(
    (Goal.counted == Counted.posts, _posts.scalar_subquery()),
    (Goal.counted == Counted.practices, _cards.scalar_subquery()),
    (Goal.counted == Counted.trials, _trials.scalar_subquery()),
    (Goal.counted == Counted.submissions, _works.scalar_subquery()),
    else_=_reviews.scalar_subquery(),
).label("reached")
_today: BindParameter[date] = bindparam("today")
_GOALS: AnySelect = (
    select(Goal.id, Goal.title, Goal.counted, Goal.target, Goal.until, _reached)
    .where(Goal.ended_at.is_(None))
    .order_by(Goal.id)
    .limit(GOALS)
)
_GOALS_NOW = _GOALS.where(or_(Goal.until.is_(None), Goal.until >= _today))


def lines(here: Here, challenge: Challenge) -> Mapping[Part, Sequence[AnyRow]]:
    """What was said of each part, in the order of time."""
    rows = here.db.rows(_LINES, reader(here.me) | {"challenge": challenge.id}).all()
    return {part: [row for row in rows if row.part is part] for part in Part}


def debriefed(db: Database, challenge: Challenge) -> set[int]:
    """Who wrote in the debrief, hidden or not: they did their part."""
    return set(db.rows(_DEBRIEFED, {"challenge": challenge.id}).scalars())


def scores(db: Database, challenge: Challenge) -> Mapping[int, AnyRow]:
    """The trainer’s own, by member."""
    rows = db.rows(_SCORES, {"challenge": challenge.id})
    return {row.member_id: row for row in rows}


def goals(here: Here) -> Sequence[AnyRow]:
    """Those that nobody has ended, and what the cohort reached since each was set."""
    return here.db.rows(_GOALS).all()


def goals_now(here: Here) -> Sequence[AnyRow]:
    """Without those of which the day has passed, by the clocks of the reader."""
    today = now().astimezone(here.ask.zone).date()
    return here.db.rows(_GOALS_NOW, {"today": today}).all()


def the_goal(here: Here, goal_id: int) -> Goal:
    goal = here.db.get(Goal, goal_id)
    if goal is None:
        raise NotFound
    return goal
