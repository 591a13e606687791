"""Reporting a post to the team: who reads it, who never does, what is hidden at once."""

import pytest

from lti_social.moderation.models import Case, Report
from lti_social.moderation.words import GRAVE, Act, Matter, State
from lti_social.notifications.models import Kind, Notice
from lti_social.threads.models import Hiding
from tests.moderation.looking import REASON, TITLE, WRITTEN, acts, case, notices, queue
from tests.pages import Page


def test_the_team_reads_who_reported_what_and_why(town, visit, reported):
    for who in (town.claire, town.aurore):
        (shown,) = queue(visit(who))
        for said in ("Maëlle", "Karim", REASON, WRITTEN, TITLE, "can be recognised"):
            assert said in shown
        assert "1 contribution waits for your decision" in Page(visit(who).open("")).main


def test_the_whole_team_is_told_and_nobody_else(town, visit, run_jobs, reported):
    run_jobs()

    told = town.rows(town.vente, Notice)
    assert {notice.member_id for notice in told} == {town.claire.id, town.aurore.id}
    assert {(notice.kind, notice.path) for notice in told} == {(Kind.reported, "/reports")}


def test_a_trainer_who_reports_is_not_told_of_it(town, run_jobs, report):
    report(town.claire)
    run_jobs()

    assert [n.member_id for n in town.rows(town.vente, Notice)] == [town.aurore.id]


def test_the_author_never_learns_who_reported(town, visit, run_jobs, reported, decide):
    decide(town.claire, "hidden")
    run_jobs()
    karim = visit(town.karim)
    paths = ["", "/notices", "/threads", "/reports"]
    paths += [f"/posts/{reported.id}{path}" for path in ("", "/case", "/my-report")]
    for path in paths:
        shown = karim.open(path).text
        assert REASON not in shown
        assert "Maëlle" not in shown or path == ""  # among who is here
    assert karim.open("/reports").status_code == 403


def test_a_trainer_does_not_learn_who_reported_their_own_post(town, visit, thread):
    post = town.answer(thread, town.claire)
    visit(town.maelle).submit(f"/posts/{post.id}/report", matter="wrong", reason=REASON)
    claire = visit(town.claire)

    assert queue(claire) == []
    assert claire.open(f"/posts/{post.id}/case").status_code == 403
    assert claire.submit(f"/posts/{post.id}/decide", act="left").status_code == 403
    assert len(queue(visit(town.aurore))) == 1


def test_several_reports_of_one_post_are_one_case(town, visit, reported, report):
    report(town.solene, "hurtful", "Elle lira ceci.")

    (shown,) = queue(visit(town.claire))
    assert REASON in shown
    assert "Elle lira ceci." in shown
    assert len(town.rows(town.vente, Case)) == 1
    assert "1 contribution waits" in Page(visit(town.claire).open("")).main


def test_reporting_again_replaces_the_words_and_opens_it_again(
    town, visit, reported, report, decide
):
    assert decide(town.claire, "left", "") == 200
    assert queue(visit(town.claire)) == []

    report(town.maelle, reason="Son prénom aussi.")

    (shown,) = queue(visit(town.claire))
    assert "Son prénom aussi." in shown
    assert REASON not in shown
    assert len(town.rows(town.vente, Report)) == 1


def test_the_oldest_stands_first_and_what_is_grave_above_it(town, visit, thread):
    maelle, claire = visit(town.maelle), visit(town.claire)
    posts = [town.answer(thread, town.karim, f"Réponse {n}.") for n in range(3)]
    for post, matter in zip(posts, ("name", "off", "hatred"), strict=True):
        maelle.submit(f"/posts/{post.id}/report", matter=matter)

    shown = [text.partition("Réponse ")[2][0] for text in queue(claire)]
    assert shown == ["2", "0", "1"]


@pytest.mark.parametrize("matter", list(Matter), ids=str)
def test_what_is_grave_is_out_of_sight_until_somebody_decides(
    town, visit, report, post, thread, matter
):
    report(town.maelle, matter.value)

    shown = WRITTEN in visit(town.solene).open(thread.path).text
    assert shown is (matter not in GRAVE)
    assert len(queue(visit(town.claire))) == 1
    assert (acts(town) == [Act.hid_at_once]) is (matter in GRAVE)


