"""A trainer pauses writing for a while: reading goes on, and no text is lost."""

import pytest

from lti_social.cohorts.records import Pause
from lti_social.threads.models import Gesture, Post, Reaction
from tests.pages import Page

SENTENCE = "Nous relisons tout : 100 % jusqu’à lundi, %(name)s <b>compris</b>."


@pytest.fixture
def thread(town):
    return town.question(town.solene)


@pytest.fixture
def paused(town, visit, thread):
    answer = visit(town.claire).submit("/settings/pause", on="1", sentence=SENTENCE)
    assert answer.history[0].status_code == 303
    return thread


def test_everybody_reads_the_sentence_and_goes_on_reading(town, visit, paused):
    for path in ("", "/threads", paused.path):
        page = Page(visit(town.karim).open(path))
        assert "Writing is paused." in page.main
        assert SENTENCE in page.main
    assert Page(visit(town.karim).open(paused.path)).all(look="composer") == []


def test_nothing_is_written_and_nothing_lost(town, visit, paused):
    karim, opening = visit(town.karim), town.opening(paused)
    before = len(town.rows(town.vente, Post))
    new = {"kind": "question", "title": "Une question", "body": "Longuement mûrie."}
    for path, form in (
        (f"{paused.path}/posts", {"body": "Longuement mûrie."}),
        ("/threads", new),
    ):
        answer = karim.submit(path, **form)
        assert answer.status_code == 403
        assert "paused" in Page(answer).main
        assert "Longuement mûrie." in Page(answer).texts("textarea")
    assert (
        visit(town.solene).submit(f"/posts/{opening.id}/edit", body="x").status_code == 403
    )
    assert len(town.rows(town.vente, Post)) == before


def test_one_may_still_thank_report_and_delete(town, visit, paused):
    karim, opening = visit(town.karim), town.opening(paused)

    assert karim.submit(f"/posts/{opening.id}/react/me_too", on="1").status_code == 200
    assert karim.submit(f"/posts/{opening.id}/report", matter="name").status_code == 200
    assert visit(town.solene).submit(f"/posts/{opening.id}/delete").status_code == 200
    assert town.rows(town.vente, Reaction)[0].kind is Gesture.me_too


def test_the_team_writes(town, visit, paused):
    for who in (town.claire, town.aurore):
        body = f"{who.name} vous dit où nous en sommes."
        assert visit(who).submit(f"{paused.path}/posts", body=body).status_code == 200


def test_it_ends_where_it_began_and_is_on_record(town, visit, paused):
    assert visit(town.aurore).submit("/settings/pause", on="0").status_code == 403
    claire = visit(town.claire)
    assert "as asked by Claire today" in Page(claire.open("/settings/posting")).main

    claire.submit("/settings/pause", on="0")

    assert visit(town.karim).submit(f"{paused.path}/posts", body="Oui.").status_code == 200
    assert "paused" not in Page(visit(town.karim).open("")).main
    (pause,) = town.rows(town.vente, Pause)
    assert (pause.member_id, pause.ended_by_id) == (town.claire.id, town.claire.id)
    assert pause.at <= pause.ended_at


def test_another_sentence_is_another_pause(town, visit, paused):
    visit(town.claire).submit("/settings/pause", on="1", sentence="Jusqu’à mardi.")

    first, second = town.rows(town.vente, Pause)
    assert first.ended_at is not None
    assert second.ended_at is None
    page = Page(visit(town.karim).open(""))
    assert "Jusqu’à mardi." in page.main
    assert SENTENCE not in page.main


def test_a_cohort_next_door_is_not_paused(town, visit, paused):
    assert "paused" not in Page(visit(town.nadia).open("")).main
