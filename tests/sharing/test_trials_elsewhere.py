"""Trials told in other cohorts come home: an outcome, a context and a day, no more."""

from sqlalchemy import select

from lti_social.core.clock import now
from lti_social.core.wall import ALL_COHORTS, open_cohort, open_house
from lti_social.practices.models import Practice
from lti_social.sharing.elsewhere import from_elsewhere, told
from lti_social.sharing.models import CourseTrial, LmsTrial
from lti_social.trials.evidence import MORE
from lti_social.trials.models import Outcome, Trial, TrialHiding
from lti_social.trials.telling import was_told
from tests.cards import trial
from tests.pages import Page
from tests.sharing.passing import narrow, received, widen

WORDS = "Au téléphone, avec Madame Petit."


def tells(town, cohort, member, outcome=Outcome.worked, context="Tours"):
    """In a cohort that has the card from elsewhere."""
    (there,) = received(town, cohort)
    row = trial(town, there, member, outcome, context, words=WORDS)
    follows(town, row, lambda row: None)
    return row


def follows(town, row, change):
    with open_cohort(town.engine, row.cohort_id) as db, db.begin():
        found = db.get_one(Trial, row.id)
        change(found)
        was_told(db, found)


def counts(town, card):
    card = town.again(card)
    return card.worked, card.adapted, card.failed, card.not_tried


def test_it_counts_at_home_and_everywhere(town, run_jobs, visit, evening, in_course):
    tells(town, evening.cohort, evening.ines, Outcome.adapted)
    assert counts(town, in_course) == (0, 0, 0, 0)
    run_jobs()

    assert counts(town, in_course) == (0, 1, 0, 0)
    assert counts(town, received(town, evening.cohort)[0]) == (0, 1, 0, 0)
    page = Page(visit(town.maelle).open(in_course.path)).main
    assert "One trial in another cohort" in page
    assert "Worked, adapteda colleague of another cohort, Tours, today" in page


def test_neither_words_nor_names_come_along(town, run_jobs, visit, evening, in_course):
    tells(town, evening.cohort, evening.ines)
    run_jobs()

    with open_house(town.engine) as db:
        (row,) = db.scalars(select(CourseTrial), execution_options=ALL_COHORTS).all()
    kept = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    assert set(kept) == {
        *("id", "course_id", "copy_id", "told_as", "reporter"),
        *("outcome", "context", "happened_on"),
    }
    page = visit(town.maelle).open(in_course.path).text
    assert "Inès" not in page
    assert "Madame Petit" not in page


def test_from_another_course_as_well(town, run_jobs, visit, in_course):
    widen(visit(town.michel), in_course, "organisation")
    run_jobs()
    tells(town, town.managers, town.nadia, Outcome.failed, "Blois")
    run_jobs()

    assert counts(town, in_course) == (0, 0, 1, 0)
    with open_cohort(town.engine, town.vente.id) as db:
        (row,) = from_elsewhere(db, db.get_one(Practice, in_course.id))
        assert (row.outcome, row.context) == (Outcome.failed, "Blois")
        assert len(db.scalars(select(LmsTrial)).all()) == 1


def test_it_follows_what_becomes_of_the_trial(town, run_jobs, evening, in_course):
    row = tells(town, evening.cohort, evening.ines)
    run_jobs()
    assert counts(town, in_course) == (1, 0, 0, 0)

    follows(town, row, lambda row: setattr(row, "outcome", Outcome.failed))
    run_jobs()
    assert counts(town, in_course) == (0, 0, 1, 0)

    town.add(row, TrialHiding(trial_id=row.id))
    follows(town, row, lambda row: None)
    run_jobs()
    assert counts(town, in_course) == (0, 0, 0, 0)


def test_withdrawn_after_the_card_was_taken_back_it_counts_no_more(
    town, run_jobs, visit, evening, in_course
):
    row = tells(town, evening.cohort, evening.ines)
    run_jobs()
    narrow(visit(town.claire), in_course)
    run_jobs()
    assert counts(town, in_course) == (1, 0, 0, 0)

    follows(town, row, lambda row: setattr(row, "withdrawn_at", now()))
    run_jobs()

    assert counts(town, in_course) == (0, 0, 0, 0)


def test_its_authors_never_count_wherever_they_are(town, run_jobs, evening, in_course):
    solene = town.seat(evening.cohort, town.solene.person_id, "S.")
    tells(town, evening.cohort, solene)
    run_jobs()

    assert counts(town, in_course) == (0, 0, 0, 0)


def test_one_person_in_two_cohorts_is_one(town, run_jobs, evening, in_course):
    trial(town, in_course, town.karim)
    karim = town.seat(evening.cohort, town.karim.person_id, "K.")
    tells(town, evening.cohort, karim)
    tells(town, evening.cohort, evening.ines)
    run_jobs()

    assert told in MORE
    with open_cohort(town.engine, town.vente.id) as db:
        who = {one.who for one in told(db, db.get_one(Practice, in_course.id))}
    assert town.karim.id in who
    assert len(who) == 2


def test_who_tells_is_told_what_goes_home(town, visit, evening, in_course):
    (there,) = received(town, evening.cohort)

    page = Page(visit(evening.ines).open(there.path)).main

    assert "without your name and without your words" in page
