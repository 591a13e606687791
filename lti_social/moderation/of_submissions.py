"""What was handed in for challenges, as moderation handles it."""

from sqlalchemy import ColumnElement, exists, literal, select

from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import phase
from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.wall import Database
from lti_social.files.queries import hanging_on_submission
from lti_social.moderation.things import Content, What
from lti_social.notifications.actions import About
from lti_social.submissions import hiding, policy
from lti_social.submissions.authorship import AUTHORSHIP
from lti_social.submissions.models import State, Submission, SubmissionHiding
from lti_social.submissions.queries import the_read

_THINGS = (
    select(
        literal(What.submissions.value).label("what"),
        *(Submission.id.label("content_id"), Submission.title, Submission.body),
        *(Member.name.label("author"), Submission.submitted_at.label("written_at")),
        Submission.revised_at.label("edited_at"),
        (Submission.state == State.withdrawn).label("gone"),
        *(literal(False).label("opens"), literal(False).label("plain")),
        SubmissionHiding.how,
    )
    .join(Member, Member.id == Submission.member_id)
    .outerjoin(SubmissionHiding, SubmissionHiding.submission_id == Submission.id)
)


def _is_by(
    submission_id: ColumnElement[int], member_id: ColumnElement[int]
) -> ColumnElement[bool]:
    """Each of a team, too."""
    its = AUTHORSHIP.c.submission_id == submission_id
    return exists().where(its, AUTHORSHIP.c.member_id == member_id)


def _about(db: Database, submission: Submission, *, to_all: bool) -> About:
    title = "" if to_all and hiding.hiding_of(db, submission) else submission.title
    return About(submission.path, _page(submission), title)


def _page(submission: Submission) -> str:
    """Who reviews it blind has no other page of it."""
    return f"/challenges/{submission.challenge_id}"


def _edit(db: Database, submission: Submission) -> str | None:
    """Where it is handed in, while it is time to revise it."""
    challenge = db.get_one(Challenge, submission.challenge_id)
    is_time = policy.is_revised(phase(challenge, now()), submission)
    return f"{challenge.path}/hand-in" if is_time else None


SUBMISSIONS = Content(
    model=Submission,
    things=_THINGS,
    is_by=_is_by,
    find=hiding.to_judge,
    find_shown=the_read,
    files=hanging_on_submission,
    about=_about,
    page=_page,
    edit=_edit,
    shelf="/challenges",
    hiding=hiding,
)
