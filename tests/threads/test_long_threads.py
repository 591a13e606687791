"""Threads that go on for pages: nothing is lost between them, and links find the place."""

import pytest

from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.threads.arranging import PAGE
from lti_social.threads.models import Acceptance, Pin, Post
from lti_social.threads.queries import recount
from tests.pages import Page


@pytest.fixture
def thread(town):
    return town.question(town.solene)


@pytest.fixture
def answers(town, thread):
    """Answers by Karim, numbered from 1, as many as asked for."""

    def written(count: int) -> list[Post]:
        posts = [
            Post(
                thread_id=thread.id,
                author_id=town.karim.id,
                body=f"<p>Réponse {number}.</p>",
                written_at=now(),
            )
            for number in range(1, count + 1)
        ]
        with open_cohort(town.engine, town.vente.id) as db, db.begin():
            db.add_all(posts)
            db.flush()
            recount(db, db.get_one(type(thread), thread.id))
        return posts

    return written


def pages(visitor, thread) -> dict[str, list[str]]:
    """What each page says below the opening, one click on “Next answers” at a time."""
    path, found = f"{visitor.path}{thread.path}", {}
    while path:
        page = Page(visitor.get(path))
        found[path] = page.texts(look="prose")[1:]
        path = next(iter(page.links("Next answers")), None)
    return found


@pytest.mark.parametrize(("count", "sizes"), [(30, [30]), (31, [30, 1]), (65, [30, 30, 5])])
def test_answers_come_thirty_a_page_in_order(town, visit, thread, answers, count, sizes):
    answers(count)

    found = pages(visit(town.maelle), thread).values()

    assert [len(page) for page in found] == sizes
    said = [text for page in found for text in page]
    assert said == [f"Réponse {number}." for number in range(1, count + 1)]


@pytest.mark.parametrize("accepted", [1, 5, 30, 31, 45, 62])
def test_the_accepted_answer_stands_first_on_every_page_and_hides_no_other(
    town, visit, thread, answers, accepted
):
    posts = answers(62)
    town.mark(Acceptance, posts[accepted - 1], by=town.solene)

    found = pages(visit(town.maelle), thread).values()

    assert {page[0] for page in found} == {f"Réponse {accepted}."}
    others = [text for page in found for text in page[1:]]
    assert others == [f"Réponse {n}." for n in range(1, 63) if n != accepted]
    assert [len(page) for page in found] == [31, 31, 2]


@pytest.mark.parametrize("accepted", [None, 1, 5, 31, 62])
def test_a_lasting_link_leads_to_the_page_that_shows_the_post(
    town, visit, thread, answers, accepted
):
    posts = answers(62)
    if accepted:
        town.mark(Acceptance, posts[accepted - 1], by=town.solene)
    maelle = visit(town.maelle)
    addresses = pages(maelle, thread)
    for number in (1, 2, 29, 30, 31, 32, 60, 61, 62):
        post = posts[number - 1]

        answer = maelle.open(f"/posts/{post.id}")

        assert answer.history[0].status_code == 303
        assert answer.url.raw_path.decode() in addresses
        assert answer.url.fragment == f"post-{post.id}"
        assert f"Réponse {number}." in Page(answer).the(f"post-{post.id}").text


def test_a_reply_is_found_on_the_page_of_its_answer(town, visit, thread, answers):
    posts = answers(40)
    reply = town.answer(thread, town.claire, "Merci à toi.", under=posts[34])

    answer = visit(town.maelle).open(f"/posts/{reply.id}")

    assert f"after={posts[PAGE - 1].id}" in str(answer.url)
    assert "Merci à toi." in Page(answer).the(f"post-{reply.id}").text


def test_the_opening_is_on_the_first_page(town, visit, thread, answers):
    answers(40)
    opening = town.opening(thread)

    answer = visit(town.maelle).open(f"/posts/{opening.id}")

    assert answer.url.query == b""
    assert answer.url.fragment == f"post-{opening.id}"


def test_a_new_answer_is_followed_to_the_page_where_it_stands(town, visit, thread, answers):
    answers(31)

    answer = visit(town.maelle).submit(f"{thread.path}/posts", body="La trente-deuxième.")

    assert Page(answer).texts(look="prose")[-1] == "La trente-deuxième."


@pytest.mark.parametrize("after", ["-1", "x", "2147483648"])
def test_a_place_that_no_page_gave_is_not_found(town, visit, thread, after):
    assert visit(town.maelle).open(f"{thread.path}?after={after}").status_code == 404


def test_a_pinned_thread_is_never_crowded_out(town, visit):
    for number in range(41):
        town.question(town.karim, f"En attente {number}")
    town.mark(Pin, pinned := town.discussion(town.claire, "À lire d’abord"), by=town.claire)

    assert pinned.title in Page(visit(town.maelle).open("/threads")).texts("h3")
