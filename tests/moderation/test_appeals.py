"""Who disagrees with a decision appeals, once, and somebody else decides."""

import pytest

from lti_social.cohorts.models import Member, Role
from lti_social.cohorts.records import AdminReading
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.moderation.models import Appeal, Case
from lti_social.moderation.words import Act, State
from lti_social.threads.models import Hiding
from tests.moderation.looking import WRITTEN, acts, case, notices, queue
from tests.pages import Page

WORDS = "C’est un nom inventé."


@pytest.fixture
def removed(town, reported, decide):
    assert decide(town.claire, "removed", "Un nom de cliente.") == 200
    return reported


def test_reported_removed_appealed_restored(
    town, visit, run_jobs, removed, appeal, decide, thread
):
    run_jobs()
    assert WRITTEN not in visit(town.maelle).open(thread.path).text
    assert appeal(town.karim, WORDS) == 200
    run_jobs()

    assert "Somebody appeals" in notices(visit(town.aurore))
    assert WORDS in case(visit(town.aurore), removed).main
    assert decide(town.aurore, "restored", "") == 200
    run_jobs()

    assert WRITTEN in visit(town.maelle).open(thread.path).text
    assert "is shown again" in notices(visit(town.karim))
    assert "Aurore decided the appeal" in notices(visit(town.claire))
    assert acts(town) == [Act.removed, Act.restored]
    assert town.rows(town.vente, Hiding) == []
    assert town.again(thread).replies == 1


def test_an_appeal_may_be_turned_down_with_reasons(
    town, visit, run_jobs, removed, appeal, decide, thread
):
    appeal(town.karim, WORDS)
    assert decide(town.aurore, "upheld", "") == 422
    assert decide(town.aurore, "upheld", "Elle existe, à Tours.") == 200
    run_jobs()

    karim = visit(town.karim)
    assert "Your appeal" in notices(karim)
    assert "Elle existe, à Tours." in case(karim, removed).main
    assert WRITTEN not in visit(town.maelle).open(thread.path).text
    assert appeal(town.karim) == 403
    assert queue(visit(town.claire)) == queue(visit(town.aurore)) == []


def test_who_decided_does_not_decide_over_the_appeal(
    town, visit, run_jobs, removed, appeal, decide
):
    appeal(town.karim)
    run_jobs()
    claire = visit(town.claire)

    assert queue(claire) == []
    assert "Somebody appeals" not in notices(claire)
    assert "somebody else of the team decides" in case(claire, removed).main
    for act in ("restored", "upheld", "hidden"):
        assert decide(town.claire, act) == 403
    assert len(queue(visit(town.aurore))) == 1


def test_only_the_author_appeals_and_once(town, visit, removed, appeal):
    for who, status in ((town.maelle, 404), (town.michel, 404), (town.claire, 403)):
        assert appeal(who) == status
    assert appeal(town.karim, " ") == 422
    assert appeal(town.karim) == 200
    assert appeal(town.karim) == 403
    assert len(town.rows(town.vente, Appeal)) == 1
    assert "Your appeal waits." in case(visit(town.karim), removed).main


@pytest.mark.parametrize("act", ["left", "edit_asked"])
def test_there_is_nothing_to_appeal_where_all_can_read_it(
    town, reported, decide, appeal, act
):
    decide(town.claire, act, "Sans le nom.")

    assert appeal(town.karim) == 403


def test_a_new_decision_may_be_appealed_anew(town, removed, appeal, decide):
    appeal(town.karim)
    decide(town.aurore, "restored", "")
    decide(town.aurore, "hidden", "Un prénom aussi.")

    assert appeal(town.karim) == 200
    assert [one.verdict_id is None for one in town.rows(town.vente, Appeal)] == [
        False,
        True,
    ]


@pytest.fixture
def alone(town, visit):
    """Paul trains alone, and has hidden what Nadia asked."""
    paul = visit(town.member(town.managers, "Paul", Role.instructor))
    thread = town.question(town.nadia, "Comment dire non ?", WRITTEN)
    opening = town.opening(thread)
    paul.submit(f"/posts/{opening.id}/hide", reason="Un nom.")
    visit(town.nadia).submit(f"/posts/{opening.id}/appeal", reason=WORDS)
    return paul, opening


def test_without_a_second_trainer_an_administrator_of_the_lms_decides(
    town, visit, run_jobs, alone
):
    paul, opening = alone
    path = f"/posts/{opening.id}"
    odile = visit(town.member(town.managers, "Odile", Role.admin))
    run_jobs()
    assert paul.submit(f"{path}/decide", act="restored").status_code == 403
    assert "An administrator of the LMS does" in case(paul, opening).main
    assert "an administrator of the LMS decides" in case(visit(town.nadia), opening).main

    assert "Somebody appeals" in notices(odile)
    assert "1 contribution waits for your decision" in Page(odile.open("")).main
    assert len(queue(odile)) == 1
    assert WORDS in case(odile, opening).main
    read = [row.path for row in town.rows(town.managers, AdminReading)]
    assert f"{odile.path}{path}/case" in read

    assert odile.submit(f"{path}/decide", act="restored").status_code == 200
    run_jobs()
    assert "is shown again" in notices(visit(town.nadia))
    assert "Odile decided the appeal" in notices(paul)
    assert town.rows(town.managers, Case)[0].state is State.restored


def test_an_administrator_who_decided_from_the_chair_is_a_party_too(town, visit, post):
    """They do not decide over the appeal against themselves when they leave it."""
    michel, path = visit(town.michel), f"/posts/{post.id}"
    michel.submit("/chair", on="1")
    assert michel.submit(f"{path}/hide", reason="Un nom.").status_code == 200
    visit(town.karim).submit(f"{path}/appeal", reason=WORDS)
    michel.submit("/chair", on="0")
    for who in (town.claire, town.aurore):
        assert len(queue(visit(who))) == 1
        visit(who).submit(f"{path}/hand-on", to="")

    assert queue(michel) == []
    assert michel.submit(f"{path}/decide", act="restored").status_code == 404


def test_who_has_left_decides_nothing(town, visit, removed, appeal):
    """A trainer who went is no second one."""
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.get_one(Member, town.aurore.id).left_at = now()
    appeal(town.karim)

    assert queue(visit(town.claire)) == []
    assert len(queue(visit(town.michel))) == 1
