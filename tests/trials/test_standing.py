"""How a card rises and falls, who says so, and what its page tells of it."""

from datetime import timedelta

import pytest
import time_machine

from lti_social.cohorts.models import Role
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.notifications.models import Kind, Notice
from lti_social.practices.models import Maturity, Practice
from lti_social.resources.models import Anchor, Resource
from lti_social.trials.counting import recount
from lti_social.trials.models import Because, Confirmation, MaturityChange
from tests.cards import CARD, trial
from tests.pages import Page


def test_one_success_by_another_makes_it_promising(town, visit, tells, card, maturity):
    assert maturity() is Maturity.idea
    tells(town.karim, "failed")
    assert maturity() is Maturity.idea
    tells(town.aurore)
    assert maturity() is Maturity.promising


def test_what_an_author_told_does_not_count(town, card, maturity):
    trial(town, card, town.maelle)
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        recount(db, db.get_one(Practice, card.id), Because.trial)

    assert maturity() is Maturity.idea
    assert town.again(card).worked == 0


def test_proven_waits_for_a_facilitator(town, visit, tells, theo, card, maturity):
    for member, context in ((town.karim, "A"), (town.aurore, "B"), (theo, "C")):
        tells(member, context=context)
    assert maturity() is Maturity.promising
    page = Page(visit(town.claire).open(card.path))
    assert "By its trials it is Proven: a facilitator has yet to confirm it." in page.main
    assert "Confirm: Proven" in page.texts("button")
    assert "Confirm: Proven" not in visit(theo).open(card.path).text

    visit(town.claire).submit(f"{card.path}/confirm", maturity="proven", on="1")

    assert maturity() is Maturity.proven
    page = Page(visit(theo).open(card.path)).main
    assert "Confirmed Proven by Claire" in page
    assert "Claire confirmed it" in page


def test_it_is_taken_back(town, visit, proven, maturity):
    claire = visit(town.claire)
    claire.submit(f"{proven.path}/confirm", maturity="proven", on="0")

    assert maturity() is Maturity.promising
    assert "Claire took the confirmation back" in Page(claire.open(proven.path)).main


def test_what_was_not_earned_is_not_confirmed(town, visit, card):
    for step in ("proven", "standard"):
        sent = {"maturity": step, "on": "1"}
        answer = visit(town.claire).submit(f"{card.path}/confirm", **sent)
        assert answer.status_code == 409
    assert town.rows(card, Confirmation) == []


@pytest.mark.parametrize(
    ("who", "settings", "status"),
    [
        ("karim", {}, 403),
        ("solene", {}, 403),
        ("aurore", {}, 403),
        ("michel", {}, 403),
        ("nadia", {}, 404),
        ("aurore", {"assistants_curate": "1"}, 200),
    ],
)
def test_who_says_so(town, visit, proven, who, settings, status):
    if settings:
        visit(town.claire).submit("/settings/practices", **settings)
    answer = visit(getattr(town, who)).submit(
        f"{proven.path}/confirm", maturity="proven", on="1"
    )
    assert answer.status_code == status


def test_a_champion_says_so_where_the_trainer_lets_them(town, visit, proven):
    sent = {"maturity": "proven", "on": "1"}
    lea = town.member(town.vente, "Léa")
    with open_cohort(town.engine, lea.cohort_id) as db, db.begin():
        db.get_one(type(lea), lea.id).given = Role.champion
    assert visit(lea).submit(f"{proven.path}/confirm", **sent).status_code == 403
    visit(town.claire).submit("/settings/practices", champions_curate="1")
    assert visit(lea).submit(f"{proven.path}/confirm", **sent).status_code == 200


def test_a_standard_is_proven_and_looked_after(town, visit, proven, maturity):
    """It has an owner and a review date since it was published."""
    sent = {"maturity": "standard", "on": "1"}
    visit(town.claire).submit(f"{proven.path}/confirm", **sent)
    assert maturity() is Maturity.standard

    visit(town.solene).submit(f"{proven.path}/care", on="0")
    assert maturity() is Maturity.proven
    page = Page(visit(town.karim).open(proven.path)).main
    assert "nobody answers for it any more" in page


