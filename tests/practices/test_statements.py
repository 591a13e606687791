"""What the pages of cards cost the database, however much there is."""

import pytest

from tests.cards import practice


@pytest.fixture
def card(town, visit, write):
    """By three, on two resources, inspired by one of many and inspiring another."""
    parts = [town.resource(town.vente, f"Partie {n}") for n in (1, 2)]
    cards = [practice(town, town.karim, title=f"Fiche {n}") for n in range(20)]
    solene = visit(town.solene)
    about = {f"about-{part.id}": "page 4" for part in parts}
    others = {f"with-{m.id}": "1" for m in (town.karim, town.maelle)}
    card = write(
        solene, inspired_by=str(cards[0].id), skills="Écouter, Taire", **about, **others
    )
    for member in (town.karim, town.maelle):
        visit(member).submit(f"{card.path}/credit", on="1")
    solene.submit(f"{card.path}/publish")
    write(visit(town.karim), inspired_by=str(card.id), publish="1")
    return card


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/practices/new", 6),
        ("/practices/new?from_post={post}", 12),
        ("{card}/edit", 11),
        ("{card}/history", 4),
        ("{card}", 20),
    ],
)
def test_a_page_takes_few_statements(town, visit, counted, card, path, most):
    post = town.answer(town.question(town.solene), town.karim)
    solene = visit(town.solene)
    with counted() as asked:
        answer = solene.open(path.format(card=card.path, post=post.id))

    assert answer.status_code == 200
    assert len(asked) <= most, "\n\n".join(asked)


def test_every_statement_names_the_cohort(town, visit, counted, card):
    claire = visit(town.claire)
    with counted() as asked:
        for path in (card.path, f"{card.path}/history", "/practices/waiting"):
            claire.open(path)

    assert [said for said in asked if "cohort_id" not in said] == []