def test_its_author_is_told_that_it_waits_and_not_who_it_was(
    town, visit, run_jobs, report, post
):
    report(town.maelle, "danger")
    run_jobs()
    karim = visit(town.karim)

    assert "waits until the team has looked at it" in notices(karim)
    page = case(karim, post)
    assert "reported as serious" in page.main
    assert WRITTEN in page.main
    assert not page.links("Edit")
    assert "Maëlle" not in page.main


def test_what_the_team_found_fine_is_not_hidden_at_once_again(
    town, visit, report, decide, post, thread
):
    report(town.maelle, "danger")
    assert decide(town.claire, "shown", "") == 200
    report(town.solene, "danger")
    assert WRITTEN in visit(town.maelle).open(thread.path).text
    assert len(queue(visit(town.claire))) == 1

    visit(town.karim).submit(f"/posts/{post.id}/edit", body="Autre chose encore.")
    report(town.maelle, "danger")
    assert "Autre chose" not in visit(town.solene).open(thread.path).text


def test_who_reported_hears_what_came_of_it(town, visit, run_jobs, reported, decide):
    path = f"/posts/{reported.id}/my-report"
    maelle = visit(town.maelle)
    assert "has not decided yet" in Page(maelle.open(path)).main

    decide(town.claire, "hidden")
    run_jobs()

    assert "The team looked at what you reported" in notices(maelle)
    (link,) = Page(maelle.open("/notices")).links("what you reported")
    assert "took it out of sight" in Page(maelle.get(link)).main
    assert visit(town.solene).open(path).status_code == 404


def test_nobody_reports_what_they_wrote_themselves(town, visit, post):
    karim = visit(town.karim)

    assert karim.open(f"/posts/{post.id}/report").status_code == 403
    assert karim.submit(f"/posts/{post.id}/report", matter="name").status_code == 403
    assert karim.submit(f"/posts/{post.id}/report").status_code == 422
    assert town.rows(town.vente, Report) == []


@pytest.mark.parametrize(
    ("matter", "reason", "sentence"),
    [
        ("other", " ", "Say in a few words what the matter is."),
        ("name", "x" * 1001, "his is too long."),
        ("boredom", "Bof.", "his is not one of the choices."),
    ],
)
def test_what_is_missing_is_said_and_the_words_given_back(
    town, visit, post, matter, reason, sentence
):
    for language in ("en", "fr"):
        maelle = visit(town.maelle, language=language)
        sent = {"matter": matter, "reason": reason}
        answer = maelle.submit(f"/posts/{post.id}/report", **sent)
        assert answer.status_code == 422
        assert (sentence in Page(answer).the("problem").text) is (language == "en")
        assert reason.strip() in "".join(Page(answer).texts("textarea"))
    assert town.rows(town.vente, Report) == []


@pytest.mark.parametrize("gone", ["hide", "delete"])
def test_a_report_needs_nobody_once_the_post_is_gone(town, visit, reported, gone):
    who = town.claire if gone == "hide" else town.karim

    visit(who).submit(f"/posts/{reported.id}/{gone}", reason="Un nom.")

    assert queue(visit(town.claire)) == []
    assert "waits for your decision" not in Page(visit(town.claire).open("")).main


def test_a_script_is_told_to_leave_for_the_report(town, visit, post):
    answer = visit(town.maelle).submit_by_script(f"/posts/{post.id}/report", matter="name")

    assert "/my-report" in answer.headers["HX-Redirect"]


def test_a_champion_hides_and_reads_no_report(town, visit, reported):
    claire = visit(town.claire)
    claire.submit("/roles", member=town.solene.id, role="champion")
    solene = visit(town.solene)

    assert solene.open("/reports").status_code == 403
    assert solene.open(f"/posts/{reported.id}/case").status_code == 403
    assert solene.submit(f"/posts/{reported.id}/hide", reason="Un nom.").status_code == 200
    assert town.rows(town.vente, Hiding)[0].member_id == town.solene.id
    assert town.rows(town.vente, Case)[0].state is State.hidden
