"""What a trainer does with the resources of the course; and who may not."""

import pytest

from lti_social.cohorts.models import Role
from lti_social.resources.sources.cartridge import NOT_A_ZIP

LINK = {"title": "Le site de la Chambre", "url": "https://example.org/chambre?a=1"}
WRITES = ("/tried/sync", "/tried/cartridge", "/tried/by-hand")


@pytest.mark.parametrize("role", [Role.learner, Role.mentor, Role.assistant], ids=str)
def test_who_may_not(town, visit, role):
    with visit(town.maelle, role) as maelle:
        for path in WRITES:
            assert maelle.submit(path, **LINK).status_code == 403


@pytest.mark.parametrize("role", [Role.instructor, Role.designer], ids=str)
def test_a_trainer_asks_for_it_to_be_read(moodle, run_jobs, visit, outline, role):
    run_jobs()
    with visit(moodle.claire, role) as claire:
        assert claire.submit("/tried/sync").status_code == 200
        states = claire.open("/tried/freshness").json()
        assert ["moodle", "", True] in states
        assert run_jobs() == 2
        assert ["moodle", "", False] in claire.open("/tried/freshness").json()


def test_a_cartridge_is_brought_in_and_replaced(town, visit, outline):
    with visit(town.claire) as claire:
        for _ in range(2):
            assert claire.submit("/tried/cartridge").json() == 10

    seen = outline(town.solene)
    assert [(entry["depth"], entry["title"]) for entry in seen] == [
        (0, "Préparer le rendez-vous"),
        (1, "La fiche"),
        (1, "À lire"),
        (1, "Pour s’entraîner"),
        (2, "Dix questions"),
        (2, "Débat"),
        (0, "Découvrir le besoin"),
        (1, "L’entretien"),
        (1, "Le simulateur"),
    ]
    assert seen[2]["url"] == "https://example.org/ecoute?x=1&y=2"
    assert [e["mark"] for e in outline(town.claire) if e["mark"]] == ["hidden"]


def test_a_file_that_is_no_cartridge_changes_nothing(town, visit, outline):
    with visit(town.claire) as claire:
        claire.submit("/tried/cartridge")
        refused = claire.submit("/tried/cartridge", text="not a zip")

    assert refused.status_code == 422
    assert NOT_A_ZIP in refused.text
    assert len(outline(town.solene)) == 9


def test_one_is_written_by_hand_changed_and_removed(town, visit, outline):
    with visit(town.claire) as claire:
        number = claire.submit("/tried/by-hand", **LINK).json()
        again = claire.submit("/tried/by-hand", **LINK | {"title": "Autre"}).json()
        assert number != again
        claire.submit(f"/tried/by-hand/{number}", **LINK | {"title": "La Chambre"})
        claire.submit(f"/tried/by-hand/{again}/remove")

    seen = {entry["title"]: entry for entry in outline(town.solene)}
    assert seen["La Chambre"]["url"] == LINK["url"]
    assert seen["Autre"]["gone"]
    assert outline(town.nadia) == []


@pytest.mark.parametrize(
    "wrong",
    [{"url": "javascript:alert(1)"}, {"url": "https://a@b"}, {"url": ""}, {"title": " "}],
    ids=str,
)
def test_what_is_no_address_is_refused_with_a_sentence(town, visit, outline, wrong):
    refused = visit(town.claire).submit("/tried/by-hand", **LINK | wrong)

    assert refused.status_code == 422
    assert outline(town.claire) == []


def test_what_comes_from_the_lms_is_changed_there(moodle, read, rows, visit):
    read()
    guide = rows()["cm:18"].id
    with visit(moodle.claire) as claire:
        for path in (f"/tried/by-hand/{guide}", f"/tried/by-hand/{guide}/remove"):
            assert claire.submit(path, **LINK).status_code == 422
    assert rows()["cm:18"].title == "Guide du vendeur (PDF)"
