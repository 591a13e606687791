"""The list of cards: what is offered, narrowed as one likes, and never by popularity."""

import re

import pytest

from lti_social.core.wall import open_cohort
from lti_social.practices.card import Language
from lti_social.practices.models import (
    Maturity,
    Practice,
    PracticeHiding,
    State,
)
from lti_social.recalls.models import Need, UpdateNeed
from lti_social.trials.models import Outcome
from tests.cards import practice
from tests.library.conftest import titles
from tests.pages import Page

WORKED, ADAPTED, FAILED = Outcome.worked, Outcome.adapted, Outcome.failed


def test_the_newest_comes_first_however_well_another_did(town, visit, shelve, tell):
    old = shelve(town.solene, "Ancienne", days=9)
    shelve(town.karim, "Récente", days=1)
    tell(old, WORKED, WORKED, WORKED, by=town.maelle)

    assert titles(visit(town.maelle)) == ["Récente", "Ancienne"]


def test_a_row_says_what_its_trials_gave_whose_it_is_and_when_it_fails(
    town, visit, shelve, tell
):
    card = shelve(town.solene, "Se taire", town.maelle, skills=["Écouter", "Vendre"])
    tell(card, FAILED, WORKED, ADAPTED, Outcome.not_tried)
    town.add(card, UpdateNeed(practice_id=card.id, need=Need.date))
    page = Page(visit(town.karim).open("/practices"))

    row = next(one.text for one in page.all("li", "card"))
    assert "Promising" in row
    assert "2 successes in 3 trials" in row
    assert "Écouter, Vendre" in row
    assert "Solène and 1 other" in row
    assert "Does not work: Le client est pressé." in row
    assert "Needs an update" in row
    (signs,) = page.all("span", "outcomes")
    assert signs.attributes["aria-label"] == (
        "1 worked, 1 worked, adapted, 1 did not work, 1 could not try"
    )


def test_drafts_archived_and_hidden_cards_are_not_offered(town, visit, shelve):
    practice(town, town.solene, state=State.draft, title="Brouillon")
    practice(town, town.solene, state=State.in_review, title="À relire")
    practice(town, town.solene, state=State.archived, title="Archivée")
    hidden = shelve(town.solene, "Masquée")
    town.add(hidden, PracticeHiding(practice_id=hidden.id, member_id=town.claire.id))

    for member in (town.solene, town.maelle, town.claire, town.michel):
        assert titles(visit(member)) == []


def test_a_card_from_elsewhere_has_no_author_here(town, visit, shelve):
    row = Practice(title="Venue d’ailleurs", steps="Je dis.", state=State.published)
    town.add(town.solene, row)

    assert titles(visit(town.solene)) == []  # no copy of it is shown here


def test_what_needs_trials_comes_by_how_few_it_has(town, visit, shelve, tell):
    for n, title in enumerate(["Trois", "Deux", "Un", "Aucun, ancien", "Aucun"]):
        card = shelve(town.solene, title, days=5 - n)
        tell(card, *[WORKED] * max(0, 3 - n))
    tell(card, Outcome.not_tried)  # says nothing of the card

    assert titles(visit(town.maelle), "/practices?show=trials") == [
        *("Aucun", "Aucun, ancien", "Un", "Deux"),
    ]


def test_filters_narrow_together_and_each_can_be_taken_away(town, visit, shelve, tell):
    guide = town.resource(town.vente, "Le guide")
    shelve(town.solene, "Tout", skills=["Écouter"], on=[guide], job="Conseil", days=1)
    shelve(town.solene, "Autre métier", skills=["Écouter"], on=[guide], job="Accueil")
    shelve(town.solene, "In English", job="Conseil", language=Language.en)
    maelle = visit(town.maelle)
    asked = f"/practices?skill=écouter&job=Conseil&resource={guide.id}&language=fr"
    page = Page(maelle.open(asked))

    assert titles(maelle, asked) == ["Tout"]
    assert titles(maelle, "/practices?language=en") == ["In English"]
    assert titles(maelle, "/practices?maturity=proven") == []
    removing = [one for one in page.all("a") if "remove this filter" in one.text]
    assert [one.text.split("×")[0] for one in removing] == [
        *("Écouter", "Conseil", "Le guide", "Français"),
    ]
    without_job = removing[1].attributes["href"].removeprefix(maelle.path)
    assert titles(maelle, without_job) == ["Autre métier", "Tout"]


def test_the_form_as_a_browser_sends_it_says_nothing_of_what_is_left_empty(
    town, visit, shelve
):
    card = shelve(town.solene, "Se taire", skills=["Écouter"])
    maelle = visit(town.maelle)
    asked = "/practices?maturity=idea&skill=&job=&resource=&language="

    assert titles(maelle, asked) == [card.title]
    page = Page(maelle.open(asked))
    assert len([one for one in page.all("a") if "remove this filter" in one.text]) == 1


