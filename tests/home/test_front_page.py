"""The front page: what brings us together, what needs me, what happened meanwhile."""

from datetime import timedelta

import pytest

from lti_social.cohorts.models import Member, Role
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.threads.models import Acceptance
from tests.pages import Page


def home(visitor) -> Page:
    return Page(visitor.open(""))


def todo(visitor) -> list[str]:
    """The titles of what needs this reader."""
    return [one.text for one in home(visitor).all("h3") if one.is_within("todo")]


def happened(visitor) -> list[str]:
    page = home(visitor)
    return [one.text for one in page.all("a") if one.is_within("line")]


@pytest.fixture
def away(town):
    """Solène was last here yesterday."""
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.get_one(Member, town.solene.id).away_since = now() - timedelta(days=1)


def test_the_purpose_stands_on_top_and_the_trainer_says_it(town, visit):
    claire = visit(town.claire)
    answer = claire.submit("/purpose", purpose="  Écouter avant de proposer.  ")

    assert answer.history[0].status_code == 303
    assert home(visit(town.karim)).texts("h1") == ["Écouter avant de proposer."]
    assert home(visit(town.karim)).links("Change this sentence") == []
    assert home(claire).links("Change this sentence")
    assert claire.submit_by_script("/purpose", purpose="Autre.").headers["HX-Redirect"]


def test_a_purpose_is_one_sentence_and_may_be_none(town, visit):
    claire = visit(town.claire)

    assert claire.submit("/purpose", purpose="x" * 241).status_code == 422
    assert claire.submit("/purpose", purpose="").status_code == 200
    assert home(claire).texts("h1") == [
        "A place to ask, answer and try things out together."
    ]


def test_an_empty_cohort_asks_nothing_of_anybody(town, visit):
    page = home(visit(town.solene))

    assert page.all(look="todo") == []
    assert "Nothing new." in page.main


def test_my_question_with_answers_asks_whether_one_helped(town, visit):
    thread = town.question(town.solene, "Comment ouvrir ?")
    assert todo(visit(town.solene)) == []
    post = town.answer(thread, town.karim)

    assert todo(visit(town.solene)) == ["Your question has answers. Did one of them help?"]
    town.mark(Acceptance, post, by=town.solene)
    assert todo(visit(town.solene)) == []


def test_questions_of_others_wait_for_a_first_answer_oldest_first(town, visit):
    start = now() - timedelta(hours=5)
    for hour, author in enumerate((town.solene, town.karim, town.maelle)):
        town.question(author, at=start + timedelta(hours=hour))

    assert todo(visit(town.claire)) == [
        "Solène waits for a first answer",
        "Karim waits for a first answer",
    ]
    assert todo(visit(town.solene))[0] == "Karim waits for a first answer"


def test_no_more_than_three_gestures_are_asked(town, visit):
    thread = town.question(town.claire)
    town.report(town.answer(thread, town.karim), town.maelle)
    for author in (town.solene, town.karim, town.maelle):
        town.question(author)

    assert len(todo(visit(town.claire))) == 3
    assert "3 gestures for you" in home(visit(town.claire)).main


def test_an_administrator_is_asked_nothing_and_offered_the_chair(town, visit):
    town.question(town.solene)
    michel = visit(town.michel)
    assert todo(michel) == []
    assert "you can read, and what you read is on record" in home(michel).main

    page = Page(michel.submit("/chair", on="1"))
    assert "You sit in the trainer’s chair" in page.main
    assert todo(michel) == ["Solène waits for a first answer"]
    page = Page(michel.submit("/chair", on="0"))
    assert "You sit in the trainer’s chair" not in page.main


def test_what_others_wrote_since_my_last_visit_newest_first(town, visit, away):
    day = timedelta(days=1)
    town.question(town.karim, "Avant-hier", at=now() - 2 * day)
    town.question(town.karim, "Ce matin", at=now() - day / 4)
    old = town.question(town.maelle, "Reprise", at=now() - 3 * day)
    town.answer(old, town.claire)
    town.discussion(town.solene, "De moi-même")

    assert happened(visit(town.solene)) == ["Reprise", "Ce matin"]


def test_six_threads_are_enough_and_the_rest_is_in_the_list(town, visit):
    for number in range(8):
        town.discussion(town.karim, f"Fil {number}")

    assert happened(visit(town.solene)) == [f"Fil {n}" for n in (7, 6, 5, 4, 3, 2)]


def test_what_is_hidden_or_deleted_is_not_told(town, visit):
    hidden = town.question(town.karim, "Caché", "Un nom.")
    deleted = town.question(town.karim, "Effacé", "Trop vite.")
    town.hide(town.opening(hidden), town.claire)
    visit(town.karim).submit(f"/posts/{town.opening(deleted).id}/delete")

    for who in (town.solene, town.claire):
        assert happened(visit(who)) == todo(visit(who)) == []


def test_who_is_here_leaves_administrators_out(town, visit):
    people = Page(visit(town.solene).open("")).all("dl")[0].text

    for name in ("Solène", "Karim", "Maëlle", "Claire", "Aurore", "5 people"):
        assert name in people
    assert "Michel" not in people
    assert "Nadia" not in people


def test_of_many_people_some_are_named_and_the_team_always(town, visit):
    for number in range(70):
        town.member(town.vente, f"Personne {number}")
    town.member(town.vente, "Zoé", Role.instructor)
    people = Page(visit(town.solene).open("")).all("dl")[0].text

    assert "Zoé" in people
    assert "76 people" in people
    assert "and 16 others" in people


def test_who_left_is_not_here(town, visit):
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.get_one(Member, town.karim.id).left_at = now()

    assert "Karim" not in Page(visit(town.solene).open("")).all("dl")[0].text


def test_next_door_has_a_front_page_of_its_own(town, visit):
    town.question(town.solene, "Comment ouvrir ?")
    page = home(visit(town.nadia))

    assert page.texts(look="place__name") == ["Accueil des nouveaux managers"]
    assert "Comment ouvrir" not in page.main
    assert page.all("dl")[0].text.count("Solène") == 0
