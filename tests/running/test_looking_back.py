"""The debrief: a guided thread, opened by whoever says the first line."""

import pytest

from lti_social.challenges.phases import Phase
from lti_social.cohorts.levels import Level
from lti_social.cohorts.models import Cohort
from lti_social.core.wall import open_cohort
from lti_social.running.models import DebriefPost, Part
from lti_social.threads.models import Post, Thread
from tests.contests import challenge, submission
from tests.pages import Page


@pytest.fixture
def asked(town):
    return challenge(town, town.claire, Phase.debrief)


def say(visitor, asked, part: str, body: str, **more):
    return visitor.submit(f"{asked.path}/debrief", part=part, body=body, **more)


def parts(visitor, asked) -> list[str]:
    page = Page(visitor.open(f"{asked.path}/debrief"))
    return [one.text for one in page.all("div") if one.is_within("debrief")]


def test_the_first_line_opens_the_thread_and_the_next_goes_on_with_it(town, visit, asked):
    solene, karim = visit(town.solene), visit(town.karim)
    page = Page(solene.open(asked.path))
    assert "To be filled in together" in page.main
    assert page.links("Write a line")

    assert say(solene, asked, "planned", "Dix minutes.").status_code == 200
    assert say(karim, asked, "happened", "Vingt, souvent.").status_code == 200

    (thread,) = town.rows(asked, Thread)
    assert thread.title == f"About the challenge “{asked.title}”"
    assert town.again(asked).thread_id == thread.id
    assert [post.opens for post in town.rows(asked, Post)] == [True, False]
    assert [row.part for row in town.rows(asked, DebriefPost)] == [
        Part.planned,
        Part.happened,
    ]
    page = Page(solene.open(asked.path))
    said = page.texts("dd")
    assert said[:2] == ["Dix minutes. Solène", "Vingt, souvent. Karim"]
    assert page.links("The thread about this challenge") == [f"/c/1/threads/{thread.id}"]


def test_a_script_is_led_back_to_the_page(town, visit, asked):
    answer = visit(town.solene).submit_by_script(
        f"{asked.path}/debrief", part="why", body="Trop de questions."
    )

    assert answer.headers["HX-Redirect"] == f"/c/1{asked.path}/debrief?said=saved"


@pytest.mark.parametrize(("part", "body"), [("why", " "), ("blame", "Karim."), ("", "x")])
def test_a_line_says_something_of_one_part(town, visit, asked, part, body):
    answer = say(visit(town.solene), asked, part, body)

    assert answer.status_code == 422
    assert town.rows(asked, Thread) == []


@pytest.mark.parametrize("phase", [Phase.scheduled, Phase.open, Phase.reviewing])
def test_it_waits_until_the_reviews_are_there(town, visit, phase):
    early = challenge(town, town.claire, phase)
    solene = visit(town.solene)

    assert "The debrief" not in Page(solene.open(early.path)).main
    assert "is not open now" in Page(solene.open(f"{early.path}/debrief")).main
    assert say(solene, early, "why", "Déjà.").status_code == 403


@pytest.mark.parametrize("phase", [Phase.revising, Phase.closed])
def test_a_line_may_come_before_and_after(town, visit, phase):
    asked = challenge(town, town.claire, phase)

    assert say(visit(town.solene), asked, "why", "Une ligne.").status_code == 200


def test_what_is_taken_back_is_there_no_more(town, visit, asked):
    submission(town, asked, town.karim)
    solene, karim = visit(town.solene), visit(town.karim)
    say(solene, asked, "planned", "Dix minutes.")
    say(karim, asked, "why", "Par habitude.")
    (_, post) = town.rows(asked, Post)

    karim.submit(f"{post.path}/delete")

    assert "Par habitude." not in solene.open(f"{asked.path}/debrief").text
    assert Page(karim.open(asked.path)).the("t-step").text == "Look back together"


def test_what_the_team_reads_first_is_seen_by_its_author_alone(town, visit, asked):
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.get_one(Cohort, town.vente.id).level = Level.everything
    solene, karim, claire = map(visit, (town.solene, town.karim, town.claire))
    say(solene, asked, "planned", "Dix minutes.")
    say(karim, asked, "why", "Par habitude.")

    assert "Dix minutes." in solene.open(f"{asked.path}/debrief").text
    assert "Par habitude." not in solene.open(f"{asked.path}/debrief").text
    both = claire.open(f"{asked.path}/debrief").text
    assert "Dix minutes." in both
    assert "Par habitude." in both


def test_the_part_stands_beside_each_line(town, visit, asked):
    say(visit(town.solene), asked, "next_time", "Annoncer dix minutes.")

    assert "Next time Annoncer dix minutes. Solène" in parts(visit(town.karim), asked)


def test_in_an_ended_cohort_nobody_opens_it(town, visit, asked):
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.get_one(Cohort, town.vente.id).phase = "closed"

    assert say(visit(town.solene), asked, "why", "Tard.").status_code == 403
    assert Page(visit(town.solene).open(asked.path)).links("Write a line") == []
