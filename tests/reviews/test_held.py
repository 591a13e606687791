"""Whoever changes something of a challenge locks the challenge first: nobody is undone."""

from datetime import timedelta

import pytest

from lti_social.challenges.dates import as_field
from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import Phase
from lti_social.core.wall import open_cohort
from lti_social.reviews.jobs import settle
from lti_social.reviews.models import Review, State
from tests.challenges.asked import PARIS
from tests.contests import challenge, review, submission
from tests.held import undisturbed
from tests.submissions.conftest import sent, team

SAYS = {"send": "0", "works": "On reconnaît ses mots."}


def read(town, phase: Phase) -> tuple[Challenge, Review]:
    """Solène's work is Maëlle's to read, and Karim's: this review."""
    asked = challenge(town, town.claire, phase)
    work = submission(town, asked, town.solene)
    mine = review(town, work, town.karim, due_at=asked.review_by)
    review(town, work, town.maelle, due_at=asked.review_by)
    return asked, mine


def test_a_team_revises_while_one_of_them_keeps_it(town, visit, engine, caplog):
    asked = challenge(town, town.claire, Phase.revising, format="team", blind=False)
    both = team(town, asked, town.solene, town.karim)
    work = submission(town, asked, town.solene, team_id=both.id)
    solene, karim = visit(town.solene), visit(town.karim)

    kept, revised = undisturbed(
        engine,
        caplog,
        lambda: karim.submit_by_script(f"{work.path}/keep"),
        lambda: sent(solene, asked, body="Révisé."),
    )

    assert kept.status_code == 303
    assert revised.status_code in (200, 403)  # as it is final by then, or not yet


@pytest.mark.parametrize(
    ("what", "said"),
    [("", SAYS), ("/decline", {"reason": "Mon binôme."}), ("/longer", {})],
    ids=["written", "declined", "longer"],
)
def test_a_review_is_written_while_dates_are_put_off(
    town, visit, engine, caplog, what, said
):
    asked, mine = read(town, Phase.reviewing)
    karim, claire = visit(town.karim), visit(town.claire)
    later = {
        name: as_field(getattr(asked, name) + timedelta(days=2), PARIS)
        for name in ("review_by", "revise_by", "closes_at")
    }

    written, put_off = undisturbed(
        engine,
        caplog,
        lambda: karim.submit_by_script(f"/reviews/{mine.id}{what}", **said),
        lambda: claire.submit_by_script(f"{asked.path}/extend", **later),
    )

    assert "said=" in (written.headers.get("HX-Redirect") or written.headers["location"])
    assert put_off.headers["HX-Redirect"].endswith("?said=saved")


def test_a_review_is_written_while_the_worker_ends_those_that_are_late(
    town, visit, engine, caplog
):
    asked, mine = read(town, Phase.revising)
    karim = visit(town.karim)

    def settles():
        with open_cohort(engine, asked.cohort_id) as db, db.begin():
            settle(db, challenge_id=asked.id)

    written, _ = undisturbed(
        engine,
        caplog,
        lambda: karim.submit_by_script(f"/reviews/{mine.id}", **SAYS),
        settles,
    )

    assert written.headers["HX-Redirect"].endswith("?said=saved")
    assert town.again(mine).state in (State.started, State.expired)
