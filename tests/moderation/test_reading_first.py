"""Where the team reads first: what waits is its author's and the team's, nobody else's."""

import pytest

from lti_social.cohorts.levels import Level
from lti_social.core.clock import now
from lti_social.grades.models import Grade
from lti_social.notifications.models import Kind, Notice
from lti_social.threads.models import Follow, Post
from tests.moderation.looking import case, notices, queue
from tests.pages import Page

TITLE = "Un client hésite"


@pytest.fixture
def pending(town, visit, level):
    """Karim's answer, which waits, in a thread that Solène and Maëlle follow."""
    level(Level.everything)
    thread = town.question(town.solene, TITLE)
    for follower in (town.solene, town.maelle):
        town.mark(Follow, thread, by=follower)
    visit(town.karim).submit(f"{thread.path}/posts", body="Par un silence.")
    return thread, town.rows(town.vente, Post)[-1]


def test_what_waits_is_nowhere_for_the_others(town, visit, run_jobs, pending):
    thread, post = pending
    run_jobs()
    paths = ["", "/threads", "/notices", thread.path, "/threads?show=unread"]
    own = ("", "/reply", "/history", "/report", "/case", "/hide", "/my-report")
    paths += [f"/posts/{post.id}{path}" for path in own]
    for who in (town.solene, town.maelle, town.michel):
        visitor = visit(who)
        for path in paths:
            page = visitor.open(path)
            assert "Par un silence" not in page.text
            assert f"post-{post.id}" not in page.text
        for path in own:
            assert visitor.open(f"/posts/{post.id}{path}").status_code == 404, path
    assert town.again(thread).replies == 0
    assert town.again(thread).last_by_id == town.solene.id
    told = [notice.kind for notice in town.rows(town.vente, Notice)]
    assert set(told) == {Kind.waits}
    assert len(told) == 2


def test_its_author_is_told_kindly_and_the_team_sees_it(town, visit, pending):
    thread, _ = pending
    page = Page(visit(town.karim).open(thread.path))
    assert "Waits for the team. Your text will be there" in page.main
    assert "Par un silence." in page.main

    assert "Only its author and the team see it so far" in (
        Page(visit(town.claire).open(thread.path)).main
    )
    assert "Par un silence." in Page(visit(town.claire).open("/reports")).main
    assert (
        "1 contribution waits for your decision" in Page(visit(town.aurore).open("")).main
    )


def test_published_it_is_new_to_everybody(town, visit, run_jobs, pending):
    thread, post = pending
    visit(town.maelle).open(thread.path)
    before = now()
    assert visit(town.claire).submit(f"/posts/{post.id}/decide", act="published")
    run_jobs()

    assert town.again(post).written_at >= before
    assert town.again(thread).replies == town.again(thread).answers == 1
    maelle = visit(town.maelle)
    assert "Karim replied" in notices(maelle)
    assert "Par un silence." in Page(maelle.open(thread.path)).main
    assert "is there for everybody now" in notices(visit(town.karim))
    assert queue(visit(town.claire)) == []


def test_refused_its_author_reads_why_edits_and_asks_again(town, visit, run_jobs, pending):
    thread, post = pending
    claire, path = visit(town.claire), f"/posts/{post.id}"
    assert claire.submit(f"{path}/decide", act="refused").status_code == 422
    claire.submit(f"{path}/decide", act="refused", reason="Trop court pour aider.")
    run_jobs()
    karim = visit(town.karim)
    assert "did not publish your post" in notices(karim)
    assert "Trop court pour aider." in case(karim, post).main
    assert f"post-{post.id}" not in visit(town.maelle).open(thread.path).text

    karim.submit(f"{path}/edit", body="Par un silence, puis une question.")

    assert "Edited since" in queue(visit(town.aurore))[0]
    visit(town.aurore).submit(f"{path}/decide", act="published")
    shown = Page(visit(town.maelle).open(thread.path)).main
    assert "puis une question." in shown
    assert "edited" not in shown


def test_a_refusal_may_be_appealed(town, visit, run_jobs, pending):
    thread, post = pending
    path = f"/posts/{post.id}"
    visit(town.claire).submit(f"{path}/decide", act="refused", reason="Hors sujet.")
    visit(town.karim).submit(f"{path}/appeal", reason="Si, justement.")
    visit(town.aurore).submit(f"{path}/decide", act="restored")
    run_jobs()

    assert "Par un silence." in visit(town.maelle).open(thread.path).text
    assert "Karim replied" in notices(visit(town.maelle))


def test_what_it_said_while_it_waited_stays_between_them(town, visit, pending):
    _, post = pending
    path = f"/posts/{post.id}"
    visit(town.karim).submit(f"{path}/edit", body="Par une question.")
    visit(town.claire).submit(f"{path}/decide", act="published")

    assert "silence" not in visit(town.maelle).open(f"{path}/history").text


def test_what_is_edited_after_it_was_published_is_read_again(town, visit, pending, level):
    _, post = pending
    claire, path = visit(town.claire), f"/posts/{post.id}"
    claire.submit(f"{path}/decide", act="published")
    visit(town.karim).submit(f"{path}/edit", body="Achetez mes tapis.")
    assert "Achetez mes tapis." in queue(claire)[0]

    level(Level.free)
    assert queue(claire) == []


def test_nobody_replies_under_what_others_do_not_see(town, visit, pending):
    thread, post = pending
    sent = {"body": "Je réponds.", "parent": str(post.id)}

    for who in (town.maelle, town.claire, town.karim):
        assert visit(who).submit(f"{thread.path}/posts", **sent).status_code == 409


def test_it_counts_as_taking_part_once_it_is_published(town, visit, run_jobs, pending):
    _, post = pending
    town.reports(town.vente)
    assert town.rows(town.vente, Grade) == []

    visit(town.claire).submit(f"/posts/{post.id}/decide", act="published")

    assert [grade.member_id for grade in town.rows(town.vente, Grade)] == [town.karim.id]
