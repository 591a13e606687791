"""What the page of a card, and the list of what is passed on, ask the database."""

from tests.cards import practice
from tests.sharing.passing import agree, received, widen

OWN = ("widening", "consent", "course_trial", "copy.authors")


def test_the_ladder_asks_two_questions_and_two_more_once_it_was_passed_on(
    town, visit, counted, evening, in_course
):
    local, maelle = practice(town, town.solene), visit(town.maelle)
    (there,) = received(town, evening.cohort)
    ines = visit(evening.ines)
    for visitor, card, most in (
        (maelle, local, 2),
        (maelle, in_course, 4),
        (ines, there, 1),
    ):
        with counted() as asked:
            assert visitor.open(card.path).status_code == 200
        of_sharing = [said for said in asked if any(one in said for one in OWN)]
        assert len(of_sharing) <= most, "\n\n".join(of_sharing)


def test_a_longer_list_asks_no_more(town, visit, counted, evening):
    claire = visit(town.claire)
    several = []
    for number in range(6):
        card = practice(town, town.solene, title=f"Pratique {number}")
        agree(visit(town.solene), card)
        widen(claire, card)
        claire.open("/shared")
        with counted() as asked:
            claire.open("/shared")
        several.append(len(asked))

    assert several == [3] * 6