def test_there_is_to_choose_from_what_cards_have(town, visit, shelve):
    guide = town.resource(town.vente, "Le guide")
    secret = town.resource(town.vente, "Caché", visible=False)
    shelve(town.solene, "Se taire", skills=["Écouter"], on=[guide, secret])
    shelve(town.solene, "Brouillon", skills=["Taire"], job="Nul", state=State.draft)
    maelle = visit(town.maelle)
    (link,) = Page(maelle.open("/practices?show=trials&skill=écouter")).links("Narrow")
    page = Page(maelle.get(link))

    options = page.texts("option")
    assert {"Écouter", "Le guide", "Conseillers en agence", "Promising"} <= set(options)
    assert not {"Caché", "Taire", "Nul"} & set(options)
    chosen = [one.text for one in page.all("option") if "selected" in one.attributes]
    assert chosen == ["Écouter"]
    (form,) = [one for one in page.all("form") if one.attributes.get("method") == "get"]
    sent = [one for one in page.all("input") if one.inside is form]
    assert [one.attributes["value"] for one in sent] == ["trials"]


@pytest.mark.parametrize(
    "asked",
    ["show=best", "maturity=x", "older=1", "older=1-2-3", "resource=x", "language=de"],
)
def test_an_address_that_nobody_gave_out_is_refused(town, visit, asked):
    assert visit(town.maelle).open(f"/practices?{asked}").status_code in (404, 422)


def test_cards_on_what_the_lms_hides_are_not_told_apart(town, visit, shelve):
    secret = town.resource(town.vente, "Caché", visible=False)
    shelve(town.claire, "Se taire", on=[secret])

    assert titles(visit(town.claire), f"/practices?resource={secret.id}") == ["Se taire"]
    assert visit(town.maelle).open(f"/practices?resource={secret.id}").status_code == 404
    assert "Caché" not in visit(town.maelle).open("/practices").text


def test_mine_are_those_i_write_or_agreed_to_and_my_drafts(town, visit, shelve):
    shelve(town.karim, "À nous deux", town.maelle)
    shelve(town.karim, "À lui")
    practice(town, town.maelle, state=State.draft, title="Brouillon")
    hidden = shelve(town.maelle, "Masquée", days=3)
    town.add(hidden, PracticeHiding(practice_id=hidden.id, member_id=town.claire.id))
    maelle = visit(town.maelle)
    page = Page(maelle.open("/practices?show=mine"))

    assert titles(maelle, "/practices?show=mine") == ["À nous deux", "Masquée"]
    assert "Out of sight" in page.main
    assert page.links("Brouillon")
    assert "Brouillon" not in visit(town.karim).open("/practices?show=mine").text


@pytest.mark.parametrize("show", ["all", "trials"])
def test_a_long_list_goes_on_without_leaving_any_out(town, visit, shelve, tell, show):
    cards = [shelve(town.solene, f"Fiche {n:02}", days=n // 4) for n in range(45)]
    for n, card in enumerate(cards):
        tell(card, *[WORKED] * (n % 3))
    maelle = visit(town.maelle)

    path, seen = f"/practices?show={show}", []
    while path:
        seen += titles(maelle, path)
        further = Page(maelle.open(path)).links("Further practices")
        path = further[0].removeprefix(maelle.path) if further else ""
    assert len(seen) == 45
    assert sorted(seen) == sorted(card.title for card in cards)
    if show == "trials":
        tried = [int(re.findall(r"\d+", title)[0]) % 3 for title in seen]
        assert tried == sorted(tried)


def test_each_empty_list_says_what_to_do(town, visit):
    maelle = visit(town.maelle)
    for asked, words, label in (
        ("", "What do you do at work", "Write the first practice"),
        ("?show=trials", "tried enough for now", "All practices"),
        ("?show=saved", "You have saved no practice yet", "All practices"),
        ("?show=mine", "None of these practices is yours", "Write a practice"),
        ("?maturity=proven", "No practice has all of this", "Without these filters"),
    ):
        page = Page(maelle.open(f"/practices{asked}"))
        assert words in page.main
        assert page.links(label)


def test_who_may_not_write_is_not_asked_to(town, visit):
    assert Page(visit(town.maelle).open("/practices")).links("Write a practice")
    assert not Page(visit(town.michel).open("/practices")).links("Write a practice")


def test_the_team_learns_what_waits_to_be_read(town, visit):
    practice(town, town.solene, state=State.in_review)

    assert "1 practice waits" in Page(visit(town.aurore).open("/practices")).main
    assert "waits for the team" not in Page(visit(town.maelle).open("/practices")).main


def test_what_is_thrown_away_or_declined_leads_to_the_list(town, visit):
    draft = practice(town, town.solene, state=State.draft)
    answer = visit(town.solene).submit(f"{draft.path}/delete")

    assert str(answer.url).endswith("/practices")
    assert answer.status_code == 200


def test_what_members_wrote_is_no_markup(town, visit, shelve):
    bad = "<script>alert(1)</script>"
    shelve(town.solene, bad, skills=[bad], job=bad, fails_when=bad)
    page = visit(town.maelle).open(f"/practices?job={bad}&skill={bad}").text

    assert bad not in page
    assert "&lt;script&gt;" in page


def test_maturity_is_what_the_card_shows(town, visit, shelve):
    card = shelve(town.solene, "Éprouvée")
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        db.get_one(Practice, card.id).maturity = Maturity.proven

    assert titles(visit(town.maelle), "/practices?maturity=proven") == ["Éprouvée"]
    assert titles(visit(town.maelle), "/practices?maturity=idea") == []
