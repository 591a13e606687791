"""Cards close to one: good for the same, or on the same resources."""

from lti_social.practices.models import PracticeHiding, State
from tests.pages import Page


def close_to(visitor, card) -> list[str]:
    page = Page(visitor.open(card.path))
    headings = [one for one in page.all("h2") if one.text == "Close to this one"]
    if not headings:
        return []
    section = headings[0].inside
    return [one.text for one in page.all("a", "hit") if _is_in(one, section)]


def _is_in(element, section) -> bool:
    above = element.inside
    while above is not None and above is not section:
        above = above.inside
    return above is section


def test_the_more_they_share_the_closer_they_are(town, visit, shelve):
    guide = town.resource(town.vente, "Le guide")
    card = shelve(town.solene, "Celle-ci", skills=["Écouter", "Conclure"], on=[guide])
    shelve(town.karim, "Une chose", skills=["écouter"], days=1)
    shelve(town.karim, "Deux choses", skills=["Conclure"], on=[guide], days=9)
    shelve(town.karim, "La ressource", on=[guide], days=2)
    shelve(town.karim, "Rien", skills=["Relancer"])

    assert close_to(visit(town.maelle), card) == [
        *("Deux choses", "Une chose", "La ressource"),
    ]


def test_five_at_most_and_only_what_is_offered(town, visit, shelve):
    card = shelve(town.solene, "Celle-ci", skills=["Écouter"])
    for n in range(7):
        shelve(town.karim, f"Fiche {n}", skills=["Écouter"], days=n)
    shelve(town.karim, "Brouillon", skills=["Écouter"], state=State.draft)
    shelve(town.karim, "Archivée", skills=["Écouter"], state=State.archived)
    hidden = shelve(town.karim, "Masquée", skills=["Écouter"])
    town.add(hidden, PracticeHiding(practice_id=hidden.id, member_id=town.claire.id))

    assert close_to(visit(town.maelle), card) == [f"Fiche {n}" for n in range(5)]


def test_a_card_that_is_like_no_other_says_nothing_of_it(town, visit, shelve):
    card = shelve(town.solene, "Celle-ci", skills=["Écouter"])

    assert close_to(visit(town.maelle), card) == []
