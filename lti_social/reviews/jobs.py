"""What reviews do when a date passes, or when something is handed in, declined, withdrawn.

Each may run twice or late: it looks at how things are, and does what is left to do.
"""

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, and_, bindparam, exists, or_, select, update

from lti_social.challenges.models import Challenge, Standing
from lti_social.challenges.phases import Phase, phase
from lti_social.challenges.when import Dates, Teams, put_off, regrouped
from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.followers import Followers
from lti_social.core.jobs import job, later
from lti_social.core.rows import AnySelect
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind, Notice
from lti_social.reviews.assigning import assign, locked, relieve
from lti_social.reviews.known import UNDER_WAY, is_read, is_to_write
from lti_social.reviews.models import Review
from lti_social.reviews.releasing import release_due, release_what_came
from lti_social.reviews.situation import COMING
from lti_social.submissions.authorship import AUTHORSHIP
from lti_social.submissions.models import Submission
from lti_social.submissions.when import handed_in, withdrawn

REMIND = timedelta(days=1)  # before a review is due

settled = Followers[[Challenge]]()


@job
def keep_deadlines(db: Database) -> None:
    """Every minute: challenges in which somebody would wait."""
    for cohort_id, challenge_id in _found(db, _LATE, now=now()):
        with db.within(cohort_id) as inside:
            later(inside, settle, challenge_id=challenge_id)


@job
def settle(db: Database, challenge_id: int) -> None:
    """Whatever is to be done about reviewers now: by the phase it is in."""
    if (challenge := locked(db, challenge_id)) is None:
        return
    at = phase(challenge, now())
    if at is Phase.reviewing:
        assign(db, challenge)
    elif at in (Phase.revising, Phase.debrief):
        relieve(db, challenge)
    elif at is Phase.cancelled:
        release_what_came(db, challenge)
        return
    else:
        return
    release_due(db, challenge)
    settled.tell(db, challenge)


@job
def promise_reminders(db: Database) -> None:
    """Every hour: where a review is due by tomorrow."""
    soon = {"now": now(), "soon": now() + REMIND}
    for cohort_id, challenge_id in _found(db, _SOON, **soon):
        with db.within(cohort_id) as inside:
            later(inside, remind, challenge_id=challenge_id)


@job
def remind(db: Database, challenge_id: int) -> None:
    """Once, whoever has not sent a review that is due by tomorrow."""
    challenge = db.get(Challenge, challenge_id)
    if challenge is None or phase(challenge, now()) not in UNDER_WAY:
        return
    about = About(challenge.path, challenge.path, challenge.title)
    told = select(Notice.member_id).where(
        Notice.kind == Kind.review_due, Notice.path == about.path
    )
    waiting = select(Review.member_id).where(
        *(Review.challenge_id == challenge_id, *is_to_write),
        Review.due_at > now(),
        Review.due_at <= now() + REMIND,
        Review.member_id.not_in(told),
    )
    tell(db, Kind.review_due, db.scalars(waiting.distinct()).all(), about)


@handed_in
@withdrawn
def _settle_soon(db: Database, submission: Submission) -> None:
    """What comes or goes while reviews are under way; before, there are none. What is shown
    again of a cancelled challenge has its reviews coming."""
    challenge = db.get_one(Challenge, submission.challenge_id)
    if phase(challenge, now()) in (*UNDER_WAY, Phase.cancelled):
        later(db, settle, challenge_id=challenge.id)


@put_off
def _wait_longer(db: Database, challenge: Challenge, before: Dates) -> None:
    """What was asked for until a date that is put off now is due when that is."""
    waits = (Review.challenge_id == challenge.id, Review.state.in_(COMING))
    reviews, last = challenge.review_by, before["revise_by"]
    assert reviews is not None
    of_team = update(Review).where(*waits, Review.due_at == last)
    db.execute(of_team.values(due_at=challenge.revise_by))
    if now() < reviews:
        earlier = update(Review).where(*waits, Review.due_at < reviews)
        db.execute(earlier.values(due_at=reviews))


@regrouped
def _look_again(db: Database, challenge: Challenge, _before: Teams) -> None:
    """Who came to a team may be asked to review it."""
    if phase(challenge, now()) in UNDER_WAY:
        later(db, settle, challenge_id=challenge.id)


def _found(db: Database, question: AnySelect, **known: object) -> list[tuple[int, int]]:
    rows = db.execute(question, known, execution_options=ALL_COHORTS)
    return [(row.cohort_id, row.id) for row in rows.all()]


_now: BindParameter[datetime] = bindparam("now")
_reviews_over = Challenge.review_by <= _now
_is_unread = and_(  # by anybody, and an author who is here waits
    Challenge.revise_by > _now,
    exists().where(
        Submission.challenge_id == Challenge.id,
        *is_read,
        ~exists().where(Review.submission_id == Submission.id),
        exists().where(
            AUTHORSHIP.c.submission_id == Submission.id,
            Member.id == AUTHORSHIP.c.member_id,
            Member.left_at.is_(None),
        ),
    ),
)
_is_overdue = and_(
    _reviews_over,
    exists().where(
        Review.challenge_id == Challenge.id,
        Review.state.in_(COMING),
        Review.due_at <= _now,
    ),
)
_is_kept_back = and_(
    _reviews_over,
    exists().where(
        Submission.challenge_id == Challenge.id, Submission.released_at.is_(None), *is_read
    ),
)
_CHALLENGES = (
    select(Challenge.cohort_id, Challenge.id)
    .where(Challenge.standing == Standing.announced)
    .order_by(Challenge.cohort_id, Challenge.id)
)
_LATE = _CHALLENGES.where(
    Challenge.submit_by <= _now,
    Challenge.closes_at > _now,
    or_(_is_unread, _is_overdue, _is_kept_back),
)
_SOON = _CHALLENGES.where(
    exists().where(
        *(Review.challenge_id == Challenge.id, *is_to_write),
        Review.due_at > _now,
        Review.due_at <= bindparam("soon"),
    )
)
