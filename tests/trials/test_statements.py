"""What the pages of trials cost the database, however many there are."""

import pytest


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/me/trials", 4),
        ("{card}/trials", 7),
        ("{card}/trials/new", 7),
        ("{card}", 21),
    ],
)
def test_a_page_takes_few_statements(town, visit, counted, busy, path, most):
    karim = visit(town.karim)
    with counted() as asked:
        answer = karim.open(path.format(card=busy.path))

    assert answer.status_code == 200
    assert len(asked) <= most, "\n\n".join(asked)
    assert [said for said in asked if "cohort_id" not in said] == []


@pytest.fixture
def busy(town, plans, tells, card):
    """Told of six times, and somebody means to try it."""
    for n in range(6):
        tells(town.aurore, "failed" if n % 2 else "worked", f"Site {n}")
    plans(town.karim)
    return card
