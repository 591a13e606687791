"""A challenge of which reviews are written: Solène received one, and writes another."""

from lti_social.challenges.models import Challenge, Criterion
from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.reviews.models import Review, State, Useful
from lti_social.submissions.models import Submission
from tests.browser.serving import Campus
from tests.contests import challenge, review, submission

LONG_WORD = "anticonstitutionnellement" * 6
NOT_YET = "On répond par oui."  # why the second thing is not there yet, in the example
SAID = {
    "works": f"Tu reprends ses mots : {LONG_WORD}.",
    "question": "À quel moment l’as-tu su ?",
    "suggestion": "T’arrêter après la deuxième question.",
}


def plant_reviewed(town: Campus) -> tuple[Submission, Review, Challenge]:
    """Solène’s work, the review that she writes, and a challenge with an example."""
    asked = challenge(town, town.claire, Phase.reviewing)
    links = f"https://intranet.banque.example/{LONG_WORD}"
    known = {"links": links, "released_at": now(), "late": True}
    work = submission(town, asked, town.solene, f"Voyez {LONG_WORD}", **known)
    theirs = submission(town, asked, town.karim, LONG_WORD, links=links)
    sent = {"state": State.sent, "useful": Useful.much, "answer": LONG_WORD}
    review(town, work, town.karim, **sent, **SAID)
    mine = review(town, theirs, town.solene, due_at=asked.review_by)
    return work, mine, exemplified(town)


def exemplified(town: Campus) -> Challenge:
    """One with an example, of which the first criterion is there and the second not yet."""
    asked = challenge(town, town.claire, Phase.reviewing)
    first, second = town.rows(asked, Criterion, challenge_id=asked.id)
    finds = {
        str(first.id): {"there": True, "why": LONG_WORD},
        str(second.id): {"there": False, "why": NOT_YET},
    }
    example = {"text": f"— Et {LONG_WORD} ?\n— Oui.", "found": finds}
    with open_cohort(town.engine, asked.cohort_id) as db, db.begin():
        db.get_one(Challenge, asked.id).example = example
    return asked
