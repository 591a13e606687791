"""Collections: cards that somebody puts together, in an order, and says why."""

import pytest

from lti_social.cohorts.models import Phase
from lti_social.core.wall import open_cohort
from lti_social.library.actions import MOST
from lti_social.library.models import Collected, Collection
from lti_social.practices.models import Practice, PracticeHiding, State
from tests.library.conftest import titles
from tests.pages import Page


@pytest.fixture
def three(shelve, town):
    return [shelve(town.solene, title, days=1) for title in ("Un", "Deux", "Trois")]


def test_a_collection_is_begun_from_a_card_or_on_its_own(town, visit, three):
    karim = visit(town.karim)
    page = Page(karim.submit(f"{three[0].path}/collect", title="Le lundi", note="D’abord."))
    karim.submit("/collections", title=" La  rentrée ", aim="Pour qui arrive.")

    assert page.links("Le lundi")
    listed = Page(visit(town.maelle).open("/collections"))
    assert listed.texts("h2") == ["La rentrée", "Le lundi"]
    assert "Karim, 1 practice" in listed.main
    first = town.rows(town.vente, Collection)[0]
    shown = Page(visit(town.maelle).open(first.path))
    assert shown.texts("h1") == ["Le lundi"]
    assert "D’abord." in shown.main
    assert "Put together by Karim" in shown.main


def test_its_maker_puts_cards_in_moves_them_and_takes_them_out(
    town, visit, three, collection
):
    karim = visit(town.karim)
    made = collection(karim, "Le lundi", *three)
    assert titles(karim, made.path) == ["Un", "Deux", "Trois"]

    first, second, third = (f"{made.path}/cards/{card.id}" for card in three)
    karim.submit(f"{third}/move", up="1")
    assert titles(karim, made.path) == ["Un", "Trois", "Deux"]
    karim.submit(f"{first}/move", up="0")
    assert titles(visit(town.maelle), made.path) == ["Trois", "Un", "Deux"]
    karim.submit(f"{third}/move", up="1")  # there is nowhere to go
    assert titles(karim, made.path) == ["Trois", "Un", "Deux"]
    karim.submit(first, note="Le plus simple.")
    karim.submit(f"{second}/take-out")
    page = Page(visit(town.maelle).open(made.path))
    assert titles(visit(town.maelle), made.path) == ["Trois", "Un"]
    assert "Le plus simple." in page.main
    assert not [one for one in page.all("button") if one.text.startswith("Up")]


def test_a_card_stands_in_a_collection_once(town, visit, three, collection):
    karim = visit(town.karim)
    made = collection(karim, "Le lundi", three[0])
    for note in ("Bref.", ""):
        karim.submit(f"{three[0].path}/collect", collection=str(made.id), note=note)

    (place,) = town.rows(made, Collected)
    assert place.note == "Bref."
    options = [one.text for one in Page(karim.open(three[0].path)).all("option")]
    assert "Le lundi" not in options
    assert "Le lundi" in Page(karim.open(three[1].path)).texts("option")


def test_there_is_an_end_to_a_collection(town, visit, shelve, collection):
    karim = visit(town.karim)
    made = collection(karim, "Tout")
    for n in range(1, MOST + 1):
        card = shelve(town.solene, f"Fiche {n}")
        place = {"collection_id": made.id, "practice_id": card.id, "position": n}
        town.add(made, Collected(**place))
    one_more = shelve(town.solene, "Une de plus")

    full = karim.submit(f"{one_more.path}/collect", collection=str(made.id))
    assert full.status_code == 409
    assert len(town.rows(made, Collected)) == MOST


def test_others_do_not_see_what_is_no_longer_offered_and_its_maker_does(
    town, visit, three, collection
):
    karim = visit(town.karim)
    made = collection(karim, "Le lundi", *three)
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.get_one(Practice, three[0].id).state = State.archived
        db.add(PracticeHiding(practice_id=three[1].id, member_id=town.claire.id))

    for member in (town.maelle, town.solene, town.claire):
        assert titles(visit(member), made.path) == ["Trois"]
    assert "1 practice" in Page(visit(town.maelle).open("/collections")).main
    mine = karim.open(made.path).text
    assert titles(karim, made.path) == ["Un", "Trois"]
    assert "Deux" not in mine  # it is hidden from him, too
    assert mine.count("no longer offered: only you see") == 2
    karim.submit(f"{made.path}/cards/{three[1].id}/take-out")
    assert len(town.rows(made, Collected)) == 2


