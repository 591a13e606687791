"""Asking, answering, replying: what a member writes, and what the others then read."""

import pytest

from lti_social.threads.models import Kind, Post, Thread
from tests.pages import Page

QUESTION = {"kind": "question", "title": "Comment conclure ?", "body": "Je tourne autour."}


def posts(town) -> list[Post]:
    return list(town.rows(town.vente, Post))


def test_a_question_is_asked_and_read_by_the_others(town, visit):
    answer = visit(town.solene).submit("/threads", **QUESTION)

    (thread,) = town.rows(town.vente, Thread)
    assert answer.history[0].status_code == 303
    assert answer.url.path.endswith(thread.path)
    read = Page(visit(town.karim).open(thread.path))
    assert read.texts("h1") == ["Comment conclure ?"]
    assert read.texts(look="prose") == ["Je tourne autour."]
    assert "Question" in read.main
    assert "Solène" in read.main


def test_a_discussion_invites_to_join_in_and_not_to_answer(town, visit):
    page = Page(visit(town.solene).submit("/threads", **QUESTION | {"kind": "discussion"}))

    assert town.rows(town.vente, Thread)[0].kind is Kind.discussion
    assert "Join in" in page.main
    assert "Add an answer" not in page.main


def test_an_answer_stands_in_the_thread_and_an_empty_field_below(town, visit):
    thread = town.question(town.solene)

    answer = visit(town.karim).submit(f"{thread.path}/posts", body="Résume et propose.")

    assert answer.history[0].status_code == 303
    page = Page(answer)
    assert page.texts(look="prose")[-1] == "Résume et propose."
    assert page.the("body").text == ""
    assert answer.url.fragment == f"post-{posts(town)[-1].id}"


def test_a_reply_stands_under_its_answer(town, visit):
    thread = town.question(town.solene)
    first, second = town.answer(thread, town.karim, "Un."), town.answer(thread, town.claire)

    asked = Page(visit(town.solene).open(f"/posts/{first.id}/reply"))
    answer = visit(town.solene).submit(
        f"{thread.path}/posts", body="Merci Karim.", parent=str(first.id)
    )

    assert asked.texts("blockquote") == ["Un."]
    reply = posts(town)[-1]
    assert reply.parent_id == first.id
    page = Page(answer)
    assert page.the(f"post-{reply.id}").is_within("replies--in")
    order = [id for one in page.elements if (id := one.attributes.get("id") or "")]
    assert order.index(f"post-{reply.id}") < order.index(f"post-{second.id}")


def test_a_reply_to_a_reply_stands_beside_it(town, visit):
    thread = town.question(town.solene)
    answer = town.answer(thread, town.karim)
    reply = town.answer(thread, town.solene, "Merci.", under=answer)

    visit(town.karim).submit(f"{thread.path}/posts", body="De rien.", parent=str(reply.id))

    assert posts(town)[-1].parent_id == answer.id


def test_a_reply_to_the_opening_is_an_answer(town, visit):
    thread = town.question(town.solene)
    parent = str(town.opening(thread).id)

    visit(town.claire).submit(f"{thread.path}/posts", body="Oui.", parent=parent)

    assert (posts(town)[-1].parent_id, posts(town)[-1].thread_id) == (None, thread.id)


def test_a_reply_to_what_stands_in_another_thread_is_refused_and_given_back(town, visit):
    thread, other = town.question(town.solene), town.question(town.maelle)
    parent = str(town.answer(other, town.karim).id)

    answer = visit(town.claire).submit(f"{thread.path}/posts", body="Oui.", parent=parent)

    assert answer.status_code == 409
    assert ">Oui.</textarea>" in answer.text
    assert posts(town)[-1].body != "<p>Oui.</p>"


@pytest.mark.parametrize("parent", ["0", "999999", "2147483648", "9" * 30, "x", ""])
def test_a_parent_that_nothing_is_is_refused_and_never_an_accident(town, visit, parent):
    thread = town.question(town.solene)

    answer = visit(town.karim).submit(f"{thread.path}/posts", body="Oui.", parent=parent)

    assert answer.status_code in (409, 422)
    assert len(posts(town)) == 1


def test_the_list_counts_replies_and_answers(town, visit):
    thread = town.question(town.solene)
    visit(town.solene).submit(f"{thread.path}/posts", body="Je précise.")
    visit(town.karim).submit(f"{thread.path}/posts", body="Essaie ceci.")

    counted = town.again(thread)

    assert (counted.replies, counted.answers) == (2, 1)
    assert counted.last_by_id == town.karim.id
    assert counted.last_at == posts(town)[-1].written_at


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"body": " \n "}, "Write a few words first."),
        ({"body": "<p> </p>", "format": "html"}, "Write a few words first."),
        ({"body": "mot " * 6000}, "This is too long"),
        ({"title": "   "}, "his is needed."),
        ({"title": "x" * 201}, "his is too long."),
        ({"kind": "poll"}, "his is not one of the choices."),
        ({"format": "rtf"}, "his is not one of the choices."),
    ],
)
def test_what_cannot_be_accepted_is_said_and_given_back(town, visit, change, sentence):
    sent = QUESTION | change
    for language in ("en", "fr"):
        answer = visit(town.solene, language=language).submit("/threads", **sent)

        assert answer.status_code == 422
        page = Page(answer)
        assert (sentence in page.the("problem").text) is (language == "en")
        assert len(page.the("problem").text) > len(sentence)
        kept = {one.attributes["name"]: one.text for one in page.all("textarea")}
        written = {"title": sent["title"], "body": sent["body"]}
        assert kept == {n: " ".join(said.split()) for n, said in written.items() if said}
    assert posts(town) == []


def test_what_was_given_back_can_be_sent_again_as_it_is(town, visit):
    solene = visit(town.solene)
    page = Page(solene.submit("/threads", **QUESTION | {"title": "x" * 201}))
    again = {
        one.attributes["name"]: one.attributes.get("value") or one.text
        for one in page.all()
        if "name" in one.attributes and one.tag in ("input", "textarea")
    }

    (form,) = (one for one in page.all("form"))
    answer = solene.post(form.attributes["action"], data=again | {"title": "Plus court"})

    assert answer.status_code == 200
    assert [thread.title for thread in town.rows(town.vente, Thread)] == ["Plus court"]


@pytest.mark.parametrize("form", [{}, {"title": "Sans rien d’autre"}])
def test_a_form_with_fields_missing_is_refused(town, visit, form):
    assert visit(town.solene).submit("/threads", **form).status_code == 422


def test_characters_that_no_database_keeps_are_left_out(town, visit):
    sent = {"kind": "question", "title": "Un\0 titre", "body": "Un\0 texte"}

    page = Page(visit(town.solene).submit("/threads", **sent))

    assert page.texts("h1") == ["Un titre"]
    assert page.texts(look="prose") == ["Un texte"]


def test_a_script_is_told_to_leave_for_the_page_that_follows(town, visit):
    karim = visit(town.karim)
    answer = karim.submit_by_script("/threads", **QUESTION)
    (thread,) = town.rows(town.vente, Thread)
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["HX-Redirect"] == f"{karim.path}{thread.path}"

    post = town.answer(thread, town.solene)
    reply = {"body": "Ah oui.", "parent": str(post.id)}
    answer = karim.submit_by_script(f"{thread.path}/posts", **reply)
    assert f"{karim.path}{thread.path}#post-" in answer.headers["HX-Redirect"]

    answer = karim.submit_by_script(f"{thread.path}/posts", body="Et encore.")
    assert answer.status_code == 303  # the composer's own page, which fetch follows
