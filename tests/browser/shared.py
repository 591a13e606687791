"""A card that was passed on to the course and tried there; its second author waits."""

from lti_social.core.wall import open_cohort
from lti_social.practices.copies import CourseCopy
from lti_social.practices.models import Practice
from lti_social.sharing.copying import begin
from lti_social.sharing.models import Consent, CourseTrial, Reach, Widening
from lti_social.trials.counting import recount
from lti_social.trials.models import Because, Outcome
from tests.browser.serving import Campus
from tests.cards import practice, today

LONG_WORD = "anticonstitutionnellement" * 6


def plant_shared(town: Campus) -> Practice:
    card = practice(town, town.solene, effort=LONG_WORD, fails_when=f"Pressé.\n{LONG_WORD}")
    about = {"practice_id": card.id}
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        db.add(Consent(**about, member_id=town.solene.id, reach=Reach.organisation))
        db.add(Widening(**about, member_id=town.claire.id, reach=Reach.course))
        db.flush()
        begin(db, db.get_one(Practice, card.id))
        db.flush()
        copy = db.query(CourseCopy).one()
        for outcome in Outcome:
            told = {"told_as": outcome.value, "reporter": outcome.value, "outcome": outcome}
            told |= {"context": f"Agence {LONG_WORD}", "happened_on": today()}
            db.add(CourseTrial(copy_id=copy.id, **told))
        recount(db, db.get_one(Practice, card.id), Because.elsewhere)
    return card