def test_only_its_maker_changes_it(town, visit, three, collection):
    made = collection(visit(town.karim), "Le lundi", three[0])
    place = f"{made.path}/cards/{three[0].id}"

    for member in (town.maelle, town.claire):
        visitor = visit(member)
        assert visitor.open(f"{made.path}/edit").status_code == 403
        for path, sent in (
            (f"{made.path}/edit", {"title": "À moi"}),
            (place, {"note": "Non."}),
            (f"{place}/move", {"up": "1"}),
            (f"{place}/take-out", {}),
            (f"{three[1].path}/collect", {"collection": str(made.id)}),
        ):
            assert visitor.submit(path, **sent).status_code == 403, path
    assert town.again(made).title == "Le lundi"
    assert len(town.rows(made, Collected)) == 1


def test_its_maker_and_the_team_delete_it_and_its_cards_stay(
    town, visit, three, collection
):
    karim = visit(town.karim)
    made = [collection(karim, title, three[0]) for title in ("Le lundi", "Le mardi")]
    assert visit(town.maelle).submit(f"{made[0].path}/delete").status_code == 403
    assert "for good" in Page(karim.open(f"{made[0].path}/delete")).main
    karim.submit(f"{made[0].path}/delete")
    visit(town.aurore).submit(f"{made[1].path}/delete")

    assert town.rows(town.vente, Collection) == []
    assert town.rows(town.vente, Collected) == []
    assert karim.open(three[0].path).status_code == 200
    assert karim.open(made[0].path).status_code == 404


def test_its_words_can_be_changed(town, visit, collection):
    karim = visit(town.karim)
    made = collection(karim, "Le lundi")
    answer = karim.submit_by_script(f"{made.path}/edit", title="Le mardi", aim="Ensuite.")

    assert answer.headers["HX-Redirect"].endswith(f"{made.path}?said=saved")
    page = Page(visit(town.maelle).open(made.path))
    assert page.texts("h1") == ["Le mardi"]
    assert "Ensuite." in page.main


def test_what_is_wrong_is_said_and_nothing_is_lost(town, visit, three):
    karim = visit(town.karim)
    for path, sent in (
        ("/collections", {"title": " ", "aim": "Pour la rentrée."}),
        ("/collections", {"title": "x" * 121}),
        (f"{three[0].path}/collect", {"note": "Pour la rentrée."}),
        (f"{three[0].path}/collect", {"collection": "x"}),
    ):
        answer = karim.submit(path, **sent)
        assert answer.status_code == 422
        assert sent.get("aim", "") in answer.text
        assert sent.get("note", "") in answer.text
    assert town.rows(town.vente, Collection) == []


def test_a_collection_or_a_card_that_is_not_there_is_not_found(
    town, visit, three, collection
):
    karim = visit(town.karim)
    made = collection(karim, "Le lundi", three[0])

    assert karim.open("/collections/999").status_code == 404
    assert karim.submit(f"{three[0].path}/collect", collection="999").status_code == 404
    absent = f"{made.path}/cards/{three[1].id}"
    assert karim.submit(f"{absent}/take-out").status_code == 404


def test_once_the_cohort_has_ended_nothing_is_begun_and_what_is_there_goes_on(
    town, visit, three, collection
):
    karim = visit(town.karim)
    made = collection(karim, "Le lundi", three[0])
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.get_one(type(town.vente), town.vente.id).phase = Phase.closed

    assert karim.open("/collections/new").status_code == 403
    assert karim.submit("/collections", title="Le mardi").status_code == 403
    karim.submit(f"{three[1].path}/collect", collection=str(made.id))
    assert titles(karim, made.path) == ["Un", "Deux"]


def test_many_collections_come_by_pages_and_none_says_what_to_do(town, visit):
    karim = visit(town.karim)
    assert "Which three practices" in Page(karim.open("/collections")).main
    for n in range(21):
        town.add(town.karim, Collection(member_id=town.karim.id, title=f"N° {n}"))
    page = Page(karim.open("/collections"))
    (older,) = page.links("Earlier collections")

    assert len(page.texts("h2")) == 20
    assert Page(karim.get(older)).texts("h2") == ["N° 0"]
