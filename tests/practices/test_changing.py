"""A card once it is published: versions, archive, talk; and drafts that go."""

from lti_social.practices.models import Credit, PracticeVersion, Skill, State
from lti_social.resources.models import Anchor
from tests.cards import CARD, practice
from tests.pages import Page


def test_saving_what_is_published_is_its_next_version(town, visit, write):
    solene = visit(town.solene)
    card = write(solene, publish="1")
    form = Page(solene.open(f"{card.path}/edit"))
    assert form.the("steps").text == " ".join(CARD["steps"].splitlines())
    assert "Publish version 2" in form.main

    refused = solene.submit(f"{card.path}/edit", **(CARD | {"effort": "Deux minutes"}))
    assert refused.status_code == 422
    assert "say in a few words what you changed" in refused.text
    assert town.again(card).version == 1
    said = CARD | {"effort": "Deux minutes", "changed": "Combien de temps."}
    answer = solene.submit(f"{card.path}/edit", **said)

    assert answer.history[0].status_code == 303
    assert town.again(card).version == 2
    second = town.rows(town.vente, PracticeVersion)[1]
    assert (second.number, second.changed) == (2, "Combien de temps.")
    assert second.effort == "Deux minutes"


def test_what_is_published_stays_whole(town, visit, write):
    solene = visit(town.solene)
    card = write(solene, publish="1")

    less = CARD | {"result": "", "changed": "Rien."}

    assert solene.submit(f"{card.path}/edit", **less).status_code == 422
    assert town.again(card).result == CARD["result"]


def test_saying_the_same_again_is_no_version(town, visit, write):
    solene = visit(town.solene)
    card = write(solene, publish="1")

    solene.submit(f"{card.path}/edit", **CARD, skills="Écouter")

    assert town.again(card).version == 1
    assert [row.words for row in town.rows(town.vente, Skill)] == ["Écouter"]


def test_of_two_who_change_it_at_once_the_second_looks_again(town, visit):
    card = practice(town, town.solene, town.karim)
    page = Page(visit(town.karim).open(f"{card.path}/edit"))
    hidden = {
        e.attributes.get("name"): e.attributes.get("value") for e in page.all("input")
    }
    said = CARD | {"changed": "Une étape.", "seen": hidden["seen"]}
    first = visit(town.solene).submit(f"{card.path}/edit", **(said | {"effort": "Peu"}))
    assert first.history

    late = visit(town.karim).submit(f"{card.path}/edit", **(said | {"why": "Il écoute."}))

    assert late.status_code == 409
    assert "Il écoute." in late.text
    assert town.again(card).why == CARD["why"]


def test_a_card_builds_on_resources_each_with_its_place(town, visit, write):
    guide = town.resource(town.vente, "Guide d’entretien")
    hidden = town.resource(town.vente, "Le corrigé", visible=False)
    solene = visit(town.solene)
    form = Page(solene.open(f"/practices/new?about={guide.id}"))
    assert form.the(f"about-{guide.id}")
    refused = solene.submit("/practices", **CARD, **{f"about-{hidden.id}": ""})
    assert refused.status_code == 422

    card = write(solene, publish="1", **{f"about-{guide.id}": "pages 4 à 6"})

    (anchor,) = town.rows(town.vente, Anchor)
    assert (anchor.practice_id, anchor.thread_id, anchor.place) == (
        card.id,
        None,
        "pages 4 à 6",
    )
    page = Page(visit(town.karim).open(card.path))
    assert "Guide d’entretien" in page.texts(look="anchor")
    assert "pages 4 à 6" in page.texts(look="meta")
    solene.submit(f"{card.path}/edit", **CARD, **{f"let-{guide.id}": "1"})
    assert town.rows(town.vente, Anchor) == []


def test_a_card_is_archived_and_brought_back(town, visit, write):
    card = write(visit(town.solene), publish="1")
    assert visit(town.karim).submit(f"{card.path}/archive", on="1").status_code == 403

    visit(town.claire).submit(f"{card.path}/archive", on="1")

    assert "no longer offered" in Page(visit(town.karim).open(card.path)).main
    visit(town.solene).submit(f"{card.path}/archive", on="0")
    assert town.again(card).state is State.published


def test_a_draft_goes_for_good_and_what_is_published_does_not(town, visit, write, run_jobs):
    guide = town.resource(town.vente, "Guide d’entretien")
    solene = visit(town.solene)
    kept = write(solene, publish="1")
    beside = {f"about-{guide.id}": "", f"with-{town.karim.id}": "1", "skills": "Écouter"}
    draft = write(solene, inspired_by=str(kept.id), **beside)
    run_jobs()
    assert town.again(town.karim).waiting == 1

    for card in (draft, kept):
        solene.submit(f"{card.path}/delete")

    assert town.again(kept) is not None
    assert town.again(draft) is None
    assert {row.practice_id for row in town.rows(town.vente, Credit)} == {kept.id}
    assert town.rows(town.vente, Anchor) == []
    assert town.again(town.karim).waiting == 0


def test_the_card_has_one_thread_where_it_is_talked_about(town, visit, write):
    card = write(visit(town.solene), publish="1")
    karim = visit(town.karim)
    assert (
        CARD["title"]
        in Page(karim.open(f"{card.path}/talk")).the("title").attributes["value"]
    )

    for visitor in (karim, visit(town.maelle)):
        answer = visitor.submit(
            f"{card.path}/talk", title="Et au téléphone ?", body="Oui ?"
        )
        assert "Et au téléphone ?" in answer.text

    thread_id = town.again(card).thread_id
    assert karim.open(f"{card.path}/talk").url.path.endswith(f"/threads/{thread_id}")
    assert "Read the thread about it" in karim.open(card.path).text


def test_alumni_change_their_cards_and_begin_none(town, visit, write):
    card = write(visit(town.solene), publish="1")
    draft = write(visit(town.solene))
    visit(town.claire).submit("/settings/phase", phase="closed")
    solene = visit(town.solene)

    assert solene.open("/practices/new").status_code == 403
    assert solene.submit("/practices", **CARD).status_code == 403
    assert solene.submit(f"{draft.path}/publish").status_code == 403
    said = CARD | {"effort": "Peu", "changed": "L’effort."}
    assert solene.submit(f"{card.path}/edit", **said).history
    assert town.again(card).version == 2
