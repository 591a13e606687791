"""What members say of a thread in one gesture, and take back in one."""

import pytest

from lti_social.threads.models import (
    Acceptance,
    Endorsement,
    Follow,
    Gesture,
    Kind,
    Lock,
    Pin,
    Reaction,
)
from tests.pages import Page


@pytest.fixture
def thread(town):
    return town.question(town.solene)


@pytest.fixture
def post(town, thread):
    return town.answer(thread, town.karim, "Par une question ouverte.")


def test_the_asker_accepts_an_answer_and_all_see_it(town, visit, post):
    answer = visit(town.solene).submit(f"/posts/{post.id}/accept", on="1")

    assert answer.history[0].status_code == 303
    page = Page(visit(town.maelle).open(f"/threads/{post.thread_id}"))
    assert "Resolved" in page.main
    assert "Accepted answer" in page.the(f"post-{post.id}").text


def test_accepting_another_answer_moves_the_mark(town, visit, thread, post):
    better = town.answer(thread, town.claire, "En écoutant.")
    solene = visit(town.solene)
    for one in (post, better):
        solene.submit(f"/posts/{one.id}/accept", on="1")

    assert [row.post_id for row in town.rows(town.vente, Acceptance)] == [better.id]
    page = Page(solene.open(thread.path))
    assert page.texts(look="prose")[1:] == ["En écoutant.", "Par une question ouverte."]


def test_taking_an_acceptance_back_touches_that_answer_alone(town, visit, thread, post):
    other, solene = town.answer(thread, town.claire), visit(town.solene)
    solene.submit(f"/posts/{post.id}/accept", on="1")

    solene.submit(f"/posts/{other.id}/accept", on="0")
    assert [row.post_id for row in town.rows(town.vente, Acceptance)] == [post.id]
    solene.submit(f"/posts/{post.id}/accept", on="0")
    assert town.rows(town.vente, Acceptance) == []


@pytest.mark.parametrize("who", ["karim", "maelle", "claire", "aurore"])
def test_only_the_asker_accepts(town, visit, post, who):
    accepted = visit(getattr(town, who)).submit(f"/posts/{post.id}/accept", on="1")

    assert accepted.status_code == 403
    assert town.rows(town.vente, Acceptance) == []


def test_what_is_no_answer_to_a_question_cannot_be_accepted(town, visit, thread):
    talk = town.discussion(town.solene)
    said = town.answer(talk, town.karim)
    for post in (town.opening(thread), said, town.opening(talk)):
        answer = visit(town.solene).submit(f"/posts/{post.id}/accept", on="1")
        assert answer.status_code == 403
    assert town.rows(town.vente, Acceptance) == []
    assert talk.kind is Kind.discussion


@pytest.mark.parametrize("who", ["claire", "aurore"])
def test_the_team_endorses_an_answer_and_withdraws_it(town, visit, post, who):
    trainer = visit(getattr(town, who))
    page = Page(trainer.submit(f"/posts/{post.id}/endorse", on="1"))
    assert "Endorsed by the team" in page.the(f"post-{post.id}").text

    trainer.submit(f"/posts/{post.id}/endorse", on="0")
    assert town.rows(town.vente, Endorsement) == []


def test_a_question_is_not_endorsed(town, visit, thread):
    opening = town.opening(thread)
    answer = visit(town.claire).submit(f"/posts/{opening.id}/endorse", on="1")

    assert answer.status_code == 403


def test_a_reply_under_an_answer_is_not_accepted(town, visit, thread, post):
    reply = town.answer(thread, town.maelle, under=post)

    refused = visit(town.solene).submit(f"/posts/{reply.id}/accept", on="1")

    assert refused.status_code == 403
    assert town.rows(town.vente, Acceptance) == []


