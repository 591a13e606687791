"""Two people at the same post or thread at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from lti_social.threads.models import Post, PostVersion


def at_once(*acts):
    """Each act in a thread of its own, all let go together."""
    start = Barrier(len(acts))

    def go(act):
        start.wait(timeout=10)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=30) for future in [pool.submit(go, a) for a in acts]]


@pytest.fixture
def thread(town):
    return town.question(town.solene)


def test_answers_given_at_once_are_all_counted(town, visit, thread):
    visitors = [visit(who) for who in (town.karim, town.maelle, town.claire, town.aurore)]

    at_once(
        *(
            lambda v=v: v.submit_by_script(f"{thread.path}/posts", body="Essaie ceci.")
            for v in visitors
        )
    )

    counted = town.again(thread)
    assert (counted.replies, counted.answers) == (4, 4)


@pytest.mark.parametrize("_again", range(5))
def test_what_is_deleted_while_it_is_edited_stays_deleted(town, visit, thread, _again):
    post = town.answer(thread, town.karim, "Madame Durand a refusé.")
    one, other = visit(town.karim), visit(town.karim)

    at_once(
        lambda: one.submit_by_script(f"/posts/{post.id}/edit", body="Une cliente."),
        lambda: other.submit_by_script(f"/posts/{post.id}/delete"),
    )

    left = town.again(post)
    assert left.deleted_at is not None
    assert left.body == ""
    assert town.rows(town.vente, PostVersion) == []


def test_a_hidden_answer_and_a_new_one_are_counted_once(town, visit, thread):
    post = town.answer(thread, town.karim)
    claire, maelle = visit(town.claire), visit(town.maelle)

    at_once(
        lambda: claire.submit_by_script(f"/posts/{post.id}/hide", reason="Trop précis."),
        lambda: maelle.submit_by_script(f"{thread.path}/posts", body="Et ceci ?"),
    )

    assert town.again(thread).replies == 1
    assert len(town.rows(town.vente, Post)) == 3
