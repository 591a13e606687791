"""A thread says what it is about, as far as its reader may know."""

import pytest

from lti_social.resources.anchoring import NOT_THERE, TOO_MANY
from lti_social.resources.models import Anchor, Resource
from tests.pages import Page

ASKED = {"kind": "question", "title": "Comment conclure ?", "body": "Au bon moment."}


@pytest.fixture
def video(town) -> Resource:
    return town.resource(town.vente, "Vidéo : « je vais réfléchir »")


@pytest.fixture
def guide(town) -> Resource:
    return town.resource(town.vente, "Guide d’entretien")


@pytest.fixture
def hidden(town) -> Resource:
    return town.resource(town.vente, "Le corrigé", visible=False)


def anchors(town):
    rows = town.rows(town.vente, Anchor)
    return {row.resource_id: row.place for row in rows}


def test_one_asks_from_the_resource_s_page(town, visit, video):
    with visit(town.solene) as solene:
        (link,) = Page(solene.open(f"/resources/{video.id}")).links("Ask about this")
        form = Page(solene.get(link))
        assert form.the(f"about-{video.id}").attributes["name"] == f"about-{video.id}"
        shown = solene.submit("/threads", **ASKED, **{f"about-{video.id}": " à 2 min 10 "})

    page = Page(shown)
    assert "About the resource, link" in page.main
    assert "Vidéo : « je vais réfléchir » à 2 min 10" in page.main
    assert anchors(town) == {video.id: "à 2 min 10"}
    assert "Comment conclure ?" in visit(town.karim).open(f"/resources/{video.id}").text


def test_without_script_several_are_chosen_in_selects(town, visit, video, guide):
    with visit(town.solene) as solene:
        options = Page(solene.open("/threads/new")).texts("option")
        assert options.count("Guide d’entretien") == 2
        chosen = {"about1": str(video.id), "place1": "au début", "about2": str(guide.id)}
        solene.submit("/threads", **ASKED, **chosen)

    assert anchors(town) == {video.id: "au début", guide.id: ""}


def test_what_was_spoken_of_lately_comes_first(town, visit, video, guide):
    town.anchor(town.question(town.karim), guide)

    labels = [
        element.attributes["label"]
        for element in Page(visit(town.solene).open("/threads/new")).all("optgroup")
    ]
    assert labels[0] == "Spoken of lately"


@pytest.mark.parametrize("number", ["hidden", "999999", "0", "²", "99999999999999"])
def test_what_is_not_there_for_one_cannot_be_chosen(town, visit, hidden, number):
    number = str(hidden.id) if number == "hidden" else number

    refused = visit(town.solene).submit("/threads", **ASKED, about1=number)

    assert refused.status_code == 422
    assert NOT_THERE in Page(refused).main
    assert "corrigé" not in refused.text
    assert anchors(town) == {}


def test_six_are_the_most(town, visit):
    several = [town.resource(town.vente, f"Partie {n}") for n in range(7)]
    chosen = {f"about-{one.id}": "" for one in several}

    refused = visit(town.solene).submit("/threads", **ASKED, **chosen)

    assert TOO_MANY in Page(refused).main


def test_its_author_changes_what_it_is_about(town, visit, video, guide):
    thread = town.question(town.solene)
    town.anchor(thread, video, "au début")
    opening = town.opening(thread)
    with visit(town.solene) as solene:
        form = Page(solene.open(f"/posts/{opening.id}/edit"))
        assert form.the(f"about-{video.id}").attributes["value"] == "au début"
        sent = {f"about-{video.id}": "", f"let-{video.id}": "1", "about1": str(guide.id)}
        solene.submit(
            f"/posts/{opening.id}/edit", body="J’essaie plusieurs débuts.", **sent
        )

    assert anchors(town) == {guide.id: ""}


def test_an_answer_is_about_nothing_of_its_own(town, visit, video):
    answer = town.answer(town.question(town.solene), town.karim)
    with visit(town.karim) as karim:
        assert "about1" not in karim.open(f"/posts/{answer.id}/edit").text
        karim.submit(f"/posts/{answer.id}/edit", body="Ainsi.", about1=str(video.id))

    assert anchors(town) == {}


def test_of_a_hidden_one_nothing_is_said(town, visit, hidden):
    thread = town.question(town.claire, "Que pensez-vous du corrigé type ?")
    town.anchor(thread, hidden, "question 3")

    with visit(town.solene) as solene:
        for path in (thread.path, "/threads"):
            page = solene.open(path)
            assert "Le corrigé" not in page.text
            assert "question 3" not in page.text
            assert "resource that you cannot see now" in page.text
        assert f"/resources/{hidden.id}" not in solene.open(thread.path).text
        assert solene.open(f"/resources/{hidden.id}").status_code == 404
    assert "Le corrigé" in visit(town.claire).open(thread.path).text


def test_one_that_one_s_own_thread_is_about_may_be_hidden_later(town, visit, hidden):
    thread = town.question(town.solene)
    town.anchor(thread, hidden, "au début")
    opening = town.opening(thread)
    with visit(town.solene) as solene:
        form = solene.open(f"/posts/{opening.id}/edit")
        assert "corrigé" not in form.text
        solene.submit(f"/posts/{opening.id}/edit", body="Autrement.")
        assert anchors(town) == {hidden.id: "au début"}
        solene.submit(
            f"/posts/{opening.id}/edit", body="Autrement.", **{f"let-{hidden.id}": "1"}
        )

    assert anchors(town) == {}


def test_the_list_names_the_first_and_says_how_many_more(town, visit, video, guide):
    thread = town.question(town.solene)
    for one in (video, guide):
        town.anchor(thread, one)

    page = Page(visit(town.maelle).open("/threads"))

    assert page.texts("a", "anchor") == ["Vidéo : « je vais réfléchir »"]
    assert "and 1 more" in page.main


def test_a_hidden_thread_is_not_counted_for_those_who_cannot_see_it(town, visit, video):
    thread = town.question(town.karim, "Qui est ce client ?")
    town.anchor(thread, video)
    town.hide(town.opening(thread), town.claire)

    for path in ("/resources", f"/resources/{video.id}"):
        shown = visit(town.solene).open(path)
        assert "Qui est ce client" not in shown.text
        assert "1 thread" not in Page(shown).main
    assert "Qui est ce client" in visit(town.claire).open(f"/resources/{video.id}").text
