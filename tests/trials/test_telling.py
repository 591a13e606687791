"""A report of a trial: told in a minute, edited, withdrawn, heard of."""

import pytest

from lti_social.files.models import Attachment
from lti_social.notifications.models import Kind, Notice
from lti_social.practices.models import Maturity
from lti_social.practices.origins import Lineage
from lti_social.trials.models import Caveat, Trial
from lti_social.web.session import FORM_KEY
from tests.cards import practice
from tests.pages import Page


def test_it_stands_on_the_card_for_everybody(town, visit, tells, card):
    trial = tells(town.karim, "adapted", words="Au téléphone, je lis la phrase.")

    page = Page(visit(town.solene).open(card.path))
    assert "One trial, by one person" in page.main
    assert page.the(f"trial-{trial.id}").tag == "li"
    assert "Worked, adapted" in page.main
    assert "Au téléphone, je lis la phrase." in page.main
    assert "Karim, Orléans" in page.main


def test_the_form_begins_with_the_plan_and_the_last_context(
    town, visit, plans, tells, card
):
    tells(town.karim, context="Le Mans")
    plans(town.karim)

    page = Page(visit(town.karim).open(f"{card.path}/trials/new"))
    assert "When un client hésite, I redis ses mots." in page.main
    assert page.the("context").attributes["value"] == "Le Mans"
    assert page.the("happened_on").attributes["value"] == "2026-11-24"


