"""A card of Maëlle's that was tried: told of in each way, planned by Solène, confirmed."""

from datetime import timedelta

from lti_social.core.wall import open_cohort
from lti_social.practices.changing import changed
from lti_social.practices.models import Maturity, Practice
from lti_social.trials.counting import recount
from lti_social.trials.models import Because, Caveat, Confirmation, Outcome, Trial
from tests.browser.serving import Campus
from tests.cards import intention, practice, today, trial

LONG_WORD = "anticonstitutionnellement" * 6


def plant_tried(town: Campus) -> tuple[Practice, Trial]:
    """The card, and Karim's report that it did not work."""
    card = practice(town, town.maelle, title=f"Se taire après le prix : {LONG_WORD}")
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        changed(db, db.get_one(Practice, card.id))
    told = {"words": f"Il a dit « {LONG_WORD} ».\n\nPuis rien.", "context": LONG_WORD[:80]}
    for member, outcome in (
        (town.theo, Outcome.worked),
        (town.fatou, Outcome.adapted),
        (town.ines, Outcome.not_tried),
        (town.solene, Outcome.worked),
    ):
        trial(town, card, member, outcome, **(told | {"context": member.name}))
    failed = trial(town, card, town.karim, Outcome.failed, **told)
    about = {"practice_id": card.id, "member_id": town.claire.id}
    town.add(card, Caveat(**about, trial_id=failed.id, words="Debout, pressé.", version=1))
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        found = db.get_one(Practice, card.id)
        recount(db, found, Because.trial)
        db.add(Confirmation(**about, maturity=Maturity.proven))
        recount(db, found, Because.confirmed, town.claire.id)
    intention(town, card, town.solene, situation=f"on me dit {LONG_WORD}")
    later = {"due_on": today() + timedelta(days=5)}
    intention(town, practice(town, town.theo), town.solene, **later)
    return card, failed
