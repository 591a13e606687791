"""Whose card it is: they read it first, agree or decline, and show as they choose."""

from datetime import timedelta

import pytest
import time_machine

from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.grades.models import Grade
from lti_social.practices.models import Answered, Credit, Known, State
from tests.cards import CARD, practice
from tests.pages import Page


@pytest.fixture
def card(town, visit, write):
    """Solène's draft, which names Karim."""
    return write(visit(town.solene), **{f"with-{town.karim.id}": "1"})


def credit(town, member) -> Credit:
    (row,) = town.rows(town.vente, Credit, member_id=member.id)
    return row


def test_who_is_credited_is_told_and_reads_it_first(town, visit, card, run_jobs):
    run_jobs()

    karim = visit(town.karim)
    assert "Solène credits you in the practice" in karim.open("/notices").text
    page = Page(karim.open(card.path))
    assert CARD["why"] in page.main
    assert "read the card, and say whether you agree" in page.main
    assert karim.open(f"{card.path}/edit").status_code == 403
    assert visit(town.maelle).open(card.path).status_code == 404
    names = Page(visit(town.solene).open(f"{card.path}/edit")).texts("label")
    assert "Maëlle" in names
    assert "Karim" not in names  # asked already
    assert "Michel" not in names  # who administers the LMS


def test_nothing_is_published_before_they_have_answered(town, visit, card):
    solene = visit(town.solene)

    page = Page(solene.submit(f"{card.path}/publish"))

    assert town.again(card).state is State.draft
    assert "Credited, and not answered yet: Karim." in page.main
    assert "It can be published once they have" in page.main
    visit(town.karim).submit(f"{card.path}/credit", on="1", outside="name", stays="1")
    solene.submit(f"{card.path}/publish")
    assert town.again(card).state is State.published
    assert "Solène, with Karim." in Page(visit(town.maelle).open(card.path)).main
    assert credit(town, town.karim).outside is Known.name


def test_silence_holds_nobody_up_longer_than_three_days(town, visit, card):
    with time_machine.travel(now() + timedelta(days=3, minutes=1)):
        solene = visit(town.solene)
        assert "They have had their three days" in Page(solene.open(card.path)).main
        solene.submit(f"{card.path}/publish")
        page = Page(visit(town.maelle).open(card.path))

    assert town.again(card).state is State.published
    assert "Karim" not in page.main
    assert credit(town, town.karim).answered is Answered.asked


def test_who_declines_is_not_named_and_reads_no_draft(town, visit, card):
    karim = visit(town.karim)

    answer = karim.submit(f"{card.path}/credit", on="0")

    assert answer.url.path == f"{karim.path}/practices"
    assert karim.open(card.path).status_code == 404
    visit(town.solene).submit(f"{card.path}/publish")
    page = Page(karim.open(card.path))
    assert "Solène." in page.main
    assert "Solène, with" not in page.main
    karim.submit(f"{card.path}/credit", on="1")
    assert "Solène, with Karim." in Page(karim.open(card.path)).main


def test_who_agrees_to_write_it_changes_it_and_publishes(town, visit, card):
    karim = visit(town.karim)
    karim.submit(f"{card.path}/credit", on="1")

    said = CARD | {"effort": "Peu"}
    karim.submit(f"{card.path}/edit", **said, publish="1")

    assert (town.again(card).version, town.again(card).effort) == (1, "Peu")
    asks = {f"with-{town.maelle.id}": "1"}
    assert karim.submit(f"{card.path}/edit", **said, **asks).status_code == 403
    assert karim.submit(f"{card.path}/delete").status_code == 403


def test_an_author_stays_the_author(town, visit, card):
    solene = visit(town.solene)

    solene.submit(f"{card.path}/credit", on="0", outside="role", stays="0")

    mine = credit(town, town.solene)
    assert (mine.answered, mine.outside, mine.stays) == (Answered.agreed, Known.role, False)


@pytest.mark.parametrize(("stays", "named"), [("1", True), ("0", False)])
def test_who_left_is_named_only_if_they_chose_so(town, visit, stays, named):
    card = practice(town, town.solene, town.karim)
    visit(town.solene).submit(f"{card.path}/credit", on="1", stays=stays)
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.get_one(type(town.solene), town.solene.id).left_at = now()

    claire = visit(town.claire)
    for path in (card.path, f"{card.path}/history"):
        page = Page(claire.open(path))
        assert ("Solène" in page.main) is named, path
        assert ("a former colleague" in page.main) is not named, path


def test_nobody_is_proposed_who_is_not_of_the_cohort(town, visit, write):
    others = {
        f"with-{town.nadia.id}": "1",
        f"with-{town.michel.id}": "1",
        "with-99999": "1",
    }

    write(visit(town.solene), **others)

    assert [row.member_id for row in town.rows(town.vente, Credit)] == [town.solene.id]


def test_all_whose_card_it_is_took_part(town, visit, card, run_jobs):
    town.reports(town.vente)
    karim = visit(town.karim)
    karim.submit(f"{card.path}/credit", on="1")
    visit(town.solene).submit(f"{card.path}/publish")

    assert took_part(town) == {town.solene.id, town.karim.id}


def took_part(town) -> set[int]:
    return {row.member_id for row in town.rows(town.vente, Grade)}
