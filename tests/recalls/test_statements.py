"""What a card's page costs the database for how it is looked after."""

from lti_social.recalls.models import Need, UpdateNeed
from tests.pages import Page


def test_a_card_s_page_asks_the_same_whatever_there_is_to_say(
    town, visit, card, saves, counted
):
    maelle = visit(town.maelle)
    maelle.open(card.path)
    with counted() as few:
        maelle.open(card.path)

    for why in (Need.date, Need.changed, Need.vanished, Need.asked):
        town.add(card, UpdateNeed(practice_id=card.id, need=why))
    saves(town.maelle, card)
    with counted() as many:
        page = Page(maelle.open(card.path))

    assert "Needs an update" in page.main
    assert len(few) == len(many)
    assert len([said for said in many if "update_need" in said]) == 1
    assert len([said for said in many if "recall" in said]) == 1
