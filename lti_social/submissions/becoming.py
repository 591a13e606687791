"""What was handed in becomes a practice, and says which."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from lti_social.challenges.models import Challenge
from lti_social.cohorts.here import Here
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database
from lti_social.practices.beginnings import (
    LONGEST_PROBLEM,
    Elsewhere,
    as_steps,
    begins_from_submissions,
)
from lti_social.practices.changing import thrown_away
from lti_social.practices.models import Practice
from lti_social.practices.seeing import is_shown
from lti_social.submissions import policy
from lti_social.submissions.hiding import hiding_of
from lti_social.submissions.models import Became, Submission
from lti_social.submissions.queries import authors_of, the_submission

_BECAME = (
    select(Practice.id, Practice.title)
    .join(Became, Became.practice_id == Practice.id)
    .where(Became.submission_id == bindparam("submission"), is_shown(Practice))
    .order_by(Practice.id)
)


@begins_from_submissions
def begin(here: Here, submission_id: int) -> Elsewhere:
    """By whoever reads it under its authors' names: they, the team, and others once it is
    shown. What the challenge was for is the problem."""
    work = the_submission(here, submission_id)
    if not policy.is_in(work) or hiding_of(here.db, work):
        raise NotFound
    challenge = here.db.get_one(Challenge, work.challenge_id)
    problem = "\n\n".join(words for words in (challenge.title, challenge.why) if words)
    steps = as_steps(work.body)
    return Elsewhere(
        path=work.path,
        title=work.title,
        words={"title": work.title, "problem": problem[:LONGEST_PROBLEM], "steps": steps},
        cited=authors_of(here.db, work).ids,
        note=lambda here, card: _note(here, work, card),
    )


def became(here: Here, submission: Submission) -> Sequence[AnyRow]:
    """The cards that were made from it, as far as everybody reads them."""
    return here.db.rows(_BECAME, {"submission": submission.id}).all()


def _note(here: Here, work: Submission, card: Practice) -> None:
    here.db.add(Became(submission_id=work.id, practice_id=card.id))


@thrown_away
def _forget(db: Database, card: Practice) -> None:
    db.execute(delete(Became).where(Became.practice_id == card.id))
