"""Reports of trials, as moderation handles them."""

from sqlalchemy import literal, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.models import Member
from lti_social.core.wall import Database
from lti_social.files.queries import hanging_on_trial
from lti_social.moderation.things import Content, What, written_by
from lti_social.notifications.actions import About
from lti_social.practices.hiding import hiding_of
from lti_social.practices.models import Practice
from lti_social.trials import hiding
from lti_social.trials.models import Trial, TrialHiding

Written = aliased(Trial)

_THINGS = (
    select(
        literal(What.trials.value).label("what"),
        *(Trial.id.label("content_id"), Practice.title),
        (Trial.words + "\n\n" + Trial.context).label("body"),
        *(Member.name.label("author"), Trial.told_at.label("written_at")),
        *(Trial.edited_at, Trial.withdrawn_at.is_not(None).label("gone")),
        *(literal(False).label("opens"), literal(True).label("plain"), TrialHiding.how),
    )
    .join(Practice, Practice.id == Trial.practice_id)
    .join(Member, Member.id == Trial.member_id)
    .outerjoin(TrialHiding, TrialHiding.trial_id == Trial.id)
)


def _about(db: Database, trial: Trial, *, to_all: bool) -> About:
    card = db.get_one(Practice, trial.practice_id)
    title = "" if to_all and hiding_of(db, card) else card.title
    return About(f"/trials/{trial.id}", card.path, title)


TRIALS = Content(
    model=Trial,
    things=_THINGS,
    is_by=written_by(Written.id, Written.member_id),
    find=hiding.to_judge,
    find_shown=hiding.the_read,
    files=hanging_on_trial,
    about=_about,
    page=lambda trial: trial.path,
    edit=lambda _db, trial: f"/trials/{trial.id}/edit",
    shelf="/practices",
    hiding=hiding,
)
