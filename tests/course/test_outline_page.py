"""The page of the outline: what the course has, and what has grown on each of it."""

from datetime import timedelta

import pytest
import time_machine

from lti_social.cohorts.models import Role
from lti_social.core.clock import now
from lti_social.resources.models import Resource
from lti_social.resources.sources.meta import File, Kind
from tests.pages import Page


@pytest.fixture
def video(town) -> Resource:
    return town.resource(town.vente, "Vidéo : conclure", kind=Kind.video, position=2)


@pytest.fixture
def guide(town) -> Resource:
    files = (File(name="guide.pdf", size=2_000_000),)
    about = {"kind": Kind.file, "files": files, "position": 1, "description": "À garder."}
    return town.resource(town.vente, "Guide d’entretien", **about)


def titles(answer):
    return Page(answer).texts("h3", "title")


def test_it_lists_the_course_in_order_with_what_grew_on_each(town, visit, video, guide):
    for author in (town.solene, town.karim):
        town.anchor(town.question(author), video)

    page = Page(visit(town.solene).open("/resources"))

    assert page.texts("h3", "title") == ["Guide d’entretien", "Vidéo : conclure"]
    assert "File, guide.pdf, 2 MB" in page.main
    (sprout,) = page.all("a", "sprout")
    assert sprout.text.startswith("2 threads, 2 without an answer")
    assert sprout.attributes["href"].endswith(f"/resources/{video.id}")
    assert "1 new" in page.texts("span", "new")
    assert page.links("Is there a question left? Guide d’entretien")


def test_its_sections_are_headings(town, visit):
    section = town.resource(town.vente, "1. Préparer", kind=Kind.section)
    inner = town.resource(town.vente, "Atelier", kind=Kind.section, parent=None)
    for title, around in (("La fiche", section), ("Le jeu", inner), ("Seul", None)):
        row = town.resource(town.vente, title)
        if around:
            lies_in(town, row, around)
    lies_in(town, inner, section)

    page = Page(visit(town.maelle).open("/resources"))

    assert page.texts("h2") == ["In the course", "1. Préparer", "Atelier"]
    assert page.texts("h3", "title") == ["Seul", "La fiche", "Le jeu"]


def lies_in(town, row, around):
    with town.in_course(town.vente) as db:
        db.get_one(Resource, row.id).parent_id = around.id


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?q=ENTRETIEN", ["Guide d’entretien"]),
        ("?q=garder", ["Guide d’entretien"]),
        ("?q=nulle+part", []),
        ("?show=talked", ["Vidéo : conclure"]),
        ("?show=unread", ["Vidéo : conclure"]),
        ("?show=unread&q=guide", []),
    ],
)
def test_it_is_filtered_and_searched(town, visit, video, guide, asked, found):
    town.anchor(town.question(town.karim), video)

    assert titles(visit(town.solene).open(f"/resources{asked}")) == found


def test_what_is_hidden_is_not_there_and_the_team_sees_a_mark(town, visit):
    town.resource(town.vente, "Le corrigé", visible=False)

    for path in ("/resources", "/threads/new"):
        assert "corrigé" not in visit(town.solene).open(path).text
    claire = visit(town.claire).open("/resources")
    assert titles(claire) == ["Le corrigé"]
    assert "hidden from learners" in Page(claire).main


def test_what_a_rule_greys_has_a_title_and_nothing_to_do(town, visit):
    tomorrow = int((now() + timedelta(days=1)).timestamp())
    rule = {"op": "&", "c": [{"type": "date", "d": ">=", "t": tomorrow}], "showc": [True]}
    town.resource(town.vente, "Demain", availability=rule, url="https://lms.test/secret")

    page = visit(town.solene).open("/resources")

    assert titles(page) == ["Demain"]
    assert "Not open to you now" in page.text
    assert "secret" not in page.text
    assert "about=" not in page.text
    assert "Demain" not in visit(town.solene).open("/threads/new").text


def test_what_vanished_is_a_tombstone_where_something_stands_on_it(
    town, visit, video, guide
):
    town.anchor(town.question(town.karim), video)
    with visit(town.claire) as claire:
        for one in (video, guide):
            claire.submit(f"/outline/{one.id}/remove")
        assert titles(claire.open("/resources")) == [
            "Guide d’entretien",
            "Vidéo : conclure",
        ]

    page = visit(town.solene).open("/resources")
    assert titles(page) == ["Vidéo : conclure"]
    assert "No longer in the course" in page.text


def test_what_came_while_one_was_away_is_called_new(town, visit, guide):
    with time_machine.travel(now() + timedelta(hours=2)):
        town.resource(town.vente, "Étude de cas")
        page = Page(visit(town.solene).open("/resources"))

    (new,) = page.all("span", "new")
    assert new.text == "new in the course"
    assert new.inside is not None


def test_the_menu_has_it_where_there_is_something_to_find(town, visit):
    assert Page(visit(town.solene).open("")).links("Resources") == []
    assert len(Page(visit(town.claire).open("")).links("Resources")) == 1
    town.resource(town.vente, "Le guide")
    assert len(Page(visit(town.solene).open("")).links("Resources")) == 1
    assert Page(visit(town.nadia).open("")).links("Resources") == []


def test_it_leads_to_the_lms_in_a_window_of_its_own(town, visit, guide):
    page = Page(visit(town.solene).open(f"/resources/{guide.id}"))

    (link,) = [one for one in page.all("a") if one.attributes.get("target") == "_blank"]
    assert link.attributes["href"] == guide.url
    assert "noopener" in link.attributes["rel"]


@pytest.mark.parametrize("role", [Role.learner, Role.assistant], ids=str)
def test_who_does_not_keep_it_is_offered_nothing_of_that(town, visit, guide, role):
    page = Page(visit(town.maelle, role).open("/resources"))

    assert page.links("Add a resource by hand") == []
