"""Which cards the library offers, and what a list shows of each."""

from sqlalchemy import and_, exists, select

from lti_social.core.rows import AnySelect
from lti_social.practices.models import Practice, PracticeHiding, State
from lti_social.practices.seeing import is_shown
from lti_social.recalls.models import UpdateNeed
from lti_social.trials.maturity import PEOPLE

TRIED = Practice.worked + Practice.adapted + Practice.failed  # "could not try" is no trial
IS_OFFERED = and_(Practice.state == State.published, is_shown(Practice))
NEEDS_TRIALS = TRIED < PEOPLE
ROWS: AnySelect = select(
    *(Practice.id, Practice.title, Practice.problem, Practice.job, Practice.audience),
    *(Practice.fails_when, Practice.language, Practice.maturity, Practice.version),
    *(Practice.worked, Practice.adapted, Practice.failed, Practice.not_tried),
    *(Practice.state, Practice.author_id, Practice.published_at, TRIED.label("tried")),
    exists().where(UpdateNeed.practice_id == Practice.id).label("needs_update"),
    exists().where(PracticeHiding.practice_id == Practice.id).label("is_out"),
)
