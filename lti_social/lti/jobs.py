"""What recurs: nonces and keys that have had their day."""

from datetime import timedelta

from sqlalchemy import delete

from lti_social.core.clock import now
from lti_social.core.jobs import after, job
from lti_social.core.outside import Outside
from lti_social.core.seal import Seal
from lti_social.core.wall import Database
from lti_social.lti.keys import rotate_if_due
from lti_social.lti.models import SpentNonce

KEPT = timedelta(days=1)  # a state lives ten minutes, so this is ample


@job
def forget_nonces(db: Database) -> None:
    db.execute(delete(SpentNonce).where(SpentNonce.spent_at < now() - KEPT))


def our_seal(outside: Outside) -> Seal:
    """The worker's own: no secret stands in a job's row."""
    seal: Seal = outside.tool.seal
    return seal


@after(our_seal)
def renew_keys(db: Database, seal: Seal) -> None:
    rotate_if_due(db, seal)
