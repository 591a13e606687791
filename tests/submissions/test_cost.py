"""What the pages of handing in ask of the database."""

import pytest

from tests.contests import submission


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("{asked}/hand-in", 9),
        ("{work}", 12),
        ("{work}/changes", 6),
        ("{asked}/showcase", 5),
    ],
)
def test_a_page_takes_few_statements(town, visit, counted, asked, page, most):
    work = submission(town, asked, town.solene)
    town.resource(town.vente, "Le guide du vendeur")
    solene = visit(town.solene)
    with counted() as said:
        answer = solene.open(page.format(asked=asked.path, work=work.path))

    assert answer.status_code == 200
    assert len(said) <= most, "\n\n".join(said)
