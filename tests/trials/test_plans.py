"""I'll try it: one plan at a time, one reminder, and no blame."""

from datetime import timedelta

import pytest
import time_machine

from lti_social.notifications.models import Kind, Notice
from lti_social.practices.models import State
from lti_social.trials.models import Intention, Plan
from tests.cards import practice
from tests.pages import Page


def test_a_plan_is_a_sentence_with_a_day(town, visit, plans, card):
    page = Page(plans(town.karim))

    assert "It is in your trials" in page.main
    assert "When un client hésite, I redis ses mots." in page.main
    (plan,) = town.rows(card, Intention)
    assert (plan.member_id, str(plan.due_on)) == (town.karim.id, "2026-11-25")
    mine = Page(visit(town.karim).open("/me/trials")).main
    assert "To come" in mine
    assert card.title in mine


def test_others_see_who_tries_it_this_week_and_not_the_plan(town, visit, plans, card):
    plans(town.karim)

    page = Page(visit(town.aurore).open(card.path))
    assert "Karim tries it this week, too." in page.main
    assert "un client hésite" not in page.main
    assert "un client hésite" not in visit(town.aurore).open("/me/trials").text


def test_a_second_plan_takes_the_place_of_the_first(town, plans, card):
    plans(town.karim)
    plans(town.karim, "week", situation="il pleut")

    (plan,) = town.rows(card, Intention)
    assert (plan.situation, str(plan.due_on)) == ("il pleut", "2026-12-01")


@pytest.mark.parametrize(
    ("due_on", "sentence"),
    [
        ("", "say by which day"),
        ("2026-11-23", "this day has passed"),
        ("2027-12-30", "more than a year away"),
        ("demain", "By which day"),
    ],
)
def test_an_impossible_day_is_explained_and_nothing_is_lost(town, plans, due_on, sentence):
    answer = plans(town.karim, "other", due_on=due_on)

    assert answer.status_code == 422
    assert sentence in Page(answer).main
    assert "un client hésite" in answer.text


def test_its_authors_have_done_so_already(town, visit, plans, card):
    for member in (town.solene, town.maelle):
        assert plans(member).status_code == 403
        assert "I’ll try it" not in Page(visit(member).open(card.path)).texts("h2")


def test_an_archived_card_is_not_offered_any_more(town, visit, plans, card):
    visit(town.solene).submit(f"{card.path}/archive", on="1")

    assert plans(town.karim).status_code == 409
    assert "I’ll try it" not in Page(visit(town.karim).open(card.path)).texts("h2")


def test_it_is_put_off_as_often_as_one_likes_and_let_go(town, visit, plans, card):
    plans(town.karim)
    karim = visit(town.karim)
    (plan,) = town.rows(card, Intention)

    karim.submit(f"/intentions/{plan.id}", by="other", due_on="2026-12-10")
    assert str(town.again(plan).due_on) == "2026-12-10"
    karim.submit(f"/intentions/{plan.id}/let-go")
    assert town.again(plan).plan is Plan.lapsed
    assert karim.submit(f"/intentions/{plan.id}/let-go").status_code == 404


def test_nobody_else_touches_it(town, visit, plans, card):
    plans(town.karim)
    (plan,) = town.rows(card, Intention)

    for path in (f"/intentions/{plan.id}", f"/intentions/{plan.id}/let-go"):
        assert visit(town.claire).submit(path, by="week").status_code == 403
        assert visit(town.nadia).submit(path, by="week").status_code == 404


def test_one_reminder_on_the_day_and_no_more(town, visit, plans, card, day, today):
    plans(town.karim)
    day()
    assert town.rows(card, Notice, kind=Kind.due) == []

    for ahead in (1, 2, 3):
        with time_machine.travel(today + timedelta(days=ahead), tick=False):
            day()
            assert len(town.rows(card, Notice, kind=Kind.due)) == 1


def test_what_is_long_past_lapses_without_a_word(town, visit, plans, card, day, today):
    plans(town.karim)
    (plan,) = town.rows(card, Intention)
    with time_machine.travel(today + timedelta(days=1), tick=False):
        day()
    with time_machine.travel(today + timedelta(days=17), tick=False):
        day()

    assert town.again(plan).plan is Plan.lapsed
    assert town.rows(card, Notice) == []


def test_telling_ends_the_plan(town, plans, tells, card):
    plans(town.karim)
    trial = tells(town.karim)

    (plan,) = town.rows(card, Intention)
    assert (plan.plan, trial.intention_id) == (Plan.reported, plan.id)
    assert town.again(card).worked == 1


def test_a_card_that_is_not_published_has_nothing_to_try(town, visit):
    draft = practice(town, town.solene, state=State.draft)

    answer = visit(town.solene).open(f"{draft.path}/trials/new")
    assert answer.status_code == 404
    assert "Trials" not in Page(visit(town.solene).open(draft.path)).texts("h2")
