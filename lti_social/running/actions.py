"""What is done in a challenge under way: look back, write to people, score; goals."""

from collections.abc import Collection

from sqlalchemy import func, select

from lti_social.challenges.models import Challenge, Told
from lti_social.challenges.phases import Phase
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Member, Role
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict, Invalid, NotFound
from lti_social.core.wall import upsert
from lti_social.files.actions import NO_FILES
from lti_social.grades.columns import column_of, stop_column
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind
from lti_social.running import policy
from lti_social.running.forms import NewGoal, Whom
from lti_social.running.jobs import judge_soon, the_column
from lti_social.running.models import DebriefPost, Goal, Part, Scored
from lti_social.running.monitor import Where
from lti_social.running.queries import GOALS
from lti_social.submissions.models import State
from lti_social.threads.actions import answer, open_thread
from lti_social.threads.models import Kind as ThreadKind
from lti_social.threads.models import Post, Thread
from lti_social.web.render import say

TITLE = N_("About the challenge “%(title)s”")
TITLE_LENGTH = 200
ENOUGH = N_("Three goals at once are the most: end one of them first.")
NOBODY = N_(
    "Nobody is in that group now, so nothing was sent. Choose another group of people."
)
NO_SCORES = N_("This challenge tells the LMS no score of yours.")
ABOVE = N_("this is more than the challenge gives.")


def debrief(here: Here, challenge: Challenge, phase: Phase, part: Part, body: str) -> None:
    """Say something of one part. The first to do so opens the thread."""
    require(policy.may_debrief(here.me, challenge, phase))
    post = _post(here, challenge, body)
    known = {"challenge_id": challenge.id, "post_id": post.id}
    here.db.add(DebriefPost(**known, part=part))
    judge_soon(here.db, challenge)


def remind(
    here: Here,
    challenge: Challenge,
    phase: Phase,
    people: Collection[Where],
    to: Whom,
    body: str,
) -> int:
    """A post in the challenge's thread, and a notice to those whom it is for; how many.
    Nobody else learns who they are."""
    require(policy.may_remind(here.me, phase))
    chosen = [one.row.id for one in people if _is_meant(one, to) and not one.row.left_at]
    if not chosen:
        raise Invalid(NOBODY)
    post = _post(here, challenge, body)
    path = f"/threads/{post.thread_id}#post-{post.id}"
    tell(here.db, Kind.challenge, chosen, About(path, challenge.path, challenge.title))
    return len(chosen)


def score(
    here: Here, challenge: Challenge, member_id: int, points: float, comment: str
) -> None:
    """The trainer's own, and nobody else's: peers give none."""
    require(policy.may_score(here.me))
    if challenge.told is not Told.score:
        raise Conflict(NO_SCORES)
    if points > challenge.maximum:
        raise Invalid(fields={"points": ABOVE})
    learner = here.db.get(Member, member_id)
    if learner is None or learner.role is not Role.learner:
        raise NotFound
    said = {"score": points, "comment": comment, "by_id": here.me.id, "at": now()}
    row = {"challenge_id": challenge.id, "member_id": member_id} | said
    upsert(here.db, Scored, [row], key=Scored.one_per, update=list(said))
    judge_soon(here.db, challenge)


def tell_the_lms(here: Here, challenge: Challenge, told: Told, maximum: float) -> None:
    """What the gradebook hears from now on. What it has, it keeps."""
    require(policy.may_tell_the_lms(here.me))
    challenge.told, challenge.maximum = told, maximum
    if told is not Told.nothing:
        the_column(here.db, challenge, here.me.id)
        judge_soon(here.db, challenge)
    elif item := column_of(here.db, challenge.path):
        stop_column(item, here.me.id)


def set_goal(here: Here, wanted: NewGoal) -> None:
    require(policy.may_set_goals(here.me))
    open_goals = select(func.count()).select_from(Goal).where(Goal.ended_at.is_(None))
    if (here.db.scalar(open_goals) or 0) >= GOALS:
        raise Conflict(ENOUGH)
    said = {"title": wanted.title, "counted": wanted.counted, "target": wanted.many}
    here.db.add(Goal(member_id=here.me.id, until=wanted.ends_on, **said))


def end_goal(here: Here, goal: Goal) -> None:
    """It is shown no more, reached or not: nobody is told."""
    require(policy.may_set_goals(here.me))
    if goal.ended_at is None:
        goal.ended_at, goal.ended_by_id = now(), here.me.id


def _post(here: Here, challenge: Challenge, body: str) -> Post:
    """In the challenge's thread, which it opens where there is none."""
    if challenge.thread_id is not None:
        thread = here.db.get_one(Thread, challenge.thread_id)
        return answer(here, thread, body, None, NO_FILES)
    title = say(here.ask, TITLE) % {"title": challenge.title}
    thread = open_thread(here, ThreadKind.discussion, title[:TITLE_LENGTH], body)
    challenge.thread_id = thread.id
    opening = select(Post).where(Post.thread_id == thread.id, Post.opens)
    return here.db.execute(opening).scalar_one()


def _is_meant(one: Where, to: Whom) -> bool:
    return {
        Whom.all: True,
        Whom.not_handed_in: not one.handed_in,
        Whom.reviewing: one.owes,
        Whom.not_revised: one.row.state is State.submitted and not one.row.revised_at,
        Whom.not_debriefed: one.handed_in and not one.part.debriefed,
    }[to]
