"""Taking what was handed in out of sight, and back: moderation decides, this does it."""

from sqlalchemy import select

from lti_social.challenges.models import Challenge
from lti_social.cohorts.here import Here
from lti_social.cohorts.locking import lock_first
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.wall import Database, upsert
from lti_social.submissions.models import State, Submission, SubmissionHiding
from lti_social.submissions.queries import challenge_of
from lti_social.submissions.when import handed_in, withdrawn
from lti_social.threads.models import Out


def to_judge(here: Here, submission_id: int) -> Submission:
    """What was handed in, whoever may see it: moderation asks that itself."""
    lock_first(here, Challenge, challenge_of(submission_id))
    submission = here.db.get(Submission, submission_id)
    if submission is not None and here.ask.writes:
        here.db.refresh(submission, with_for_update={"key_share": True})
    if submission is None or submission.state is State.draft:
        raise NotFound
    return submission


def hiding_of(db: Database, submission: Submission) -> SubmissionHiding | None:
    of = SubmissionHiding.submission_id == submission.id
    return db.scalar(select(SubmissionHiding).where(of))


def take_out(
    db: Database, submission: Submission, how: Out, *, by: int | None, reason: str = ""
) -> None:
    """`by` nobody: reported as grave, and out of sight until somebody decides. Nobody
    reviews it meanwhile."""
    mark = {"submission_id": submission.id, "how": how, "member_id": by, "reason": reason}
    key, new = SubmissionHiding.one_per, ["how", "member_id", "reason", "at"]
    upsert(db, SubmissionHiding, [mark | {"at": now()}], key=key, update=new)
    withdrawn.tell(db, submission)


def bring_back(db: Database, submission: Submission) -> None:
    """To those who review it, or to others who review it now."""
    if hiding := hiding_of(db, submission):
        db.delete(hiding)
        handed_in.tell(db, submission)


def cover(submission: Submission) -> None:
    """Nothing to do: what it said before only its authors and the team read."""
