"""Keeping what a card shows of its trials, and how mature it is, in step with them.

Whatever may have changed that calls `recount`: a trial, a confirmation, who answers for
the card and until when, what it builds on, what came home from elsewhere.
"""

from collections import Counter
from typing import Any

from sqlalchemy import select

from lti_social.cohorts.models import Cohort
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.wall import Database
from lti_social.practices.changing import changed, watches
from lti_social.practices.models import Maturity, Practice
from lti_social.trials import jobs
from lti_social.trials.evidence import Gathered, gather, today_in
from lti_social.trials.maturity import EARLIEST, by_others, confirmed, earned, shown
from lti_social.trials.models import Because, Confirmation, MaturityChange, Outcome
from lti_social.web.i18n import zone


def recount(
    db: Database, card: Practice, because: Because, member_id: int | None = None
) -> None:
    """Nothing happens where nothing is new, nor to a card that came from another cohort:
    it is counted there. `member_id` is whose act it was, where one person did it.

    The card stays locked until the end of the transaction: of two trials at once, each
    would count only itself.
    """
    db.flush()
    db.refresh(card, with_for_update={"key_share": True})
    if card.is_received or not card.version:
        return
    found = gather(db, card)
    maturity = _settled(db, found)
    told = _counts(found) | {"maturity": maturity}
    news = {name: value for name, value in told.items() if getattr(card, name) != value}
    if maturity is not card.maturity:
        _note(db, card, maturity, because, member_id)
    for name, value in news.items():
        setattr(card, name, value)
    if news:
        changed(db, card)


@watches
def follow(db: Database, card: Practice) -> None:
    """Another version may stand on firm ground again, and other people may be its authors
    now."""
    recount(db, card, Because.card)


def _counts(found: Gathered) -> dict[str, Any]:
    """Of all that others told: what of it decides is for the maturity to say."""
    told = by_others(found.evidence)
    each = Counter(one.outcome for one in told)
    at = [one.told_at for one in told if one.told_at > EARLIEST]
    return {one.value: each[one] for one in Outcome} | {"tried_at": max(at, default=None)}


def _settled(db: Database, found: Gathered) -> Maturity:
    """What is shown, once the confirmations that it no longer deserves have lapsed."""
    today = today_in(zone(db.scalars(select(Cohort.zone)).one()))
    deserved = earned(found.evidence, today).maturity
    in_force = []
    for row in found.confirmations:
        if row.maturity.rank > deserved.rank:
            db.get_one(Confirmation, row.id).lapsed_at = now()
        else:
            in_force.append(row.maturity)
    return shown(deserved, confirmed(in_force))


def _note(
    db: Database,
    card: Practice,
    after: Maturity,
    because: Because,
    member_id: int | None,
) -> None:
    about = {"practice_id": card.id, "before": card.maturity, "after": after}
    db.add(MaturityChange(**about, because=because, member_id=member_id))
    later(db, jobs.tell_matured, practice_id=card.id, by=member_id)
