"""A challenge is found by its words once it is announced, unless it is cancelled."""

from sqlalchemy import and_, exists, select

from lti_social.challenges.models import Challenge, ChallengeStep, Standing, Step
from lti_social.core import search
from lti_social.core.text import to_plain
from lti_social.core.wall import Database

# What is archived may have been cancelled before.
IS_FOUND = and_(
    Challenge.standing.in_((Standing.announced, Standing.archived)),
    ~exists().where(
        ChallengeStep.challenge_id == Challenge.id, ChallengeStep.step == Step.cancelled
    ),
)


def refresh(db: Database, challenge: Challenge) -> None:
    """As everybody sees it now, or no more."""
    db.flush()
    found = select(Challenge.id).where(Challenge.id == challenge.id, IS_FOUND)
    if db.scalar(found) is None:
        search.drop(db, search.What.challenge, challenge.id)
        return
    said = (challenge.why, challenge.objective, to_plain(challenge.brief))
    text = "\n".join(words for words in said if words)
    search.put(db, search.What.challenge, challenge.id, challenge.title, text)
