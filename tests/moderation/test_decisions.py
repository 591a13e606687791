"""What the team makes of a report: its author reads why, and what was done is kept."""

import pytest

from lti_social.moderation.models import Case, Step
from lti_social.moderation.words import Act, State
from lti_social.notifications.models import Kind, Notice
from lti_social.threads.models import Hiding, Out
from tests.moderation.looking import WRITTEN, acts, case, notices, queue
from tests.pages import Page

WHY = "Le nom de la cliente y figure."


def seen_by(visit, who, thread) -> str:
    return Page(visit(who).open(thread.path)).main


def test_a_report_may_be_left_and_its_author_hears_nothing(
    town, visit, run_jobs, reported, decide, thread
):
    assert decide(town.claire, "left", "") == 200
    run_jobs()

    assert queue(visit(town.aurore)) == []
    assert WRITTEN in seen_by(visit, town.solene, thread)
    told = {(n.member_id, n.kind) for n in town.rows(town.vente, Notice)}
    assert (town.maelle.id, Kind.outcome) in told
    assert town.karim.id not in {member_id for member_id, _ in told}
    assert visit(town.karim).open(f"/posts/{reported.id}/case").status_code == 403


@pytest.mark.parametrize("how", [Out.hidden, Out.removed], ids=str)
def test_its_author_reads_why_it_is_out_of_sight(
    town, visit, run_jobs, reported, decide, thread, how
):
    assert decide(town.claire, how.value, WHY) == 200
    run_jobs()

    assert town.rows(town.vente, Hiding)[0].how is how
    karim = visit(town.karim)
    assert f"Claire {'hid' if how is Out.hidden else 'removed'} what you wrote" in notices(
        karim
    )
    assert WHY in case(karim, reported).main
    assert WHY in seen_by(visit, town.karim, thread)
    assert WRITTEN in seen_by(visit, town.karim, thread)
    for who in (town.solene, town.michel):
        assert WRITTEN not in seen_by(visit, who, thread)
        assert (WHY in seen_by(visit, who, thread)) is (how is Out.removed)


def test_an_edit_is_asked_for_made_and_looked_at(
    town, visit, run_jobs, reported, decide, thread
):
    assert decide(town.claire, "edit_asked", "Sans le nom, s’il vous plaît.") == 200
    run_jobs()
    assert queue(visit(town.claire)) == []
    karim = visit(town.karim)
    assert "asks you to edit what you wrote" in notices(karim)
    page = case(karim, reported)
    assert "Sans le nom" in page.main
    assert page.links("Edit your text") == [f"{karim.path}/posts/{reported.id}/edit"]

    karim.submit(f"/posts/{reported.id}/edit", body="Une cliente a refusé.")

    (shown,) = queue(visit(town.claire))
    assert "Edited since" in shown
    assert "Une cliente a refusé." in shown
    assert decide(town.aurore, "left", "") == 200
    assert queue(visit(town.claire)) == []
    run_jobs()
    assert "The team looked at" in notices(visit(town.maelle))


def test_what_stood_there_before_the_edit_is_not_read_in_its_history(
    town, visit, reported, decide
):
    decide(town.claire, "edit_asked", "Sans le nom.")
    karim = visit(town.karim)
    karim.submit(f"/posts/{reported.id}/edit", body="Une cliente a refusé.")
    path = f"/posts/{reported.id}/history"

    assert WRITTEN not in visit(town.solene).open(path).text
    assert "for its author and the team" in visit(town.solene).open(path).text
    for who in (town.karim, town.claire):
        assert WRITTEN in visit(who).open(path).text

    karim.submit(f"/posts/{reported.id}/edit", body="Une cliente hésitait.")
    assert "Une cliente a refusé." in visit(town.solene).open(path).text


def test_what_is_hidden_comes_back_when_its_author_edits_it(
    town, visit, run_jobs, reported, decide, thread
):
    decide(town.claire, "hidden")
    visit(town.karim).submit(f"/posts/{reported.id}/edit", body="Une cliente a refusé.")
    assert "Edited since" in queue(visit(town.aurore))[0]
    assert "a refusé" not in seen_by(visit, town.solene, thread)

    assert decide(town.aurore, "shown", "") == 200
    run_jobs()

    assert "Une cliente a refusé." in seen_by(visit, town.solene, thread)
    assert "is shown again" in notices(visit(town.karim))


@pytest.mark.parametrize("act", ["edit_asked", "hidden", "removed"])
def test_what_its_author_reads_needs_reasons(town, reported, decide, act):
    assert decide(town.claire, act, "  ") == 422
    assert acts(town) == []


@pytest.mark.parametrize("act", ["shown", "published", "refused", "upheld", "restored"])
def test_what_does_not_fit_is_not_decided(town, reported, decide, act):
    assert decide(town.claire, act, WHY) == 409
    assert acts(town) == []


@pytest.mark.parametrize("act", ["hid_at_once", "handed_on", "praised"])
def test_what_is_no_decision_is_refused(town, reported, decide, act):
    assert decide(town.claire, act, WHY) == 422


def test_who_decides_on_an_old_page_looks_again(town, visit, reported, decide):
    page = case(visit(town.aurore), reported)
    (last,) = (
        one.attributes["value"]
        for one in page.all("input")
        if one.attributes.get("name") == "last"
    )
    assert decide(town.claire, "left", "") == 200

    assert decide(town.aurore, "removed", WHY, last=last) == 409
    assert acts(town) == [Act.left]


def test_everything_done_is_kept_and_the_whole_team_reads_it(town, visit, reported, decide):
    decide(town.claire, "hidden", WHY)
    decide(town.aurore, "shown", "C’était un exemple.")

    for who in (town.claire, town.aurore):
        past = case(visit(who), reported).main
        for said in ("Maëlle", "Hidden, Claire", WHY, "Shown again, Aurore", "un exemple"):
            assert said in past, said
    first, second = town.rows(town.vente, Step)
    assert (first.member_id, second.member_id) == (town.claire.id, town.aurore.id)
    assert first.at <= second.at


def test_two_decide_about_whatever_is_there_once(town, reported, decide):
    decide(town.claire, "hidden", WHY)
    assert decide(town.aurore, "left", "") == 409
    assert town.rows(town.vente, Case)[0].state is State.hidden
