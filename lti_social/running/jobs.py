"""What goes to the gradebook, worked out again whenever something changes.

Each may run twice or late: it looks at how things are, and owes what differs.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, select

from lti_social.challenges.models import Challenge, ChallengeStep, Standing, Step, Told
from lti_social.challenges.phases import RUNNING, Phase, phase
from lti_social.cohorts.models import Member, Role
from lti_social.core.clock import now
from lti_social.core.jobs import job, later
from lti_social.core.rows import AnySelect
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.grades.columns import open_column, owed_in
from lti_social.grades.models import LineItem
from lti_social.grades.owing import owe
from lti_social.reviews.assigning import locked
from lti_social.reviews.completion import Asked
from lti_social.reviews.jobs import settled
from lti_social.running import queries
from lti_social.running.monitor import judged
from lti_social.submissions.models import Submission
from lti_social.submissions.when import handed_in, revised, withdrawn

TOLD_IN = (*RUNNING, Phase.closed, Phase.archived)
AFTER = timedelta(days=14)  # that a challenge is over, and still looked at
LABEL = 120  # letters of a column's name

Owed = Mapping[int, tuple[float, str]]  # by member: score and comment

_GRADABLE = select(Member.id).where(Member.role == Role.learner, Member.left_at.is_(None))
_BY = (
    select(ChallengeStep.member_id)
    .where(
        ChallengeStep.challenge_id == bindparam("challenge"),
        ChallengeStep.step == Step.announced,
    )
    .order_by(ChallengeStep.id.desc())
    .limit(1)
)
_now: BindParameter[datetime] = bindparam("now")
_TOLD: AnySelect = (
    select(Challenge.cohort_id, Challenge.id)
    .where(
        Challenge.standing == Standing.announced,
        Challenge.told != Told.nothing,
        Challenge.opens_at <= _now,
        Challenge.closes_at > bindparam("since"),
    )
    .order_by(Challenge.cohort_id, Challenge.id)
)


@job
def judge_all(db: Database) -> None:
    """Every ten minutes: a date may have passed by which somebody has done their part."""
    known = {"now": now(), "since": now() - AFTER}
    for row in db.execute(_TOLD, known, execution_options=ALL_COHORTS).all():
        with db.within(row.cohort_id) as inside:
            later(inside, judge, challenge_id=row.id)


@job
def judge(db: Database, challenge_id: int) -> None:
    """Who has something coming in the challenge's column, if it has one to be told."""
    challenge = locked(db, challenge_id)
    if challenge is None or phase(challenge, now()) not in TOLD_IN:
        return
    if challenge.told is Told.nothing:
        return
    item = the_column(db, challenge, _announced_by(db, challenge))
    known, learners = owed_in(db, item.about), set(db.scalars(_GRADABLE))
    if challenge.told is Told.score:
        coming = _scored(db, challenge)
    else:
        coming = _completed(db, challenge, known)
    for member_id, what in sorted(coming.items()):
        if member_id in learners and known.get(member_id) != what:
            owe(db, item.id, member_id, *what)


def the_column(db: Database, challenge: Challenge, member_id: int) -> LineItem:
    """Of the challenge, opened where it is not."""
    label = challenge.title[:LABEL]
    return open_column(db, challenge.path, label, challenge.maximum, member_id)


@settled
def judge_soon(db: Database, challenge: Challenge) -> None:
    if challenge.told is not Told.nothing:
        later(db, judge, challenge_id=challenge.id)


def _announced_by(db: Database, challenge: Challenge) -> int:
    """Who answers for what it tells: a learner may have proposed it."""
    return db.scalar(_BY, {"challenge": challenge.id}) or challenge.author_id


def _completed(db: Database, challenge: Challenge, known: Owed) -> Owed:
    """All points to who completed, and nothing to others. What was told stays told, as more
    reviews may be asked of somebody later; but who takes back what they handed in has not
    completed any more."""
    judgement, coming = judged(db, challenge), {}
    for member_id in {*judgement.parts, *known}:
        left = judgement.left(member_id)
        if not left:
            coming[member_id] = (challenge.maximum, "")
        elif member_id in known and Asked.submitted in left:
            coming[member_id] = (0.0, "")
    return coming


def _scored(db: Database, challenge: Challenge) -> Owed:
    """The trainer's own scores."""
    return {
        member_id: (min(row.score, challenge.maximum), row.comment)
        for member_id, row in queries.scores(db, challenge).items()
    }


@handed_in
@revised
@withdrawn
def _judge_of(db: Database, submission: Submission) -> None:
    judge_soon(db, db.get_one(Challenge, submission.challenge_id))
