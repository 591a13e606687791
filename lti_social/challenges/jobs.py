"""Who hears of challenges after the answer has gone out."""

from sqlalchemy import select

from lti_social.challenges.models import Challenge, Standing
from lti_social.cohorts.models import Member, Role
from lti_social.cohorts.queries import team
from lti_social.core.jobs import job
from lti_social.core.wall import Database
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind

TOLD_OF = (Standing.announced, Standing.cancelled)
_PEOPLE = select(Member.id).where(Member.left_at.is_(None), Member.role != Role.admin)


def about(challenge: Challenge) -> About:
    return About(challenge.path, challenge.path, challenge.title)


@job
def tell_cohort(db: Database, challenge_id: int, by: int) -> None:
    """That it is announced, put off or cancelled: everybody but who did it."""
    challenge = db.get(Challenge, challenge_id)
    if challenge is not None and challenge.standing in TOLD_OF:
        readers = set(db.scalars(_PEOPLE)) - {by}
        tell(db, Kind.challenge, readers, about(challenge))


@job
def tell_proposed(db: Database, challenge_id: int) -> None:
    """The team, while nobody has decided."""
    challenge = db.get(Challenge, challenge_id)
    if challenge is not None and challenge.standing is Standing.proposed:
        who = db.get_one(Member, challenge.author_id).name
        readers = team(db) - {challenge.author_id}
        tell(db, Kind.proposed, readers, about(challenge), who=who)


@job
def tell_author(db: Database, challenge_id: int, by: int) -> None:
    """What the team decided about their proposal."""
    challenge = db.get(Challenge, challenge_id)
    if challenge is not None and challenge.author_id != by:
        tell(db, Kind.proposal_decided, [challenge.author_id], about(challenge))
