"""Taking a report out of sight and bringing it back: moderation decides, this does it."""

from sqlalchemy import select

from lti_social.cohorts.here import Here
from lti_social.cohorts.locking import lock_first
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.wall import Database, upsert
from lti_social.notifications.actions import withdraw
from lti_social.notifications.models import Kind
from lti_social.practices.models import Practice
from lti_social.practices.seeing import is_read as is_card_read
from lti_social.practices.seeing import reader
from lti_social.threads.models import Out
from lti_social.trials.counting import recount
from lti_social.trials.models import Because, Trial, TrialHiding
from lti_social.trials.queries import card_of
from lti_social.trials.seeing import is_read
from lti_social.trials.telling import was_told

_ONE = (
    select(Trial.id)
    .join(Practice, Practice.id == Trial.practice_id)
    .where(is_read(Trial), is_card_read(Practice))
)


def to_judge(here: Here, trial_id: int) -> Trial:
    """A report that was not withdrawn, whoever may see it: moderation asks that itself."""
    lock_first(here, Practice, card_of(trial_id))
    trial = here.db.get(Trial, trial_id)
    if trial is not None and here.ask.writes:
        here.db.refresh(trial, with_for_update={"key_share": True})
    if trial is None or trial.withdrawn_at is not None:
        raise NotFound
    return trial


def the_read(here: Here, trial_id: int) -> Trial:
    """A report that is there for this reader, and so is the card that it is about."""
    if here.db.scalar(_ONE.where(Trial.id == trial_id), reader(here.me)) is None:
        raise NotFound
    return to_judge(here, trial_id)


def take_out(
    db: Database, trial: Trial, how: Out, *, by: int | None, reason: str = ""
) -> None:
    """`by` nobody: reported as grave, and out of sight until somebody decides."""
    mark = {"trial_id": trial.id, "how": how, "member_id": by, "reason": reason}
    key, new = TrialHiding.one_per, ["how", "member_id", "reason", "at"]
    upsert(db, TrialHiding, [mark | {"at": now()}], key=key, update=new)
    withdraw(db, trial.path, (Kind.tried,))
    _follow(db, trial, Because.hidden)


def bring_back(db: Database, trial: Trial) -> None:
    """To everybody, and it counts again."""
    hiding = db.scalar(select(TrialHiding).where(TrialHiding.trial_id == trial.id))
    if hiding:
        db.delete(hiding)
        _follow(db, trial, Because.hidden)


def cover(trial: Trial) -> None:
    """Nothing to do: nobody reads what a report said before."""


def _follow(db: Database, trial: Trial, because: Because) -> None:
    was_told(db, trial)
    card = db.get_one(Practice, trial.practice_id, with_for_update={"key_share": True})
    recount(db, card, because)
