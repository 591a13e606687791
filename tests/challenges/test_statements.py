"""What the pages of challenges cost the database, however much there is."""

import pytest

from lti_social.challenges.models import Format
from lti_social.challenges.phases import Phase
from tests.challenges.asked import days
from tests.contests import challenge


@pytest.fixture
def asked(town, visit, make):
    """A team's, on two resources, put off once, among twenty others."""
    for _ in range(20):
        challenge(town, town.claire, Phase.closed)
    parts = [town.resource(town.vente, f"Partie {n}") for n in (1, 2)]
    about = {f"about-{part.id}": "page 4" for part in parts}
    claire = visit(town.claire)
    made = make(claire, shape=Format.team.value, **about)
    for number, member in enumerate((town.solene, town.karim, town.maelle)):
        form = {"name": f"Équipe {number}", f"with-{member.id}": "1"}
        claire.submit(f"{made.path}/teams", **form)
    claire.submit(f"{made.path}/announce")
    claire.submit(f"{made.path}/extend", **days(1, 9, 16, 19, 21))
    return made


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/challenges/new", 2),
        ("/challenges/new?pattern=interview", 5),
        ("{asked}/edit", 6),
        ("{asked}/example", 3),
        ("{asked}/teams", 5),
        ("{asked}/extend", 2),
        ("{asked}", 14),
    ],
)
def test_a_page_takes_few_statements(town, visit, counted, asked, path, most):
    claire = visit(town.claire)
    with counted() as statements:
        answer = claire.open(path.format(asked=asked.path))

    assert answer.status_code == 200
    assert len(statements) <= most, "\n\n".join(statements)


def test_every_statement_names_whose_rows_it_asks(town, visit, counted, asked):
    claire = visit(town.claire)
    with counted() as statements:
        for path in ("", "/edit", "/example", "/teams", "/extend"):
            claire.open(f"{asked.path}{path}")

    owners = ("cohort_id", "course_id")
    assert [said for said in statements if not any(o in said for o in owners)] == []
