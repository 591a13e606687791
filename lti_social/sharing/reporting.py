"""What a trial in one cohort gives to a card that came from another, and brings home."""

from hashlib import sha256
from typing import Any

from sqlalchemy import delete, exists, select

from lti_social.cohorts.models import Cohort, Course, Member
from lti_social.core.jobs import job, later
from lti_social.core.wall import ALL_COHORTS, Database, upsert
from lti_social.lti.models import Deployment
from lti_social.practices.copies import AnyCopy, CourseCopy
from lti_social.practices.models import Practice
from lti_social.sharing.models import CourseTrial, LmsTrial
from lti_social.sharing.receiving import the_copy
from lti_social.trials.counting import recount
from lti_social.trials.models import Because, Trial, TrialHiding
from lti_social.trials.telling import heeds


@heeds
def pass_on(db: Database, trial: Trial) -> None:
    """In the transaction in which it was told, changed, withdrawn, hidden or shown again:
    its outcome, the context and the day, and nothing else."""
    card = db.get_one(Practice, trial.practice_id)
    if not card.is_received or card.copied_as is None:
        return
    db.flush()
    copy = the_copy(db, card.copied_as)
    if copy is None:
        return
    _write(db, copy, trial)
    platform_id = db.platform_id
    later(db, bring_home, in_house=True, key=copy.key, platform_id=platform_id)


@job
def bring_home(db: Database, key: str, platform_id: int) -> None:
    """A card is counted again where it was written: something was told of it elsewhere."""
    home = (
        select(Practice.cohort_id, Practice.id)
        .join(Cohort, Cohort.id == Practice.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .join(Deployment, Deployment.id == Course.deployment_id)
        .where(
            Practice.copied_as == key,
            Practice.author_id.is_not(None),
            Deployment.platform_id == platform_id,
        )
    )
    found = db.execute(home, execution_options=ALL_COHORTS).one_or_none()
    if found is None:
        return
    with db.within(found.cohort_id) as inside:
        card = inside.get_one(Practice, found.id, with_for_update={"key_share": True})
        recount(inside, card, Because.elsewhere)


def code(key: str, *of: int) -> str:
    """Stands for somebody or something with one card: `key` is its copies'."""
    return sha256(":".join([key, *map(str, of)]).encode()).hexdigest()


def _write(db: Database, copy: AnyCopy, trial: Trial) -> None:
    model = CourseTrial if isinstance(copy, CourseCopy) else LmsTrial
    told = {"copy_id": copy.id, "told_as": code(copy.key, trial.cohort_id, trial.id)}
    if not _is_told(db, trial):
        db.execute(delete(model).filter_by(**told))
        return
    whose = select(Member.person_id).where(Member.id == trial.member_id)
    gave: dict[str, Any] = {
        "reporter": code(copy.key, db.execute(whose).scalar_one()),
        "outcome": trial.outcome,
        "context": trial.context,
        "happened_on": trial.happened_on,
    }
    upsert(db, model, [told | gave], key=model.one_per, update=list(gave))


def _is_told(db: Database, trial: Trial) -> bool:
    """To its cohort."""
    is_hidden = select(exists().where(TrialHiding.trial_id == trial.id))
    return trial.withdrawn_at is None and not db.scalar(is_hidden)