@pytest.mark.parametrize("kind", [Gesture.me_too, Gesture.thanks])
def test_a_gesture_sent_twice_means_the_same(town, visit, thread, kind):
    post = town.opening(thread)
    for who in (town.karim, town.karim, town.maelle):
        visit(who).submit(f"/posts/{post.id}/react/{kind}", on="1")
    assert len(town.rows(town.vente, Reaction)) == 2

    for _ in "12":
        visit(town.karim).submit(f"/posts/{post.id}/react/{kind}", on="0")
    assert [row.member_id for row in town.rows(town.vente, Reaction)] == [town.maelle.id]


def test_a_count_stands_beside_the_gesture_and_says_whether_it_is_mine(town, visit, thread):
    post = town.opening(thread)
    for who in (town.karim, town.maelle):
        town.mark(Reaction, post, by=who, kind=Gesture.me_too)

    for who, pressed in ((town.karim, "true"), (town.claire, "false")):
        button = Page(visit(who).open(thread.path)).the(f"me_too-{post.id}")
        assert button.text == "Same for me 2"
        assert button.attributes["aria-pressed"] == pressed
        assert button.attributes["value"] == ("0" if pressed == "true" else "1")


def test_nobody_thanks_themselves_and_other_gestures_do_not_exist(town, visit, post):
    assert (
        visit(town.karim).submit(f"/posts/{post.id}/react/thanks", on="1").status_code
        == 403
    )
    assert (
        visit(town.maelle).submit(f"/posts/{post.id}/react/laugh", on="1").status_code
        == 404
    )
    assert town.rows(town.vente, Reaction) == []


@pytest.mark.parametrize("on", ["", "perhaps", None])
def test_a_gesture_says_whether_it_is_on(town, visit, post, on):
    form = {} if on is None else {"on": on}
    answer = visit(town.maelle).submit(f"/posts/{post.id}/react/thanks", **form)

    assert answer.status_code == 422


def test_whoever_writes_follows_and_may_stop(town, visit, thread):
    karim = visit(town.karim)
    karim.submit(f"{thread.path}/posts", body="Oui.")
    assert [row.member_id for row in town.rows(town.vente, Follow)] == [town.karim.id]

    page = Page(karim.submit(f"{thread.path}/follow", on="0"))
    assert page.the("follow").text == "Follow"
    assert town.rows(town.vente, Follow) == []
    for _ in "12":
        page = Page(karim.submit(f"{thread.path}/follow", on="1"))
    assert page.the("follow").text == "Followed"
    assert len(town.rows(town.vente, Follow)) == 1


def test_a_pinned_thread_stands_on_top_of_the_list(town, visit):
    older, newer = (
        town.discussion(town.solene, "Avant"),
        town.discussion(town.karim, "Après"),
    )
    assert Page(visit(town.maelle).open("/threads")).texts("h3") == ["Après", "Avant"]

    for _ in "12":
        visit(town.aurore).submit(f"{older.path}/pin", on="1")
    page = Page(visit(town.maelle).open("/threads"))
    assert page.texts("h3") == ["Avant", "Après"]
    assert page.texts(look="badge") == ["Pinned by the team"]

    visit(town.claire).submit(f"{older.path}/pin", on="0")
    assert town.rows(town.vente, Pin) == []
    assert newer.path


def test_a_locked_thread_is_closed_to_learners_and_open_to_the_team(
    town, visit, thread, post
):
    visit(town.claire).submit(f"{thread.path}/lock", on="1")
    karim, claire = visit(town.karim), visit(town.claire)

    page = Page(karim.open(thread.path))
    assert "The team closed this thread" in page.main
    assert page.links("Reply") == []
    assert page.all("textarea") == []
    assert karim.open(f"/posts/{post.id}/reply").status_code == 403
    assert karim.submit(f"{thread.path}/posts", body="Quand même !").status_code == 403
    assert claire.submit(f"{thread.path}/posts", body="Pour clore.").status_code == 200
    claire.submit(f"{thread.path}/lock", on="0")
    assert town.rows(town.vente, Lock) == []
    assert karim.submit(f"{thread.path}/posts", body="Merci.").status_code == 200
