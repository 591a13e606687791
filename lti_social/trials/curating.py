"""What the team and the authors make of trials: how mature a card is, and its caveats."""

from sqlalchemy import delete, func, select

from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict
from lti_social.core.wall import Database, upsert
from lti_social.practices.card import FIELDS
from lti_social.practices.changing import changed
from lti_social.practices.models import Maturity, Practice, PracticeVersion
from lti_social.practices.queries import writes
from lti_social.trials import policy, queries
from lti_social.trials.counting import recount
from lti_social.trials.evidence import gather, today_in
from lti_social.trials.maturity import NEEDS_SAYING, earned
from lti_social.trials.models import Because, Caveat, Confirmation, Trial
from lti_social.web.i18n import words

NOT_EARNED = N_("What its trials say has changed meanwhile. Look at the card again.")
TAKEN_IN = N_("A trial was taken into “When it does not work”.")
TAKEN_OUT = N_("A trial was taken out of “When it does not work”.")


def confirm(here: Here, card: Practice, maturity: Maturity) -> None:
    """That it is as mature as its trials say."""
    require(policy.may_curate(here.me, is_theirs=queries.is_theirs(here, card)))
    found = gather(here.db, card)
    deserved = earned(found.evidence, today_in(here.cohort.zone)).maturity
    if maturity not in NEEDS_SAYING or maturity.rank > deserved.rank:
        raise Conflict(NOT_EARNED)
    if maturity in {row.maturity for row in found.confirmations}:
        return
    said = {"practice_id": card.id, "member_id": here.me.id}
    here.db.add(Confirmation(**said, maturity=maturity))
    recount(here.db, card, Because.confirmed, here.me.id)


def take_back(here: Here, card: Practice, maturity: Maturity) -> None:
    """A confirmation, whoever gave it, and those of what is above it."""
    require(policy.may_curate(here.me, is_theirs=queries.is_theirs(here, card)))
    in_force = select(Confirmation).where(
        Confirmation.practice_id == card.id, Confirmation.lapsed_at.is_(None)
    )
    for row in here.db.scalars(in_force):
        if row.maturity.rank >= maturity.rank:
            row.lapsed_at = now()
    recount(here.db, card, Because.confirmed, here.me.id)


def merge(here: Here, trial: Trial, card: Practice, line: str) -> None:
    """Take what somebody told into the card, in their name; once, and said otherwise later
    if need be."""
    require(policy.may_merge(here.me, writes=writes(here, card)))
    known = {"practice_id": card.id, "trial_id": trial.id, "member_id": here.me.id}
    here.db.refresh(card, with_for_update={"key_share": True})
    _next_version(here, card, TAKEN_IN)
    said = known | {"words": line, "version": card.version, "at": now()}
    new = ["words", "member_id", "version", "at"]
    upsert(here.db, Caveat, [said], key=Caveat.one_per, update=new)
    changed(here.db, card)


def unmerge(here: Here, trial: Trial, card: Practice) -> None:
    require(policy.may_merge(here.me, writes=writes(here, card)))
    here.db.refresh(card, with_for_update={"key_share": True})
    if _drop(here.db, trial):
        _next_version(here, card, TAKEN_OUT)
        changed(here.db, card)


def _drop(db: Database, trial: Trial) -> bool:
    known = select(Caveat.id).where(Caveat.trial_id == trial.id)
    if db.scalar(known) is None:
        return False
    db.execute(delete(Caveat).where(Caveat.trial_id == trial.id))
    return True


def _next_version(here: Here, card: Practice, why: str) -> None:
    """Its own words stay, and it is as old as they are: that somebody took in a trial does
    not say that what it builds on was read again."""
    card.version += 1
    says = {name: getattr(card, name) for name in FIELDS}
    known = {"practice_id": card.id, "number": card.version, "member_id": here.me.id}
    before = select(func.max(PracticeVersion.at)).filter_by(practice_id=card.id)
    said_at = here.db.scalar(before) or now()
    if card.covered_at is None or said_at >= card.covered_at:
        said_at = now()  # else its words stay as covered as they were
    sentence = words(card.language).gettext(why)
    here.db.add(PracticeVersion(**known, changed=sentence, at=said_at, **says))
