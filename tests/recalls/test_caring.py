"""Who answers for a card, when it is read again, and what it needs."""

from datetime import date

import pytest

from lti_social.cohorts.models import Role
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.notifications.models import Kind, Notice
from lti_social.practices.changing import changed
from lti_social.practices.models import Practice
from lti_social.recalls.models import Need, UpdateNeed
from lti_social.resources.jobs import tell_of
from lti_social.resources.models import Anchor
from lti_social.resources.syncing import Changes
from tests.cards import practice
from tests.pages import Page


def care(visit, member, card) -> Page:
    return Page(visit(member).open(card.path))


def needs(town) -> list[Need]:
    return [row.need for row in town.rows(town.vente, UpdateNeed)]


def told(town, kind: Kind) -> set[int]:
    return {row.member_id for row in town.rows(town.vente, Notice, kind=kind)}


def leave(town, member) -> None:
    member.left_at = now()
    town.add(member, member)


@pytest.fixture
def changes(town, run_jobs):
    """The course's LMS tells of a resource: it changed, or it is gone."""

    def tell(**what: tuple[int, ...]) -> None:
        with town.in_course(town.vente) as db:
            tell_of(db, Changes(**what))
        run_jobs()

    return tell


@pytest.fixture
def guide(town, card):
    """What the card builds on."""
    row = town.resource(town.vente, "Le guide du vendeur")
    hung = {"practice_id": card.id, "member_id": town.solene.id, "place": ""}
    town.add(card, Anchor(resource_id=row.id, **hung))
    return row


def test_its_author_answers_for_it_for_a_year_at_first(town, visit, card):
    assert card.owner_id == town.solene.id
    assert card.review_on == date(2027, 11, 24)
    assert "You answer for this practice." in care(visit, town.solene, card).main
    page = care(visit, town.karim, card)
    assert "Solène answers for this practice." in page.main
    assert "read again on 24 November 2027" in page.main
    assert "I answer for it" not in page.main


@pytest.mark.parametrize("role", [Role.instructor, Role.assistant, Role.designer])
def test_somebody_of_the_team_takes_it(town, visit, card, role):
    luc = town.member(town.vente, "Luc", role)

    assert "I answer for it" in care(visit, luc, card).main
    page = Page(visit(luc).submit(f"{card.path}/care", on="1"))

    assert "You answer for this practice." in page.main
    assert town.again(card).owner_id == luc.id


def test_an_author_hands_it_to_who_takes_it_themselves(town, visit, run_jobs, card):
    karim, solene = visit(town.karim), visit(town.solene)
    assert karim.submit(f"{card.path}/care", on="1").status_code == 403

    solene.submit(f"{card.path}/care", on="0")
    run_jobs()
    assert told(town, Kind.unowned) == {town.claire.id, town.aurore.id}
    assert "Nobody answers for this practice" in care(visit, town.karim, card).main

    karim.submit(f"{card.path}/care", on="1")
    assert town.again(card).owner_id == town.karim.id
    assert "I have read it again" in care(visit, town.karim, card).main


def test_a_card_s_day_passes_and_those_who_look_after_it_are_told_once(
    town, visit, after, night
):
    card = practice(
        town, town.solene, town.karim, review_on=date(2026, 11, 30), owner_id=town.aurore.id
    )
    for day in (5, 6, 7, 8):
        with after(day):
            night()
            assert needs(town) == ([Need.date] if day > 5 else [])
    with after(8):
        for who in (town.solene, town.maelle):
            page = care(visit, who, card)
            assert "Needs an update" in page.main
            assert "Its review date has passed." in page.main
        assert told(town, Kind.needs_update) == {
            *(town.solene.id, town.karim.id, town.aurore.id)
        }
        assert len(town.rows(town.vente, Notice)) == 3

        visit(town.karim).submit(f"{card.path}/holds")
        assert needs(town) == []
        assert town.again(card).review_on == date(2027, 12, 2)
        night()
        assert needs(town) == []
        assert "Needs an update" not in care(visit, town.maelle, card).main


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("renewed", "Something it builds on has changed in the course."),
        ("vanished", "Something it builds on is no longer in the course."),
    ],
)
def test_what_it_builds_on_changes(town, visit, changes, card, guide, how, why):
    other = town.resource(town.vente, "Une vidéo")
    changes(**{how: (other.id,)})
    assert needs(town) == []

    changes(**{how: (guide.id,)})
    changes(**{how: (guide.id,)})

    assert len(needs(town)) == 1
    assert why in care(visit, town.maelle, card).main
    assert "guide du vendeur" not in care(visit, town.maelle, card).the("t-care").text
    assert told(town, Kind.needs_update) == {town.solene.id}


