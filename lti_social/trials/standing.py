"""How far a card has come, as its page says it: why, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.practices.models import Maturity, Practice
from lti_social.trials import saying
from lti_social.trials.evidence import Gathered, today_in
from lti_social.trials.maturity import NEEDS_SAYING, confirmed, earned, shown, tally
from lti_social.trials.models import MaturityChange

By = aliased(Member)

_CHANGES: AnySelect = (
    select(
        *(MaturityChange.before, MaturityChange.after, MaturityChange.because),
        *(MaturityChange.at, By.name.label("by")),
    )
    .outerjoin(By, By.id == MaturityChange.member_id)
    .where(MaturityChange.practice_id == bindparam("card"))
    .order_by(MaturityChange.id.desc())
    .limit(30)
)


@dataclass(frozen=True)
class Standing:
    """`next` is the step above, which takes what `needs` says. `waits` is what was earned
    and not confirmed yet; `confirmations` are those in force."""

    shown: Maturity
    next: Maturity | None = None
    needs: str = ""
    waits: Maturity | None = None
    confirmations: Sequence[AnyRow] = ()
    changes: Sequence[tuple[AnyRow, str]] = ()
    steps: Sequence[Maturity] = tuple(Maturity)


def standing(here: Here, practice: Practice, found: Gathered) -> Standing:
    """As it is now: of what the clock alone changes, the page says what is still shown."""
    if practice.is_received:  # earned at home, which says so
        return Standing(practice.maturity)
    result = earned(found.evidence, today_in(here.cohort.zone))
    reached = shown(result.maturity, confirmed(row.maturity for row in found.confirmations))
    waits = result.maturity if result.maturity.rank > reached.rank else None
    language, above = here.ask.locale, _above(result.maturity)
    changes = here.db.rows(_CHANGES, {"card": practice.id}).all()
    return Standing(
        shown=practice.maturity,
        next=above,
        needs=saying.needs(result.why, tally(found.evidence), language),
        waits=waits if waits in NEEDS_SAYING else None,
        confirmations=found.confirmations,
        changes=[(change, saying.explained(change, language)) for change in changes],
    )


def _above(maturity: Maturity) -> Maturity | None:
    steps = list(Maturity)
    return steps[maturity.rank + 1] if maturity.rank + 1 < len(steps) else None
