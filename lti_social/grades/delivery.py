"""Telling the LMS a grade: sent outside any transaction, then noted as sent or refused.

Between the two a worker may be lost, and the grade is told again: with the same timestamp,
so that the LMS keeps the first. An LMS that does not answer is asked again, later each
time, until it does or the trainer stops.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from lti_social.cohorts.models import Cohort, Course, Member, Person
from lti_social.cohorts.persons import sub_at_lms
from lti_social.core.clock import now
from lti_social.core.errors import N_
from lti_social.core.jobs import after, later
from lti_social.core.outside import Outside
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database
from lti_social.grades.models import Grade, LineItem, State
from lti_social.lti.failing import PlatformError
from lti_social.lti.fixing import is_gone, is_not_allowed, who_can_fix
from lti_social.lti.grades import Score, send_score
from lti_social.lti.models import Deployment
from lti_social.lti.service import Service

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)
NEWER_THERE = 409  # it has this one, or one that somebody gave in the gradebook since

NOT_GRADABLE = N_(
    "The LMS takes grades only for learners who are enrolled in the course. Once this "
    "person is one, try again."
)
NO_COLUMN = N_("The column is no longer in the gradebook. Try again: another is made.")


@dataclass(frozen=True)
class Answer:
    """What the LMS made of the grade of that moment."""

    at: datetime
    failure: str | None = None
    fix: str | None = None
    again: timedelta | None = None  # worth telling again after that long


_OWED = (
    select(
        *(Grade.score, Grade.comment, Grade.at, Grade.tries),
        *(LineItem.url, LineItem.maximum, Person.sub, Deployment.platform_id),
    )
    .join(LineItem, LineItem.id == Grade.line_item_id)
    .join(Member, Member.id == Grade.member_id)
    .join(Person, Person.id == Member.person_id)
    .join(Cohort, Cohort.id == Grade.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .join(Deployment, Deployment.id == Course.deployment_id)
    .where(Grade.id == bindparam("grade_id"), Grade.state == State.owed)
    .where(LineItem.url.is_not(None), LineItem.stopped_at.is_(None))
)


def deliver(outside: Outside, grade_id: int) -> Answer | None:
    """The LMS's answer; None where there is nothing to tell it any more, or not yet."""
    with outside.look() as db:
        owed = db.rows(_OWED, {"grade_id": grade_id}).one_or_none()
    if owed is None:
        return None
    service = Service.of(outside.engine, outside.tool, owed.platform_id)
    given = Score(
        sub=sub_at_lms(owed.sub),
        given=owed.score,
        maximum=owed.maximum,
        at=owed.at,
        comment=owed.comment or None,
    )
    try:
        send_score(service, owed.url, given)
    except PlatformError as error:
        return _refusal(error, owed)
    return Answer(owed.at)


@after(deliver)
def note_delivery(db: Database, answer: Answer | None, grade_id: int) -> None:
    grade = db.get(Grade, grade_id, with_for_update=True)
    if answer is None or grade is None or grade.at != answer.at:
        return  # it is another grade by now, with a promise of its own
    grade.failure, grade.fix = answer.failure, answer.fix
    if answer.again is not None:
        grade.tries += 1
        later(db, note_delivery, wait=answer.again, grade_id=grade_id)
        return
    grade.state = State.refused if answer.failure else State.sent
    grade.state_at = now()


def _refusal(error: PlatformError, owed: AnyRow) -> Answer:
    if error.status == NEWER_THERE:
        return Answer(owed.at)
    again = None
    if error.worth_retrying:
        usual = FIRST_WAIT * 2 ** min(owed.tries, 16)
        again = max(min(usual, LONGEST_WAIT), error.retry_after or timedelta(0))
    return Answer(owed.at, error.said, _fix(error), again)


def _fix(error: PlatformError) -> str:
    if is_gone(error):
        return NO_COLUMN
    is_about_the_person = error.status in (400, 422) and not is_not_allowed(error)
    return NOT_GRADABLE if is_about_the_person else who_can_fix(error)
