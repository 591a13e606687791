"""From the cohort to the course, from there to the organisation, and back at once."""

import pytest
from sqlalchemy import select

from lti_social.core.wall import open_house
from lti_social.lti.audit import AuditEntry, Event
from lti_social.sharing.models import Consent, Widening
from tests.cards import practice
from tests.pages import Page
from tests.sharing.passing import agree, narrow, received, sees, widen

TITLE = "Reformuler la situation avant de parler produit"


def test_agreed_passed_on_and_tried_by_the_other_cohorts_of_the_course(
    town, visit, run_jobs, evening, card
):
    assert agree(visit(town.solene), card) == 200
    run_jobs()
    assert received(town, evening.cohort) == []

    assert widen(visit(town.claire), card) == 200
    run_jobs()

    assert sees(town, visit, evening.ines, evening.cohort) == [TITLE]
    assert received(town, town.managers) == []
    assert received(town, town.vente) == []


def test_from_the_course_an_administrator_of_the_lms_passes_it_on_to_the_organisation(
    town, visit, run_jobs, in_course, evening
):
    assert widen(visit(town.claire), in_course, "organisation") == 403
    assert widen(visit(town.michel), in_course, "organisation") == 200
    run_jobs()

    assert sees(town, visit, town.nadia, town.managers) == [TITLE]
    assert sees(town, visit, evening.ines, evening.cohort) == [TITLE]
    with open_house(town.engine) as db:
        noted = select(AuditEntry).where(AuditEntry.event == Event.widened)
        (entry,) = db.scalars(noted).all()
    assert entry.by == "Michel (LMS)"
    assert entry.detail["name"] == "organisation"


def test_nobody_skips_the_course(town, visit, card):
    agree(visit(town.solene), card, "organisation")

    assert widen(visit(town.michel), card, "organisation") == 409


@pytest.mark.parametrize("said", [None, "cohort"])
def test_without_the_author_nothing_is_passed_on(town, visit, card, said):
    if said:
        agree(visit(town.solene), card, said)

    assert widen(visit(town.claire), card) == 409
    assert town.rows(town.vente, Widening) == []


def test_no_farther_than_the_author_agrees(town, visit, run_jobs, card):
    agree(visit(town.solene), card, "course")
    widen(visit(town.claire), card)

    assert widen(visit(town.michel), card, "organisation") == 409


def test_every_author_agrees_or_it_stays(town, visit, run_jobs, evening):
    card = practice(town, town.solene, town.karim)
    agree(visit(town.solene), card)
    assert widen(visit(town.claire), card) == 409

    agree(visit(town.karim), card)
    assert widen(visit(town.claire), card) == 200


@pytest.mark.parametrize(
    ("who", "status"), [("maelle", 403), ("karim", 403), ("aurore", 403), ("michel", 403)]
)
def test_a_trainer_alone_passes_on_to_the_course(town, visit, card, who, status):
    agree(visit(town.solene), card)

    assert widen(visit(getattr(town, who)), card) == status


def test_only_its_authors_agree(town, visit, card):
    for who in (town.maelle, town.claire, town.michel):
        assert agree(visit(who), card) == 403
        assert visit(who).open(f"{card.path}/consent").status_code == 403
    assert town.rows(town.vente, Consent) == []


@pytest.mark.parametrize("who", ["solene", "claire", "michel"])
def test_taken_back_it_is_gone_at_once(town, visit, evening, in_course, who):
    assert sees(town, visit, evening.ines, evening.cohort) == [TITLE]

    assert narrow(visit(getattr(town, who)), in_course) == 200

    for reader in (evening.ines, evening.paul):
        assert sees(town, visit, reader, evening.cohort) == []


def test_who_changes_their_mind_takes_it_back_for_good(
    town, visit, run_jobs, evening, in_course
):
    agree(visit(town.solene), in_course, "cohort")
    assert sees(town, visit, evening.ines, evening.cohort) == []

    agree(visit(town.solene), in_course, "course")
    run_jobs()

    assert sees(town, visit, evening.ines, evening.cohort) == []
    assert widen(visit(town.claire), in_course) == 200
    run_jobs()
    assert sees(town, visit, evening.ines, evening.cohort) == [TITLE]


def test_back_from_the_organisation_it_stays_in_the_course(
    town, visit, run_jobs, evening, in_course
):
    widen(visit(town.michel), in_course, "organisation")
    run_jobs()

    narrow(visit(town.claire), in_course, "course")

    assert sees(town, visit, town.nadia, town.managers) == []
    assert sees(town, visit, evening.ines, evening.cohort) == [TITLE]


def test_others_of_the_cohort_take_nothing_back(town, visit, in_course):
    for who in (town.maelle, town.aurore):
        assert narrow(visit(who), in_course) == 403


def test_the_team_asks_the_authors_and_they_hear_what_follows(town, visit, run_jobs, card):
    assert visit(town.maelle).submit(f"{card.path}/ask").status_code == 403
    asked = visit(town.aurore).submit(f"{card.path}/ask")
    run_jobs()
    assert "Its authors are asked." in Page(asked).main
    solene = visit(town.solene)
    assert "It is yours to say" in Page(solene.open("/notices")).main

    agree(solene, card)
    widen(visit(town.claire), card)
    run_jobs()
    assert "is shown outside the cohort now" in Page(solene.open("/notices")).main

    narrow(visit(town.claire), card)
    run_jobs()
    assert "no longer shown outside" in Page(solene.open("/notices")).main


def test_a_trainer_sees_what_is_passed_on_and_what_might_be(town, visit, in_course):
    other = practice(town, town.karim, title="Ouvrir par une question")
    practice(town, town.maelle, title="Rester ici")
    agree(visit(town.karim), other)

    claire = Page(visit(town.claire).open("/shared"))

    assert claire.texts(look="title") == ["Ouvrir par une question", TITLE]
    assert "passed on by Claire, today" in claire.main
    assert "Its authors agree to: the course." in claire.main
    assert visit(town.aurore).open("/shared").status_code == 403
    assert visit(town.michel).open("/shared").status_code == 200
