"""What authors read of their work, once all reviews are released, and what they answer."""

import pytest

from lti_social.core.clock import now
from lti_social.notifications.models import Kind
from lti_social.reviews.models import ReviewHiding, State, Useful
from tests.contests import review
from tests.pages import Page
from tests.reviews.conftest import SAID
from tests.reviews.looking_after import change, comes_back, is_hidden, told


@pytest.fixture
def sent(town, mine, write, visit):
    write(visit(town.karim), mine)
    return mine


def test_authors_read_them_once_they_are_released(town, visit, asked, work, sent):
    solene, path = visit(town.solene), f"{work.path}/reviews"
    assert solene.open(path).status_code == 404
    assert SAID["works"] not in solene.open(asked.path).text

    change(town, work, released_at=now())

    page = Page(solene.open(path))
    assert all(said in page.main for said in SAID.values())
    assert "Limited anonymity" in page.main
    assert Page(solene.open(asked.path)).links("Read your review")
    for other in (town.karim, town.maelle, town.michel, town.nadia):
        assert visit(other).open(path).status_code == 404


def test_the_team_reads_all_with_names(town, visit, work, sent):
    page = Page(visit(town.aurore).open(f"{work.path}/reviews"))

    assert "Review 1, Karim" in page.main
    assert SAID["question"] in page.main


def test_of_the_team_who_is_asked_writes_first(town, visit, work, sent, write):
    given = review(town, work, town.claire, by="facilitator")
    claire = visit(town.claire)
    page = Page(claire.open(f"{work.path}/reviews"))
    assert "Send yours first" in page.main
    assert SAID["works"] not in page.main

    write(claire, given)

    assert SAID["works"] in Page(claire.open(f"{work.path}/reviews")).main


def test_nor_does_who_teaches_owe_one_first_of_what_is_out_of_sight(
    town, visit, work, sent
):
    review(town, work, town.claire, by="facilitator", state=State.started)

    is_hidden(town, work)

    page = Page(visit(town.claire).open(f"{work.path}/reviews"))
    assert SAID["works"] in page.main


def test_the_receiver_says_how_useful_it_was_and_answers(town, visit, work, sent):
    change(town, work, released_at=now())
    solene = visit(town.solene)

    solene.submit(f"/reviews/{sent.id}/rate", useful="much", answer="Au deuxième silence.")

    again = town.again(sent)
    assert (again.useful, again.answer) == (Useful.much, "Au deuxième silence.")
    assert told(town, Kind.answered) == {town.karim.id}
    page = Page(visit(town.karim).open(f"/reviews/{sent.id}"))
    assert "Did it help? A lot." in page.main
    assert "Au deuxième silence." in page.main
    solene.submit(f"/reviews/{sent.id}/rate", useful="little", answer="")
    assert town.again(sent).useful is Useful.little
    assert solene.submit(f"/reviews/{sent.id}/rate", useful="zéro").status_code == 422


def test_nobody_else_rates_and_none_before_it_is_released(town, visit, work, sent):
    for other in (town.solene, town.karim, town.claire, town.nadia):
        answer = visit(other).submit(f"/reviews/{sent.id}/rate", useful="much")
        assert answer.status_code == 404
    assert town.again(sent).useful is None


def test_what_is_out_of_sight_is_not_received(town, visit, work, sent):
    change(town, work, released_at=now())
    town.add(sent, ReviewHiding(review_id=sent.id, member_id=town.claire.id))

    assert SAID["works"] not in visit(town.solene).open(f"{work.path}/reviews").text
    assert "Out of sight" in visit(town.claire).open(f"{work.path}/reviews").text
    assert "Out of sight" in visit(town.karim).open(f"/reviews/{sent.id}").text


def test_what_was_sent_is_received_when_the_challenge_is_cancelled(
    town, visit, asked, work, sent
):
    """Karim’s own work was read by nobody yet: of it there is nothing to say."""
    hers, his = town.rows(town.vente, type(work))
    claire = visit(town.claire)
    assert (
        "they read the reviews that were sent" in claire.open(f"{asked.path}/cancel").text
    )

    claire.submit(f"{asked.path}/cancel", reason="Trop tôt.")

    assert town.again(hers).released_at
    assert not town.again(his).released_at
    assert told(town, Kind.feedback) == {town.solene.id}
    solene = visit(town.solene)
    (link,) = Page(solene.open(asked.path)).links("Read your review")
    page = Page(solene.get(link))
    assert all(said in page.main for said in SAID.values())
    assert "Karim" not in page.main
    assert "that you received" not in Page(visit(town.karim).open(asked.path)).main
    solene.submit(f"/reviews/{sent.id}/rate", useful="much")
    assert town.again(sent).useful is Useful.much


def test_what_was_out_of_sight_then_is_received_once_it_is_shown_again(
    town, visit, asked, work, sent
):
    is_hidden(town, work)
    visit(town.claire).submit(f"{asked.path}/cancel", reason="Trop tôt.")
    assert not town.again(work).released_at

    comes_back(town, work)

    assert town.again(work).released_at
    assert told(town, Kind.feedback) == {town.solene.id}


def test_what_did_not_come_is_no_review(town, visit, work, mine):
    change(town, work, released_at=now())
    change(town, mine, state=State.expired, works="Un brouillon.")

    page = Page(visit(town.solene).open(f"{work.path}/reviews"))
    assert "No review has come." in page.main
    assert "Un brouillon" not in page.main
