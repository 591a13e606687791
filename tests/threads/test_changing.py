"""Editing what one wrote, with its history; deleting it, for good."""

import pytest
from sqlalchemy import text

from lti_social.threads.models import Acceptance, Endorsement, Post, PostVersion
from tests.pages import Page

FIRST, SECOND = "Par une question ouverte.", "Par un silence."


@pytest.fixture
def thread(town):
    return town.question(town.solene)


@pytest.fixture
def post(town, thread):
    return town.answer(thread, town.karim, FIRST)


def test_an_edit_shows_and_what_it_said_before_can_be_read(town, visit, thread, post):
    karim = visit(town.karim)
    field = Page(karim.open(f"/posts/{post.id}/edit")).the("body")
    assert field.text == FIRST
    assert field.attributes["data-html"] == f"<p>{FIRST}</p>"

    answer = karim.submit(f"/posts/{post.id}/edit", body=SECOND)

    assert answer.history[0].status_code == 303
    maelle = visit(town.maelle)
    page = Page(maelle.open(thread.path))
    assert page.the(f"post-{post.id}").text.count(SECOND) == 1
    assert FIRST not in page.main
    assert page.links("edited") == [f"{maelle.path}/posts/{post.id}/history"]
    history = Page(maelle.open(f"/posts/{post.id}/history"))
    assert history.texts(look="prose") == [SECOND, FIRST]
    assert karim.submit_by_script(f"/posts/{post.id}/edit", body="3").headers["HX-Redirect"]


def test_every_version_is_kept_with_the_time_it_was_written(town, visit, post):
    for body in (SECOND, "Par un sourire."):
        visit(town.karim).submit(f"/posts/{post.id}/edit", body=body)

    first, second = town.rows(town.vente, PostVersion)
    assert (first.body, second.body) == (f"<p>{FIRST}</p>", f"<p>{SECOND}</p>")
    assert first.written_at == post.written_at
    assert post.written_at < second.written_at < town.again(post).edited_at


@pytest.mark.parametrize(
    "same",
    [
        {"body": FIRST},
        {"body": f"  {FIRST}\r\n"},
        {"body": f"<p>{FIRST}</p>", "format": "html"},
    ],
)
def test_saying_the_same_again_is_no_edit(town, visit, post, same):
    visit(town.karim).submit(f"/posts/{post.id}/edit", **same)

    assert town.rows(town.vente, PostVersion) == []
    assert town.again(post).edited_at is None


def test_a_plain_field_does_not_flatten_what_the_editor_wrote(town, visit, thread):
    rich = "<p>Un <strong>vrai</strong> silence.</p>"
    karim = visit(town.karim)
    karim.submit(f"{thread.path}/posts", body=rich, format="html")
    post = town.rows(town.vente, Post)[-1]
    plain = Page(karim.open(f"/posts/{post.id}/edit")).the("body").text

    karim.submit(f"/posts/{post.id}/edit", body=plain)

    assert town.again(post).body == rich


@pytest.mark.parametrize("who", ["solene", "claire", "aurore", "michel"])
@pytest.mark.parametrize("what", ["edit", "delete"])
def test_nobody_changes_what_another_wrote(town, visit, post, who, what):
    other = visit(getattr(town, who))

    assert other.open(f"/posts/{post.id}/{what}").status_code == 403
    assert other.submit(f"/posts/{post.id}/{what}", body="Autre chose.").status_code == 403
    assert town.again(post).body == post.body


def test_an_empty_edit_is_refused_and_changes_nothing(town, visit, post):
    assert visit(town.karim).submit(f"/posts/{post.id}/edit", body=" ").status_code == 422
    assert town.again(post).body == post.body


def test_what_is_deleted_leaves_a_line_and_nothing_else(town, visit, engine, thread, post):
    karim = visit(town.karim)
    karim.submit(f"/posts/{post.id}/edit", body=SECOND)
    town.mark(Acceptance, post, by=town.solene)
    town.mark(Endorsement, post, by=town.claire)
    reply = town.answer(thread, town.solene, "Merci.", under=post)
    assert Page(karim.open(f"/posts/{post.id}/delete")).texts("blockquote") == [SECOND]

    answer = karim.submit(f"/posts/{post.id}/delete")

    assert answer.history[0].status_code == 303
    page = Page(visit(town.solene).open(thread.path))
    assert "Deleted by its author" in page.the(f"post-{post.id}").text
    assert page.the(f"post-{reply.id}").text.count("Merci.") == 1
    assert "Resolved" not in page.main
    for model in (PostVersion, Acceptance, Endorsement):
        assert town.rows(town.vente, model) == []
    assert not _is_anywhere(engine, "question ouverte")
    assert not _is_anywhere(engine, "silence")


def _is_anywhere(engine, said: str) -> bool:
    """Whether any post or version in the database says this."""
    with engine.connect() as connection:
        return any(
            connection.scalar(
                text(f"select count(*) from {table} where body like :said"),
                {"said": f"%{said}%"},
            )
            for table in ("post", "post_version")
        )


def test_a_link_to_what_is_deleted_leads_to_what_is_left_of_it(town, visit, post):
    karim = visit(town.karim)
    karim.submit(f"/posts/{post.id}/delete")

    page = visit(town.claire).open(f"/posts/{post.id}")

    assert page.status_code == 200
    assert f'id="post-{post.id}"' in page.text


def test_what_is_deleted_has_no_page_any_more(town, visit, thread, post):
    karim = visit(town.karim)
    karim.submit(f"/posts/{post.id}/delete")

    claire = visit(town.claire)
    for path in ("/edit", "/delete", "/history", "/reply", "/report"):
        assert karim.open(f"/posts/{post.id}{path}").status_code == 404, path
        assert claire.open(f"/posts/{post.id}{path}").status_code == 404, path
    form = {"body": "Encore.", "reason": "Encore.", "on": "1", "matter": "name"}
    for path in ("/edit", "/delete", "/report", "/react/thanks"):
        assert karim.submit(f"/posts/{post.id}{path}", **form).status_code == 404, path
    form |= {"act": "hidden"}
    for path in ("/hide", "/decide", "/endorse"):
        assert claire.submit(f"/posts/{post.id}{path}", **form).status_code == 404, path


def test_a_question_whose_answer_is_deleted_waits_again(town, visit, thread, post):
    visit(town.karim).submit(f"/posts/{post.id}/delete")

    counted = town.again(thread)
    assert (counted.replies, counted.answers) == (0, 0)
    assert counted.last_by_id == town.solene.id
    assert counted.last_at == town.opening(thread).written_at


def test_a_deleted_opening_keeps_the_answers_of_others(town, visit, thread, post):
    opening = town.opening(thread)
    visit(town.solene).submit(f"/posts/{opening.id}/delete")

    page = Page(visit(town.maelle).open(thread.path))
    assert "Deleted by its author" in page.the(f"post-{opening.id}").text
    assert page.texts(look="prose") == [FIRST]
    assert visit(town.maelle).open("/threads").status_code == 200
