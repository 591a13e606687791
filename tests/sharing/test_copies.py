"""What goes out of a card, how it follows the card, and what is left of it afterwards."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from lti_social.cohorts.groups import ways
from lti_social.cohorts.models import Cohort, Role
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.wall import ALL_COHORTS, open_cohort, open_house
from lti_social.practices.card import FIELDS
from lti_social.practices.copies import CourseCopy
from lti_social.practices.models import (
    Credit,
    Maturity,
    PracticeHiding,
    PracticeVersion,
    State,
)
from lti_social.sharing.upkeep import look_at_copies
from lti_social.trials.models import Caveat, Outcome
from tests.cards import practice, trial
from tests.divided import divide
from tests.pages import Page
from tests.sharing.passing import agree, at_home, received, sees, widen

TITLE = "Reformuler la situation avant de parler produit"


def the_copy(town):
    with open_house(town.engine) as db:
        return db.scalars(select(CourseCopy), execution_options=ALL_COHORTS).one()


def published(words):
    """The next version, which says this."""

    def do(db, card):
        card.version += 1
        for name, said in words.items():
            setattr(card, name, said)
        says = {name: getattr(card, name) for name in FIELDS}
        known = {"number": card.version, "member_id": card.author_id}
        db.add(PracticeVersion(practice_id=card.id, **known, **says))

    return do


def hidden(db, card):
    db.add(PracticeHiding(practice_id=card.id, reason="Un nom y figure."))


def shown_again(db, card):
    for row in db.query(PracticeHiding):
        db.delete(row)


def anonymous(db, card):
    for credit in db.query(Credit):
        credit.stays = False


def archived(db, card):
    card.state = State.archived


def test_it_says_what_the_card_says_with_its_counts(town, run_jobs, in_course, evening):
    for member in (town.karim, town.maelle, town.aurore):
        trial(town, in_course, member)
    trial(town, in_course, town.claire, Outcome.failed)
    at_home(town, in_course, lambda db, card: None)
    run_jobs()

    (there,) = received(town, evening.cohort)
    assert {name: getattr(there, name) for name in FIELDS} == {
        name: getattr(in_course, name) for name in FIELDS
    }
    assert (there.worked, there.failed, there.maturity) == (3, 1, Maturity.promising)
    assert (there.author_id, there.thread_id, there.owner_id) == (None, None, None)


def test_authors_show_as_they_chose(town, visit, run_jobs, evening):
    card = practice(town, town.solene, town.karim, town.maelle)
    agree(visit(town.solene), card, outside="name")
    agree(visit(town.karim), card, outside="role")
    agree(visit(town.maelle), card, outside="colleague")
    widen(visit(town.claire), card)
    run_jobs()

    (there,) = received(town, evening.cohort)
    page = Page(visit(evening.ines).open(there.path)).main
    assert "Passed on by another cohort of the course, today." in page
    assert "By: Solène, Learner, a colleague" in page
    assert "Karim" not in page
    assert "Maëlle" not in page


def test_whoever_left_without_their_name_is_a_colleague(town, visit, run_jobs, in_course):
    assert the_copy(town).authors == [["name", "Solène"]]

    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        member = db.get_one(type(town.solene), town.solene.id)
        member.left_at = now()
    with open_house(town.engine) as db, db.begin():
        later(db, look_at_copies)
    run_jobs()
    assert the_copy(town).authors == [["name", "Solène"]]

    at_home(town, in_course, anonymous)
    assert the_copy(town).authors == [["colleague", ""]]


def test_when_it_does_not_work_goes_out_without_who_told_it(
    town, run_jobs, visit, evening, in_course
):
    told = trial(town, in_course, town.karim, Outcome.failed)
    about = {"practice_id": in_course.id, "trial_id": told.id, "member_id": town.solene.id}
    at_home(
        town,
        in_course,
        lambda db, card: db.add(Caveat(**about, words="Le client est debout.", version=1)),
    )
    run_jobs()

    (there,) = received(town, evening.cohort)
    assert there.fails_when == "Le client est pressé.\nLe client est debout."
    assert "Karim" not in visit(evening.ines).open(there.path).text


def test_what_is_not_published_yet_stays_at_home(town, run_jobs, evening, in_course):
    at_home(town, in_course, lambda db, card: setattr(card, "why", "Un brouillon."))
    run_jobs()
    (there,) = received(town, evening.cohort)
    assert there.why == in_course.why

    at_home(town, in_course, published({"why": "Il se sent écouté."}))
    run_jobs()
    (there,) = received(town, evening.cohort)
    assert (there.why, there.version) == ("Il se sent écouté.", 2)


@pytest.mark.parametrize("out", [hidden, archived])
def test_out_of_sight_at_home_it_is_gone_elsewhere_at_once_and_keeps_no_words(
    town, visit, run_jobs, evening, in_course, out
):
    at_home(town, in_course, out)

    for reader in (evening.ines, evening.paul):
        assert sees(town, visit, reader, evening.cohort) == []
    assert {getattr(the_copy(town), name) for name in ("title", "steps", "why")} == {""}
    run_jobs()
    (there,) = received(town, evening.cohort)
    assert {getattr(there, name) for name in ("title", "steps", "why")} == {""}
    assert there.worked == 0


def test_shown_again_it_comes_back_with_the_words_of_today(
    town, visit, run_jobs, evening, in_course
):
    at_home(town, in_course, hidden)
    at_home(town, in_course, published({"why": "Sans le nom."}))
    at_home(town, in_course, shown_again)

    # Nobody reads there what was hidden here, before the cohort has the new words.
    assert sees(town, visit, evening.ines, evening.cohort) == []
    run_jobs()
    assert sees(town, visit, evening.ines, evening.cohort) == [TITLE]
    (there,) = received(town, evening.cohort)
    assert there.why == "Sans le nom."


def test_a_later_cohort_has_it_from_its_first_launch(town, run_jobs, in_course, visit):
    divide(town, town.vente, town.claire)
    known = SimpleNamespace(
        course_id=town.vente.course_id,
        person_id=town.nadia.person_id,
        was_ever_divided=True,
    )
    with open_house(town.engine) as db, db.begin():
        opened = ways(db, known, Role.learner, ["winter"]).in_use
    run_jobs()

    winter = Cohort(id=opened[0])
    (there,) = received(town, winter)
    assert there.title == TITLE
    assert sees(town, visit, town.member(winter, "Léo"), winter) == [TITLE]


def test_what_came_from_elsewhere_goes_no_farther(town, visit, evening, in_course):
    (there,) = received(town, evening.cohort)
    paul = visit(evening.paul)
    odile = visit(town.member(evening.cohort, "Odile", Role.admin))

    for visitor in (paul, odile):
        for path, form in (
            ("consent", {"reach": "organisation", "outside": "name"}),
            ("ask", {}),
            ("widen", {"reach": "course"}),
            ("narrow", {"reach": "cohort"}),
        ):
            sent = visitor.submit(f"{there.path}/{path}", **form)
            assert sent.status_code == 404, path
        for path in ("consent", "widen"):
            assert visitor.open(f"{there.path}/{path}").status_code == 404


def test_what_is_said_before_passing_on_is_what_others_read(town, visit, card):
    agree(visit(town.solene), card, outside="role")

    page = Page(visit(town.claire).open(f"{card.path}/widen?reach=course"))

    preview = next(one for one in page.all("article") if one.looks("card")).text
    for words in ("Reformuler la situation", "By: Learner", "Le client est pressé."):
        assert words in preview
    assert "Solène" not in preview
