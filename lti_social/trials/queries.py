"""What can be asked of intentions and trials one at a time, by those who change them."""

from datetime import date

from sqlalchemy import Select, select

from lti_social.cohorts.here import Here
from lti_social.cohorts.locking import lock_first
from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.files.queries import serves_files_of
from lti_social.grades.owing import counts_as_taking_part
from lti_social.practices.models import Credit, Practice
from lti_social.practices.queries import the_shown
from lti_social.practices.seeing import is_read as is_card_read
from lti_social.practices.seeing import is_shown as is_card_shown
from lti_social.practices.seeing import reader
from lti_social.trials.models import Caveat, Intention, Plan, Trial
from lti_social.trials.seeing import is_read, is_shown

counts_as_taking_part(
    select(Trial.member_id)
    .join(Practice, Practice.id == Trial.practice_id)
    .where(is_shown(Trial), is_card_shown(Practice))
)

_READ = (
    select(Trial.id)
    .join(Practice, Practice.id == Trial.practice_id)
    .where(is_read(Trial), is_card_read(Practice))
)
_SHOWN_TRIAL = _READ.where(is_shown(Trial), is_card_shown(Practice))


def today_of(here: Here) -> date:
    """Where the reader lives."""
    return now().astimezone(here.ask.zone).date()


def the_own(here: Here, practice_id: int) -> Practice:
    """One of this cohort: what comes from another is curated there."""
    card = the_shown(here, practice_id)
    if card.is_received:
        raise NotFound
    return card


def the_trial(here: Here, trial_id: int) -> Trial:
    """A report that is there for this reader, and so is the card that it is about. Who is
    about to change something finds it locked, so that nobody else does meanwhile."""
    if here.db.scalar(_READ.where(Trial.id == trial_id), reader(here.me)) is None:
        raise NotFound
    lock_first(here, Practice, card_of(trial_id))
    lock = {"key_share": True} if here.ask.writes else None
    return here.db.get_one(Trial, trial_id, with_for_update=lock)


def card_of(trial_id: int) -> Select[int]:
    """Its id."""
    return select(Trial.practice_id).where(Trial.id == trial_id)


def the_shown_trial(here: Here, trial_id: int) -> Trial:
    """One that everybody of the cohort reads."""
    if here.db.scalar(_SHOWN_TRIAL.where(Trial.id == trial_id), reader(here.me)) is None:
        raise NotFound
    return the_trial(here, trial_id)


def the_intention(here: Here, intention_id: int) -> Intention:
    """As long as it is planned; whose it is, its verbs ask."""
    lock = {"key_share": True} if here.ask.writes else None
    plan = here.db.get(Intention, intention_id, with_for_update=lock)
    if plan is None or plan.plan is not Plan.planned:
        raise NotFound
    return plan


def my_plan(here: Here, card: Practice) -> Intention | None:
    """The reader's own for this card: there is one at a time."""
    mine = select(Intention).where(
        Intention.practice_id == card.id,
        Intention.member_id == here.me.id,
        Intention.plan == Plan.planned,
    )
    return here.db.scalar(mine.order_by(Intention.id.desc()).limit(1))


def is_theirs(here: Here, card: Practice) -> bool:
    """Whether the card is the reader's own: they wrote it, or agreed to be credited."""
    mine = _mine(here, card).where(Credit.has_agreed)
    return here.db.scalar(mine) is not None


def caveat_of(here: Here, trial: Trial) -> Caveat | None:
    """What the card has of it."""
    return here.db.scalar(select(Caveat).where(Caveat.trial_id == trial.id))


def name_of(here: Here, member_id: int) -> str:
    return here.db.get_one(Member, member_id).name


def _mine(here: Here, card: Practice) -> Select[int]:
    return select(Credit.id).where(
        Credit.practice_id == card.id, Credit.member_id == here.me.id
    )


serves_files_of("trial_id", the_trial)
