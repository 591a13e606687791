"""What was said in a thread becomes a practice, and the thread shows it."""

import pytest

from lti_social.practices.models import Credit
from lti_social.practices.origins import Lineage, Origin
from lti_social.threads.models import Acceptance, Endorsement
from tests.cards import CARD, practice
from tests.pages import Page

STEPS = "D’abord ceci :\n\n- je me tais\n- je compte"


@pytest.fixture
def thread(town):
    return town.question(town.solene, "Il me coupe toujours", "Que faire ?")


@pytest.fixture
def answer(town, thread):
    return town.answer(thread, town.karim, STEPS)


def begun(page: Page) -> dict[str, str | None]:
    fields = {e.attributes.get("name"): e.text for e in page.all("textarea")}
    return fields | {
        e.attributes.get("name"): e.attributes.get("value") for e in page.all("input")
    }


def test_an_answer_is_the_steps_and_its_question_the_problem(town, visit, thread, answer):
    town.mark(Acceptance, answer, by=town.solene)
    maelle = visit(town.maelle)
    link, *_ = Page(maelle.open(thread.path)).links("Make it a practice")

    page = Page(maelle.get(link))

    said = begun(page)
    assert said["problem"] == "Il me coupe toujours Que faire ?"
    assert said["steps"] == "D’abord ceci : je me tais je compte"
    assert page.the("steps").said[-1].splitlines() == [
        "D’abord ceci :",
        "je me tais",
        "je compte",
    ]
    assert said["title"] == ""
    assert "Credited for it, and told so: Solène, Karim." in page.main


def test_who_said_it_is_credited_and_the_thread_shows_where_it_went(
    town, visit, write, thread, answer
):
    card = write(visit(town.maelle), from_post=str(answer.id), publish="1")

    assert card.version == 0  # they read it first
    (origin,) = town.rows(town.vente, Origin)
    assert (origin.thread_id, origin.post_id) == (thread.id, answer.id)
    credited = {row.member_id: row.writes for row in town.rows(town.vente, Credit)}
    assert credited == {town.maelle.id: True, town.karim.id: False, town.solene.id: False}
    assert "Became a practice" not in visit(town.aurore).open(thread.path).text
    for author in (town.karim, town.solene):
        visit(author).submit(f"{card.path}/credit", on="1")
    visit(town.maelle).submit(f"{card.path}/publish")

    page = Page(visit(town.aurore).open(thread.path))
    assert page.links(CARD["title"]) == [f"/c/{town.vente.id}{card.path}"]
    assert "Became a practice" in page.main
    shown = Page(visit(town.aurore).open(card.path))
    assert shown.links("Il me coupe toujours") == [f"/c/{town.vente.id}{thread.path}"]
    assert "Maëlle, with Solène, Karim." in shown.main


def test_a_thread_may_become_several_and_shows_none_that_is_out_of_sight(
    town, visit, write, thread, answer
):
    for title in ("Se taire", "Compter"):
        write(visit(town.karim), from_post=str(answer.id), title=title)
    for card_path in ("/practices/1", "/practices/2"):
        visit(town.solene).submit(f"{card_path}/credit", on="0")
        visit(town.karim).submit(f"{card_path}/publish")

    assert len(Page(visit(town.maelle).open(thread.path)).links("Se taire")) == 1
    assert "Compter" in visit(town.maelle).open(thread.path).text


def test_the_page_offers_it_of_what_helped_and_of_what_opens_a_discussion(
    town, visit, thread, answer
):
    talk = town.discussion(town.karim, "Ce que j’ai appris", "J’écoute.")
    maelle = visit(town.maelle)

    assert Page(maelle.open(thread.path)).links("Make it a practice") == []
    town.mark(Endorsement, answer, by=town.claire)
    assert len(Page(maelle.open(thread.path)).links("Make it a practice")) == 1
    assert Page(visit(town.michel).open(thread.path)).links("Make it a practice") == []
    (link,) = Page(maelle.open(talk.path)).links("Make it a practice")
    said = begun(Page(maelle.get(link)))
    assert (said["title"], said["steps"]) == ("Ce que j’ai appris", "J’écoute.")


def test_what_is_out_of_sight_becomes_nothing(town, visit, thread, answer):
    town.hide(answer, town.claire)

    for reader in (town.karim, town.claire, town.maelle):
        visitor = visit(reader)
        path = f"/practices/new?from_post={answer.id}"
        assert visitor.open(path).status_code == 404
        form = CARD | {"from_post": str(answer.id)}
        assert visitor.submit("/practices", **form).status_code == 404
    assert town.rows(town.vente, Credit) == []


def test_nobody_makes_one_of_another_cohort_s_post_or_card(town, visit, answer):
    card = practice(town, town.solene)
    nadia = visit(town.nadia)

    for name, id_ in (("from_post", answer.id), ("inspired_by", card.id)):
        assert nadia.open(f"/practices/new?{name}={id_}").status_code == 404
        assert nadia.submit("/practices", **CARD, **{name: str(id_)}).status_code == 404


def test_cards_show_what_inspired_them_and_what_they_inspired(town, visit, write):
    source = practice(town, town.solene, title="Reformuler")
    karim = visit(town.karim)
    (link,) = Page(karim.open(source.path)).links("Write one inspired by it")
    assert "Inspired by “Reformuler”" in Page(karim.get(link)).main

    card = write(karim, inspired_by=str(source.id), title="Relire", publish="1")
    write(karim, inspired_by=str(source.id), title="Un brouillon")

    (lineage, _) = town.rows(town.vente, Lineage)
    assert (lineage.practice_id, lineage.source_id) == (card.id, source.id)
    maelle = visit(town.maelle)
    assert "Inspired Relire" in Page(maelle.open(source.path)).texts("p")
    assert "Un brouillon" not in maelle.open(source.path).text
    assert "Inspired by Reformuler" in Page(maelle.open(card.path)).texts("p")
    draft = write(karim, title="Pas encore")
    assert karim.open(f"/practices/new?inspired_by={draft.id}").status_code == 404