def test_the_next_version_is_what_it_needed(town, visit, after, changes, card, guide):
    changes(vanished=(guide.id,))

    with after(1):
        for says_something_else in (False, True):
            assert len(needs(town)) == 1
            with open_cohort(town.engine, card.cohort_id) as db, db.begin():
                row = db.get_one(Practice, card.id)
                row.renewed_at = now() if says_something_else else row.renewed_at
                changed(db, row)
    assert needs(town) == []


def test_anybody_asks_for_an_update_in_words_for_those_who_look_after_it(
    town, visit, run_jobs, card
):
    visit(town.maelle).submit(f"{card.path}/ask-for-update", reason="Le contrat a changé.")
    run_jobs()

    assert told(town, Kind.needs_update) == {town.solene.id}
    for who, reads in ((town.solene, True), (town.claire, True), (town.maelle, True)):
        assert ("Le contrat a changé." in care(visit, who, card).main) is reads
    page = care(visit, town.karim, card)
    assert "Le contrat a changé." not in page.main
    assert "Somebody of the cohort asks for it." in page.main
    again = visit(town.karim).submit(f"{card.path}/ask-for-update", reason="Oui.")
    assert again.status_code == 409

    visit(town.solene).submit(f"{card.path}/holds")
    assert needs(town) == []


@pytest.mark.parametrize("path", ["care", "review", "holds"])
def test_who_does_not_look_after_it_changes_nothing(town, visit, card, path):
    sent = {"on": "0", "review_on": "2027-01-12"}

    assert visit(town.maelle).submit(f"{card.path}/{path}", **sent).status_code == 403
    assert town.again(card).review_on == card.review_on


@pytest.mark.parametrize(
    ("day", "status"),
    [("2027-03-01", 200), ("2026-11-24", 422), ("2031-01-01", 422), ("mars", 422)],
)
def test_the_next_day_is_one_to_come(town, visit, card, day, status):
    answer = visit(town.solene).submit(f"{card.path}/review", review_on=day)

    assert answer.status_code == status
    assert (town.again(card).review_on.isoformat() == day) is (status == 200)


def test_a_card_survives_its_owner_and_the_team_hears_once(town, visit, night, card):
    leave(town, town.solene)
    assert "Nobody answers for this practice" in care(visit, town.maelle, card).main

    night()
    night()

    assert town.again(card).owner_id is None
    assert [(n.kind, n.member_id) for n in town.rows(town.vente, Notice)] == [
        (Kind.unowned, town.claire.id),
        (Kind.unowned, town.aurore.id),
    ]
    claire = visit(town.claire)
    (link,) = Page(claire.open("/notices")).links("looks for somebody who answers for it")
    assert link == f"{claire.path}{card.path}"
    visit(town.maelle).submit(f"{card.path}/care", on="1")
    assert "Maëlle answers for this practice." in care(visit, town.karim, card).main


def test_once_they_all_left_the_team_hears_what_it_needs(town, after, night, card):
    leave(town, town.solene)
    with after(366):
        night()
    assert told(town, Kind.needs_update) == {town.claire.id, town.aurore.id}


def test_what_is_hidden_is_told_to_nobody(town, visit, changes, card, guide):
    visit(town.claire).submit(f"{card.path}/hide", reason="Un nom y figure.")

    changes(vanished=(guide.id,))
    assert told(town, Kind.needs_update) == set()
