"""Challenges whose dates pass: who hands in, what the worker does, who was asked then."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, update

from lti_social.challenges.models import Challenge, ChallengeStep, Step
from lti_social.core.clock import now
from lti_social.core.followers import Followers
from lti_social.core.jobs import later, run_all
from lti_social.core.wall import open_cohort, open_house
from lti_social.notifications.models import Kind, Notice
from lti_social.reviews.jobs import keep_deadlines, promise_reminders
from lti_social.reviews.models import Review
from lti_social.submissions.models import State, Submission, SubmissionHiding
from lti_social.submissions.when import handed_in, withdrawn
from tests.contests import submission
from tests.town import Town

NAMES = ("Solène", "Karim", "Maëlle", "Fatou", "Théo", "Inès")


def hand_in(town: Town, asked: Challenge, people: int) -> list[Submission]:
    """By that many learners, each alone."""
    there = [town.solene, town.karim, town.maelle]
    there += [town.member(town.vente, name) for name in NAMES[3:people]]
    return [submission(town, asked, who, f"De {who.name}") for who in there[:people]]


def a_minute_passes(town: Town) -> None:
    _promise(town, keep_deadlines)


def an_hour_passes(town: Town) -> None:
    _promise(town, promise_reminders)


def comes_late(town: Town, work: Submission) -> None:
    """What happens when the door of handing in takes it."""
    _tell(town, work, handed_in)


def is_withdrawn(town: Town, work: Submission) -> None:
    change(town, work, state=State.withdrawn)
    _tell(town, work, withdrawn)


def is_hidden(town: Town, work: Submission) -> None:
    """What happens when moderation takes it out of sight."""
    by = {"member_id": town.claire.id, "reason": "Un nom y figure."}
    town.add(work, SubmissionHiding(submission_id=work.id, **by))
    _tell(town, work, withdrawn)


def comes_back(town: Town, work: Submission) -> None:
    """Handed in again, or shown again."""
    change(town, work, state=State.submitted)
    with open_cohort(town.engine, work.cohort_id) as db, db.begin():
        db.execute(delete(SubmissionHiding).filter_by(submission_id=work.id))
    _tell(town, work, handed_in)


def change(town: Town, row, **values: object) -> None:
    with open_cohort(town.engine, row.cohort_id) as db, db.begin():
        db.execute(update(type(row)).where(type(row).id == row.id).values(**values))


def days_pass(town: Town, asked: Challenge, days: float) -> None:
    """All its dates, and those of its reviews, are that much earlier."""
    by, it = timedelta(days=days), town.again(asked)
    dates = ("opens_at", "submit_by", "review_by", "revise_by", "closes_at")
    change(town, asked, **{name: getattr(it, name) - by for name in dates})
    for review in reviews(town):
        change(town, review, due_at=review.due_at - by)


def reviews(town: Town) -> list[Review]:
    return list(town.rows(town.vente, Review))


def asked_of(town: Town) -> Counter[int]:
    """How many reviews each member was asked for."""
    return Counter(review.member_id for review in reviews(town))


def told(town: Town, kind: Kind) -> set[int]:
    return {notice.member_id for notice in town.rows(town.vente, Notice, kind=kind)}


def lowered(town: Town) -> list[dict]:
    """What was said of fewer reviews."""
    return [row.detail for row in town.rows(town.vente, ChallengeStep, step=Step.lowered)]


def end(town: Town, review: Review, state: str) -> None:
    change(town, review, state=state, ended_at=now())


def _promise(town: Town, handler: Callable[..., None]) -> None:
    with open_house(town.engine) as db, db.begin():
        later(db, handler)
    run_all(town.engine)


def _tell(town: Town, work: Submission, happened: Followers) -> None:
    with open_cohort(town.engine, work.cohort_id) as db, db.begin():
        happened.tell(db, db.get_one(Submission, work.id))
    run_all(town.engine)
