"""What trials do after the answer has gone out, and as time passes."""

from datetime import date, timedelta

from sqlalchemy import Select, bindparam, or_, select

from lti_social.cohorts.models import Cohort, Member, Person, Phase
from lti_social.core.clock import now
from lti_social.core.jobs import job, later
from lti_social.core.rows import AnySelect
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.notifications.actions import About, tell, withdraw
from lti_social.notifications.models import Kind
from lti_social.practices.models import Credit, Practice
from lti_social.practices.origins import Lineage
from lti_social.practices.seeing import is_shown as is_card_shown
from lti_social.trials.models import Intention, Plan, Trial
from lti_social.trials.seeing import is_shown
from lti_social.web.i18n import zone

LAPSES_AFTER = timedelta(days=14)
ANYWHERE = timedelta(hours=14)  # how far ahead of ours the clock is somewhere

_waits = (Intention.plan == Plan.planned, Intention.due_on <= bindparam("latest"))
_is_overdue = Intention.due_on < bindparam("overdue")
_to_do = (*_waits, or_(Intention.reminded_at.is_(None), _is_overdue))
_COHORTS = (
    select(Intention.cohort_id).where(*_to_do).distinct().order_by(Intention.cohort_id)
)
_DUE: AnySelect = (
    select(Intention.id, Intention.due_on, Person.zone, Cohort.zone.label("cohort_zone"))
    .join(Member, Member.id == Intention.member_id)
    .join(Person, Person.id == Member.person_id)
    .join(Cohort, Cohort.id == Intention.cohort_id)
    .join(Practice, Practice.id == Intention.practice_id)
    .where(
        *(*_waits, Intention.reminded_at.is_(None), Member.left_at.is_(None)),
        *(Cohort.phase != Phase.archived, is_card_shown(Practice)),
    )
    .order_by(Intention.id)
)


@job
def tell_tried(db: Database, trial_id: int) -> None:
    """Those whose card it is, and those whose cards it builds on."""
    # Locked, or it might go while we tell of it, and nobody would take that back.
    trial = db.get(Trial, trial_id, with_for_update={"key_share": True})
    card = _shown(db, trial.practice_id) if trial else None
    is_there = select(Trial.id).where(Trial.id == trial_id, is_shown(Trial))
    if trial is None or card is None or db.scalar(is_there) is None:
        return
    sources = (
        select(Lineage.source_id)
        .join(Practice, Practice.id == Lineage.source_id)
        .where(Lineage.practice_id == card.id, is_card_shown(Practice))
    )
    cards = or_(Credit.practice_id == card.id, Credit.practice_id.in_(sources))
    readers = set(db.scalars(_agreed().where(cards))) - {trial.member_id}
    who = db.get_one(Member, trial.member_id).name
    tell(db, Kind.tried, readers, About(trial.path, card.path, card.title), who=who)


@job
def tell_matured(db: Database, practice_id: int, by: int | None = None) -> None:
    """Those whose card it is, besides who did it (`by`)."""
    if card := _shown(db, practice_id):
        readers = set(db.scalars(_agreed().where(Credit.practice_id == card.id)))
        about = About(f"{card.path}#t-standing", card.path, card.title)
        tell(db, Kind.matured, readers - {by}, about)


@job
def look_after_plans(db: Database) -> None:
    """In each cohort where something is to be done, by itself."""
    cohorts = db.scalars(_COHORTS, _days(), execution_options=ALL_COHORTS).all()
    for cohort_id in cohorts:
        with db.within(cohort_id) as inside:
            later(inside, remind)


@job
def remind(db: Database) -> None:
    """Once, on the day, as the clock of who planned it says. What is two weeks overdue
    lapses without a word."""
    for row in db.rows(_DUE, _days()).all():
        if row.due_on <= now().astimezone(zone(row.zone or row.cohort_zone)).date():
            _remind(db, row.id)
    overdue = select(Intention).where(*_waits, _is_overdue).with_for_update()
    for plan in db.scalars(overdue, _days()).all():
        plan.plan, plan.ended_at = Plan.lapsed, now()
        withdraw(db, plan.path, (Kind.due,))


def _remind(db: Database, intention_id: int) -> None:
    plan = db.get_one(Intention, intention_id, with_for_update={"key_share": True})
    if plan.plan is not Plan.planned or plan.reminded_at:
        return
    plan.reminded_at = now()
    card = db.get_one(Practice, plan.practice_id)
    tell(db, Kind.due, [plan.member_id], About(plan.path, card.path, card.title))


def _days() -> dict[str, date]:
    today = now()
    return {
        "latest": (today + ANYWHERE).date(),
        "overdue": (today - LAPSES_AFTER).date(),
    }


def _shown(db: Database, practice_id: int) -> Practice | None:
    shown = select(Practice).where(Practice.id == practice_id, is_card_shown(Practice))
    return db.scalar(shown)


def _agreed() -> Select[int]:
    return (
        select(Credit.member_id)
        .join(Member, Member.id == Credit.member_id)
        .where(Credit.has_agreed, Member.left_at.is_(None))
    )
