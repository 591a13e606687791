"""What was saved or tried comes back at growing gaps, to one member alone."""

import pytest

from lti_social.practices.models import PracticeHiding, State
from lti_social.recalls.models import FollowUp, Habit, Recall
from lti_social.trials.models import Outcome
from tests.pages import Page

TITLE = "Reformuler la situation avant de parler produit"


def comes_back(visit, member) -> bool:
    """On their front page and on the page of its own alike."""
    visitor = visit(member)
    front = "Coming back to you" in Page(visitor.open("")).main
    assert front is (TITLE in Page(visitor.open("/me/recalls")).main)
    return front


def asks(visit, member) -> bool:
    return "Do you still do it?" in Page(visit(member).open("/me/recalls")).main


def test_a_saved_card_comes_back_after_2_7_21_and_60_days(town, visit, after, card, saves):
    saves(town.maelle, card)

    came = []
    for day in range(120):
        with after(day):
            maelle = visit(town.maelle)
            if TITLE in maelle.open("/me/recalls").text:
                came.append(day)
                maelle.submit(f"/me/recalls/{card.id}/not-now")
    assert came == [2, 7, 21, 60]


def test_it_comes_back_to_nobody_else(town, visit, after, card, saves):
    saves(town.maelle, card)

    with after(2):
        assert comes_back(visit, town.maelle)
        for who in (town.solene, town.karim, town.claire, town.michel):
            assert not comes_back(visit, who)


def test_reading_the_card_is_enough_whichever_way_they_came(
    town, visit, after, card, saves
):
    saves(town.maelle, card)

    with after(3):
        visit(town.karim).open(card.path)
        assert comes_back(visit, town.maelle)
        visit(town.maelle).open(card.path)
        assert not comes_back(visit, town.maelle)
    with after(7):
        assert comes_back(visit, town.maelle)


def test_what_was_missed_comes_back_once_and_not_once_for_each_time(
    town, visit, after, card, saves
):
    saves(town.maelle, card)

    with after(30):
        page = Page(visit(town.maelle).open("/me/recalls"))
        assert page.main.count("Read it again") == 1
        visit(town.maelle).submit(f"/me/recalls/{card.id}/not-now")
        assert not comes_back(visit, town.maelle)
    with after(59):
        assert not comes_back(visit, town.maelle)
    with after(60):
        assert comes_back(visit, town.maelle)


def test_what_worked_asks_after_30_60_and_90_days_whether_they_still_do_it(
    town, visit, after, card, tells
):
    tells(town.karim, card)

    asked = []
    for day in range(0, 120, 3):
        with after(day):
            visit(town.karim).submit(f"/me/recalls/{card.id}/not-now") if day < 30 else None
            if asks(visit, town.karim):
                asked.append(day)
                visit(town.karim).submit(f"/me/recalls/{card.id}/answer", habit="sometimes")
    assert asked == [30, 60, 90]
    assert [(row.step, row.habit) for row in town.rows(town.vente, FollowUp)] == [
        (step, Habit.sometimes) for step in range(3)
    ]


def test_one_tap_is_an_answer_and_a_second_one_changes_nothing(
    town, visit, after, card, tells
):
    tells(town.karim, card)

    with after(31):
        karim = visit(town.karim)
        page = Page(karim.open(""))
        assert [one for one in page.texts("button") if "always" in one]
        answer = karim.submit(f"/me/recalls/{card.id}/answer", habit="always")
        assert "Noted. Nobody else sees it." in Page(answer).main
        karim.submit(f"/me/recalls/{card.id}/answer", habit="no_more")

    (row,) = town.rows(town.vente, FollowUp)
    assert (row.member_id, row.habit) == (town.karim.id, Habit.always)


def test_who_does_it_no_more_is_not_asked_again(town, visit, after, card, tells):
    tells(town.karim, card)
    with after(30):
        visit(town.karim).submit(f"/me/recalls/{card.id}/answer", habit="no_more")
    with after(95):
        visit(town.karim).submit(f"/me/recalls/{card.id}/not-now")
        assert not asks(visit, town.karim)


def test_what_did_not_work_comes_back_and_asks_nothing(town, visit, after, card, tells):
    tells(town.karim, card, Outcome.failed)

    with after(30):
        assert comes_back(visit, town.karim)
        assert not asks(visit, town.karim)


def test_the_latest_trial_says_whether_it_works(town, visit, after, card, tells):
    tells(town.karim, card)
    with after(10):
        tells(town.karim, card, Outcome.failed)
    with after(40):
        assert not asks(visit, town.karim)
        tells(town.karim, card)
    with after(69):
        assert not asks(visit, town.karim)
    with after(70):
        assert asks(visit, town.karim)


def test_stop_asking_is_for_good_until_they_save_it_again(
    town, visit, after, card, saves, tells
):
    tells(town.karim, card)
    with after(3):
        answer = visit(town.karim).submit(f"/me/recalls/{card.id}/stop")
        assert "It comes back to you no more." in Page(answer).main
    with after(10):
        tells(town.karim, card)
    with after(100):
        assert not comes_back(visit, town.karim)
        saves(town.karim, card)
    with after(102):
        assert comes_back(visit, town.karim)


@pytest.mark.parametrize("gone", ["hidden", "archived", "withdrawn to a draft"])
def test_what_is_no_longer_offered_does_not_come_back(
    town, visit, after, card, saves, gone
):
    saves(town.maelle, card)
    if gone == "hidden":
        town.add(card, PracticeHiding(practice_id=card.id, member_id=town.claire.id))
    else:
        card.state = State.archived if gone == "archived" else State.draft
        town.add(card, card)

    with after(2):
        assert not comes_back(visit, town.maelle)
        assert not comes_back(visit, town.claire)


def test_nothing_of_it_is_told_or_mailed(town, visit, after, card, saves, run_jobs, night):
    saves(town.maelle, card)
    with after(2):
        night()
        assert "Notices , new" not in Page(visit(town.maelle).open("")).the("bell").text


def test_a_card_of_another_cohort_has_no_answer(town, visit, card, saves):
    saves(town.maelle, card)
    nadia = visit(town.nadia)

    for path in ("answer", "not-now", "stop"):
        answer = nadia.submit(f"/me/recalls/{card.id}/{path}", habit="always")
        assert answer.status_code == 404
    assert len(town.rows(town.vente, Recall)) == 1


def test_what_is_no_answer_is_refused(town, visit, after, card, tells):
    tells(town.karim, card)
    with after(30):
        karim = visit(town.karim)
        answer = karim.submit(f"/me/recalls/{card.id}/answer", habit="daily")
        assert answer.status_code == 422
        assert asks(visit, town.karim)