def test_with_three_it_is_said_how_often_it_works(town, visit, tells, theo, card):
    for member in (town.karim, town.aurore):
        tells(member)
    assert "One more trial" in Page(visit(town.karim).open(card.path)).main
    tells(theo, "failed")

    page = Page(visit(town.karim).open(card.path)).main
    assert "2 of 3 successes" in page
    assert "between 21% and 94%" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"outcome": "great"}, "What came of it"),
        ({"happened_on": "2026-11-25"}, "this day is still to come"),
        ({"happened_on": "2020-11-25"}, "more than two years ago"),
        ({"words": "x" * 2001}, "What I changed"),
        ({"context": "x" * 81}, "Where: a site, a team"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(town, visit, card, said, sentence):
    sent = {"outcome": "worked", "words": "Mes deux lignes."} | said
    answer = visit(town.karim).submit(f"{card.path}/trials", **sent)

    assert answer.status_code == 422
    assert sentence in Page(answer).main
    assert sent["words"] in answer.text
    assert town.rows(card, Trial) == []


def test_its_authors_do_not_report_on_it(town, visit, card):
    for member in (town.solene, town.maelle):
        answer = visit(member).submit(f"{card.path}/trials", outcome="worked")
        assert answer.status_code == 403


def test_it_is_edited_and_counts_anew(town, visit, tells, card, maturity):
    trial = tells(town.karim)
    assert maturity() is Maturity.promising

    karim = visit(town.karim)
    page = Page(karim.open(f"{trial.path}/edit"))
    assert page.the("context").attributes["value"] == "Orléans"
    karim.submit(f"{trial.path}/edit", outcome="failed", context="Orléans", words="Non.")

    assert maturity() is Maturity.idea
    assert town.again(card).failed == 1
    assert "edited" in Page(visit(town.solene).open(card.path)).main


def test_only_who_told_it_edits_or_withdraws_it(town, visit, tells):
    trial = tells(town.karim)

    for act in ("edit", "withdraw"):
        for member, status in ((town.claire, 403), (town.solene, 403), (town.nadia, 404)):
            assert visit(member).open(f"{trial.path}/{act}").status_code == status
            sent = {"outcome": "failed"}
            answer = visit(member).submit(f"{trial.path}/{act}", **sent)
            assert answer.status_code == status


def test_withdrawn_its_words_are_gone_and_nobody_hears_of_it(
    town, visit, tells, card, maturity, run_jobs
):
    trial = tells(town.karim, words="Chez Mme Untel.")
    run_jobs()
    assert len(town.rows(card, Notice, kind=Kind.tried)) == 2

    visit(town.karim).submit(f"{trial.path}/withdraw")

    assert maturity() is Maturity.idea
    assert town.again(trial).words == ""
    assert town.rows(card, Notice, kind=Kind.tried) == []
    assert visit(town.karim).open(trial.path).status_code == 404
    assert "Mme Untel" not in visit(town.solene).open(card.path).text


def test_who_wrote_it_hears_of_it_and_who_inspired_it(
    town, visit, write_card, tells, card, run_jobs
):
    inspired = write_card(visit(town.karim), inspired_by=card)
    run_jobs()
    sent = {"outcome": "worked"}
    visit(town.aurore).submit(f"{inspired.path}/trials", **sent)
    run_jobs()

    readers = {row.member_id for row in town.rows(card, Notice, kind=Kind.tried)}
    assert readers == {town.karim.id, town.solene.id, town.maelle.id}


def test_a_file_hangs_on_a_report(town, visit, card):
    karim = visit(town.karim)
    answer = karim.post(
        f"{karim.path}{card.path}/trials",
        data={FORM_KEY: karim.form_key, "outcome": "worked"},
        files={"file1": ("notes.txt", b"Une ligne.", "text/plain")},
    )
    assert answer.status_code == 200, answer.text
    (file,) = town.rows(card, Attachment)

    page = Page(visit(town.solene).open(card.path))
    (path,) = page.links("notes.txt")
    assert visit(town.solene).get(path).content == b"Une ligne."
    assert visit(town.nadia).get(path).status_code == 404
    assert file.trial_id == town.rows(card, Trial)[-1].id


def test_a_failure_is_taken_into_the_card_and_credited(town, visit, tells, card):
    trial = tells(town.karim, "failed", words="Client debout, pressé.")
    solene = visit(town.solene)
    assert Page(solene.open(card.path)).links("Take it into the card")

    line = "Le client est debout : allez au devis."
    page = Page(solene.submit(f"{trial.path}/merge", words=line))
    assert f"{line} Karim" in page.main
    assert town.again(card).version == 2
    assert "Taken into version 2" in page.main

    solene.submit(f"{trial.path}/unmerge")
    assert line not in Page(solene.open(card.path)).main
    assert town.rows(card, Caveat) == []


def test_only_who_writes_the_card_and_the_team_take_it_in(town, visit, tells):
    trial = tells(town.karim, "failed")

    sent = {"words": "Une ligne."}
    for member, status in ((town.karim, 403), (town.nadia, 404), (town.michel, 403)):
        assert visit(member).submit(f"{trial.path}/merge", **sent).status_code == status
    assert visit(town.claire).submit(f"{trial.path}/merge", **sent).status_code == 200


def test_its_address_leads_to_it_among_many(town, visit, tells, card):
    first = tells(town.karim, words="La toute première fois.")
    for _ in range(25):
        tells(town.aurore)

    answer = visit(town.solene).open(first.path)
    assert "La toute première fois." in answer.text
    page = Page(visit(town.solene).open(f"{card.path}/trials"))
    assert page.links("Older reports")
    assert "La toute première fois." not in page.main


def test_my_trials_hold_what_i_told(town, visit, tells, card):
    trial = tells(town.karim, words="Deux lignes.")

    page = Page(visit(town.karim).open("/me/trials"))
    assert "Deux lignes." in page.main
    assert page.links(card.title)[0].endswith(trial.path)
    assert "Deux lignes." not in visit(town.aurore).open("/me/trials").text


def test_words_are_shown_as_they_were_typed(town, visit, tells, card):
    tells(town.karim, words="<script>x</script> & l’«essai»", context="<b>Ici</b>")

    page = Page(visit(town.solene).open(card.path))
    assert "<script>x</script> & l’«essai»" in page.main
    assert "<b>Ici</b>" in page.main


@pytest.fixture
def write_card(town):
    """A card of the visitor's, inspired by another."""

    def write(visitor, inspired_by):
        card = practice(town, visitor.member, title="Dire le temps qu’on a")
        link = {"practice_id": card.id, "source_id": inspired_by.id}
        town.add(card, Lineage(**link))
        return card

    return write
