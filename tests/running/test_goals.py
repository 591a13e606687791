"""What the cohort wants to reach together: set by the team, one number for everybody."""

from datetime import timedelta

import pytest

from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.practices.models import State as CardState
from lti_social.reviews.models import State as Reviewed
from lti_social.running.models import Counted, Goal
from tests.cards import practice, trial
from tests.contests import challenge, review, submission
from tests.pages import Page

GOAL = {"title": "Vingt essais d’ici l’hiver", "counted": "trials", "many": "20"}


def goal(town, counted: Counted = Counted.posts, **said) -> Goal:
    words = {"title": "Ensemble", "target": 2, "at": now() - timedelta(days=1)}
    known = {"member_id": town.claire.id, "counted": counted}
    return town.add(town.claire, Goal(**(words | known | said)))


def progress(visitor) -> list[str]:
    """What the front page says of goals."""
    page = Page(visitor.open(""))
    return [one.text for one in page.all("div", "goal")]


def test_the_team_sets_one_and_everybody_sees_how_far_it_is(town, visit):
    aurore = visit(town.aurore)
    day = (now() + timedelta(days=30)).date().isoformat()
    answer = aurore.submit("/goals", **GOAL, ends_on=day)

    assert answer.status_code == 200
    assert GOAL["title"] in Page(answer).main
    assert progress(visit(town.solene)) == [f"{GOAL['title']} Trials told: 0 of 20"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"counted": "likes"},
        {"many": "0"},
        {"many": "beaucoup"},
        {"ends_on": "demain"},
    ],
)
def test_a_goal_is_a_title_and_a_number(town, visit, wrong):
    assert visit(town.claire).submit("/goals", **(GOAL | wrong)).status_code == 422
    assert town.rows(town.vente, Goal) == []


def test_what_it_counts_is_what_the_cohort_did_since(town, visit):
    before = now() - timedelta(days=3)
    thread = town.question(town.solene, at=before)
    town.answer(thread, town.karim)
    hidden = town.answer(thread, town.karim)
    town.hide(hidden, town.claire)
    card = practice(town, town.solene)
    practice(town, town.solene, state=CardState.draft)
    trial(town, card, town.karim)
    work = submission(town, challenge(town, town.claire, Phase.reviewing), town.solene)
    review(town, work, town.karim, state=Reviewed.sent, ended_at=now())
    review(town, work, town.maelle)
    for counted in list(Counted)[:3]:
        goal(town, counted)
    solene = visit(town.solene)
    first = progress(solene)
    for row in town.rows(town.vente, Goal):
        visit(town.claire).submit(f"/goals/{row.id}/end")
    for counted in list(Counted)[3:]:
        goal(town, counted)

    assert [one.split(": ")[1] for one in (*first, *progress(solene))] == ["1 of 2"] * 5


def test_one_that_is_reached_says_so_and_names_nobody(town, visit):
    goal(town, target=1)
    town.question(town.solene)
    (said,) = progress(visit(town.karim))

    assert said == "Ensemble Posts: 1 of 1. Reached, together."


def test_one_whose_day_has_passed_is_shown_no_more(town, visit):
    goal(town, until=(now() - timedelta(days=2)).date())
    claire = visit(town.claire)

    assert progress(claire) == []
    assert "Ensemble" in Page(claire.open("/goals")).main


def test_three_at_once_are_the_most(town, visit):
    for _ in range(3):
        goal(town)
    claire = visit(town.claire)

    assert claire.submit("/goals", **GOAL).status_code == 409
    assert "end one of them first" in Page(claire.open("/goals")).main
    (first, *_) = town.rows(town.vente, Goal)
    claire.submit(f"/goals/{first.id}/end")
    claire.submit(f"/goals/{first.id}/end")
    assert claire.submit("/goals", **GOAL).status_code == 200
    assert town.again(first).ended_by_id == town.claire.id


def test_learners_set_none(town, visit):
    row = goal(town)
    solene = visit(town.solene)

    assert solene.open("/goals").status_code == 403
    assert solene.submit("/goals", **GOAL).status_code == 403
    assert solene.submit(f"/goals/{row.id}/end").status_code == 403
    assert "Set a goal" not in solene.open("").text
    assert visit(town.claire).submit("/goals/99/end").status_code == 404


def test_there_is_nothing_to_see_where_nobody_set_any(town, visit):
    assert "reach together" not in visit(town.solene).open("").text
    assert Page(visit(town.claire).open("")).links("Set a goal")
