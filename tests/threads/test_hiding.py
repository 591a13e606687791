"""The team takes a post out of sight: its author reads why, nobody else reads it at all."""

import pytest

from lti_social.threads.models import Follow, Hiding, Post, Reaction
from tests.pages import Page

WRITTEN, REASON = "Madame Durand a refusé.", "Un nom de cliente y figure."
TITLE = "Une cliente refuse"


@pytest.fixture
def thread(town):
    return town.question(town.solene, TITLE, "Que dire alors ?")


@pytest.fixture
def post(town, thread):
    return town.answer(thread, town.karim, WRITTEN)


@pytest.fixture
def hidden(town, visit, post):
    answer = visit(town.claire).submit(f"/posts/{post.id}/hide", reason=REASON)
    assert answer.history[0].status_code == 303
    return post


def everything(visitor, thread, post) -> str:
    """All that this visitor can be shown about the post, as one text."""
    paths = ["", "/threads", "/notices", thread.path]
    paths += [f"/threads?show={show}" for show in ("unanswered", "unread", "followed")]
    own = ("", "/reply", "/history", "/report", "/edit", "/delete", "/hide", "/case")
    paths += [f"/posts/{post.id}{path}" for path in own]
    return "".join(visitor.open(path).text for path in paths)


def test_what_is_hidden_is_nowhere_for_the_others(town, visit, run_jobs, thread, hidden):
    run_jobs()
    for who in (town.solene, town.maelle, town.michel):
        shown = everything(visit(who), thread, hidden)
        assert "Madame Durand" not in shown
        assert REASON not in shown
        page = Page(visit(who).open(thread.path))
        assert "Hidden by the team." in page.the(f"post-{hidden.id}").text


def test_an_earlier_version_is_hidden_too(town, visit, thread, hidden):
    visit(town.karim).submit(f"/posts/{hidden.id}/edit", body="Une cliente a refusé.")

    assert visit(town.solene).open(f"/posts/{hidden.id}/history").status_code == 404
    assert "Madame Durand" not in everything(visit(town.solene), thread, hidden)


@pytest.mark.parametrize("path", ["/reply", "/history", "/report"])
def test_for_others_a_hidden_post_is_not_there(town, visit, hidden, path):
    assert visit(town.maelle).open(f"/posts/{hidden.id}{path}").status_code == 404


def test_nobody_answers_or_marks_what_is_hidden_from_them(town, visit, thread, hidden):
    maelle, solene = visit(town.maelle), visit(town.solene)
    reply = {"body": "Je réponds.", "parent": str(hidden.id)}

    assert maelle.submit(f"{thread.path}/posts", **reply).status_code == 409
    assert maelle.submit(f"/posts/{hidden.id}/react/thanks", on="1").status_code == 404
    assert solene.submit(f"/posts/{hidden.id}/accept", on="1").status_code == 404
    assert maelle.submit(f"/posts/{hidden.id}/report", matter="name").status_code == 404


def test_its_author_reads_the_reason(town, visit, run_jobs, thread, hidden):
    run_jobs()
    karim = visit(town.karim)

    page = Page(karim.open(thread.path))
    shown = page.the(f"post-{hidden.id}").text
    assert REASON in shown
    assert WRITTEN in shown
    notice = Page(karim.open("/notices"))
    assert "Claire hid what you wrote" in notice.main
    assert REASON not in notice.main


def test_a_trainer_shows_it_again(town, visit, thread, hidden):
    assert town.again(thread).replies == 0

    answer = visit(town.aurore).submit(f"/posts/{hidden.id}/decide", act="shown")

    assert answer.history[0].status_code == 303
    page = Page(visit(town.maelle).open(thread.path))
    assert WRITTEN in page.the(f"post-{hidden.id}").text
    assert town.rows(town.vente, Hiding) == []
    assert town.again(thread).replies == 1
    assert town.again(thread).last_by_id == town.karim.id


def test_a_reason_is_needed(town, visit, post):
    claire = visit(town.claire)
    assert Page(claire.open(f"/posts/{post.id}/hide")).texts("blockquote") == [WRITTEN]

    for reason in ("", "   ", "x" * 1001):
        assert claire.submit(f"/posts/{post.id}/hide", reason=reason).status_code == 422
    assert town.rows(town.vente, Hiding) == []


def test_hiding_twice_tells_the_author_once(town, visit, run_jobs, hidden):
    again = visit(town.aurore).submit(f"/posts/{hidden.id}/hide", reason="Encore une fois.")
    assert again.status_code == 409
    run_jobs()

    assert Page(visit(town.karim).open("/notices")).main.count("hid what you wrote") == 1
    assert [row.reason for row in town.rows(town.vente, Hiding)] == [REASON]


def test_an_answer_that_is_hidden_answers_nothing(town, visit, thread, hidden):
    page = Page(visit(town.maelle).open("/threads?show=unanswered"))

    assert page.texts("h3") == [TITLE]


@pytest.fixture
def hidden_thread(town, thread):
    """A thread with an answer, whose opening is hidden."""
    answer = town.answer(thread, town.karim, "Proposer autre chose.")
    town.hide(town.opening(thread), town.claire)
    return thread, answer


def test_a_thread_whose_opening_is_hidden_is_gone_for_the_others(
    town, visit, hidden_thread
):
    thread, answer = hidden_thread
    for who in (town.maelle, town.michel, town.karim):
        visitor = visit(who)
        assert visitor.open(thread.path).status_code == 404
        shown = everything(visitor, thread, answer)
        assert TITLE not in shown
        assert "Que dire alors" not in shown
        assert Page(visitor.open("/threads")).texts(look="n") == ["0", "0", "0", "0"]


def test_its_author_and_the_team_still_read_that_thread(town, visit, hidden_thread):
    thread, _ = hidden_thread
    for who in (town.solene, town.claire, town.aurore):
        assert "Que dire alors" in visit(who).open(thread.path).text
        assert TITLE in visit(who).open("/threads").text


def test_nobody_else_writes_in_that_thread(town, visit, hidden_thread):
    thread, answer = hidden_thread
    maelle, posts = visit(town.maelle), len(town.rows(town.vente, Post))

    reply = {"body": "Je réponds.", "parent": str(answer.id)}
    assert maelle.submit(f"{thread.path}/posts", body="Et moi.").status_code == 404
    assert maelle.submit(f"{thread.path}/posts", **reply).status_code == 404
    assert maelle.submit(f"{thread.path}/follow", on="1").status_code == 404
    assert maelle.submit(f"/posts/{answer.id}/react/thanks", on="1").status_code == 404
    assert len(town.rows(town.vente, Post)) == posts
    assert town.rows(town.vente, Follow) == town.rows(town.vente, Reaction) == []


def test_nobody_else_hears_of_that_thread(town, visit, run_jobs, hidden_thread):
    thread, _ = hidden_thread
    town.mark(Follow, thread, by=town.maelle)
    visit(town.claire).submit(f"{thread.path}/posts", body="Parlons-en à deux.")
    run_jobs()

    assert TITLE not in visit(town.maelle).open("/notices").text
