"""What the team reads first is what the trainer chose, and what a question is meanwhile."""

import pytest

from lti_social.cohorts.levels import Level
from lti_social.cohorts.records import LevelChange
from lti_social.threads.models import Hiding, Out, Post
from tests.pages import Page

ASKED, TITLE = "Que répondre à cela ?", "Un client hésite"


def ask(visitor, kind: str = "question") -> None:
    visitor.submit("/threads", kind=kind, title=TITLE, body=ASKED)


def waits(town) -> list[bool]:
    """Of each post, oldest first, whether it waits for the team."""
    pending = {row.post_id for row in town.rows(town.vente, Hiding, how=Out.pending)}
    return [post.id in pending for post in town.rows(town.vente, Post)]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Level.free, [False, False, False, False]),
        (Level.first, [True, True, True, False]),
        (Level.questions, [True, False, False, False]),
        (Level.everything, [True, True, True, False]),
    ],
    ids=str,
)
def test_what_waits_is_what_the_trainer_chose(town, visit, level, chosen, expected):
    level(chosen)
    karim, claire = visit(town.karim), visit(town.claire)
    ask(karim)
    ask(karim, "discussion")
    thread = town.question(town.claire)
    for one in (karim, claire):
        one.submit(f"{thread.path}/posts", body="Oui.")

    waiting = waits(town)
    assert [waiting[0], waiting[1], *waiting[3:]] == expected


def test_whoever_was_published_once_is_known(town, visit, level, run_jobs):
    level(Level.first)
    karim = visit(town.karim)
    ask(karim)
    visit(town.claire).submit("/posts/1/decide", act="published")
    ask(karim)

    assert waits(town) == [False, False]


def test_a_question_that_waits_is_no_thread_for_the_others(town, visit, level, run_jobs):
    level(Level.questions)
    karim, maelle = visit(town.karim), visit(town.maelle)
    ask(karim)
    (post,) = town.rows(town.vente, Post)
    path = f"/threads/{post.thread_id}"
    assert Page(maelle.open("/threads")).texts(look="n") == ["0", "0", "0", "0"]
    assert maelle.open(path).status_code == 404
    assert maelle.submit(f"{path}/posts", body="Oui.").status_code == 404
    assert TITLE not in maelle.open("").text
    assert "Waits for the team" in Page(karim.open("/threads")).main
    assert Page(visit(town.claire).open("/threads?show=unanswered")).texts("h3") == []

    visit(town.claire).submit(f"/posts/{post.id}/decide", act="published")

    assert Page(maelle.open("/threads?show=unanswered")).texts("h3") == [TITLE]
    assert ASKED in maelle.open(path).text


def test_who_chose_the_level_and_when_is_on_record(town, visit, level):
    for chosen in (Level.first, Level.first, Level.free):
        level(chosen)

    assert [c.level for c in town.rows(town.vente, LevelChange)] == [
        Level.first,
        Level.free,
    ]
    page = Page(visit(town.claire).open("/settings/posting"))
    assert "As chosen by Claire today." in page.main