def test_contrary_evidence_brings_it_down_and_ends_the_confirmation(
    town, visit, tells, proven, maturity
):
    for n in range(3):
        tells(town.member(town.vente, f"Membre {n}"), "failed")

    assert maturity() is Maturity.promising
    assert all(row.lapsed_at for row in town.rows(proven, Confirmation))
    page = Page(visit(town.karim).open(proven.path)).main
    assert "what was told of trials does not bear it any more" in page


def test_the_page_says_why_each_time(town, visit, proven):
    told = [(row.before, row.after) for row in town.rows(proven, MaturityChange)]
    assert told == [
        (Maturity.idea, Maturity.promising),
        (Maturity.promising, Maturity.proven),
    ]
    page = Page(visit(town.karim).open(proven.path)).main
    assert "somebody told of a trial" in page


def test_its_authors_hear_of_it(town, proven, run_jobs):
    run_jobs()
    readers = {row.member_id for row in town.rows(proven, Notice, kind=Kind.matured)}
    assert readers == {town.solene.id, town.maelle.id}


def test_on_a_resource_that_changed_it_waits_for_its_authors(
    town, visit, proven, maturity, today
):
    guide = town.resource(town.vente, "Guide d’entretien")
    place = {"resource_id": guide.id, "course_id": guide.course_id}
    town.add(
        proven, Anchor(practice_id=proven.id, member_id=town.solene.id, place="", **place)
    )
    with (
        time_machine.travel(today + timedelta(days=1), tick=False),
        town.in_course(town.vente) as db,
    ):
        db.get_one(Resource, guide.id).changed_at = now()

    with (
        time_machine.travel(today + timedelta(days=2), tick=False),
        open_cohort(town.engine, proven.cohort_id) as db,
        db.begin(),
    ):
        recount(db, db.get_one(Practice, proven.id), Because.resource)

    assert maturity() is Maturity.promising
    page = Page(visit(town.karim).open(proven.path)).main
    assert "what it builds on has changed, or is gone" in page


def test_what_was_asked_to_be_credited_is_no_way_to_silence_a_failure(
    town, visit, tells, card
):
    """Only who agrees is an author."""
    tells(town.karim, "failed")
    visit(town.solene).submit(f"{card.path}/edit", **CARD, **{f"with-{town.karim.id}": "1"})

    assert town.again(card).failed == 1
    assert "does not count" not in Page(visit(town.aurore).open(card.path)).main

    visit(town.karim).submit(f"{card.path}/credit", on="1")
    assert town.again(card).failed == 0


def test_saving_the_same_again_renews_nothing(town, visit, proven, today):
    with time_machine.travel(today + timedelta(days=1), tick=False):
        visit(town.solene).submit(f"{proven.path}/edit", **CARD)
        assert town.again(proven).renewed_at == proven.renewed_at
        visit(town.solene).submit(f"{proven.path}/holds")
        assert town.again(proven).renewed_at > proven.renewed_at


def test_what_the_team_had_covered_stays_so_when_a_trial_is_taken_in(
    town, visit, tells, card, today
):
    with time_machine.travel(today + timedelta(hours=1), tick=False):
        sent = {"matter": "name", "reason": "On la reconnaît."}
        visit(town.karim).submit(f"{card.path}/report", **sent)
        reason = {"act": "edit_asked", "reason": "Un nom y figure."}
        visit(town.claire).submit(f"{card.path}/decide", **reason)
    with time_machine.travel(today + timedelta(hours=2), tick=False):
        trial = tells(town.karim, "failed")
        visit(town.solene).submit(f"{trial.path}/merge", words="Debout.")
        new = CARD | {"steps": "Je laisse finir.", "changed": "Sans le nom."}
        visit(town.solene).submit(f"{card.path}/edit", **new, seen=town.again(card).stamp)

    told = Page(visit(town.aurore).open(f"{card.path}/history")).main
    assert "Version 2" in told
    told = Page(visit(town.karim).open(f"{card.path}/history")).main
    assert "Version 3" in told
    assert "Version 2" not in told
