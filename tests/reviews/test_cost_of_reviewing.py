"""What the pages of reviewing ask of the database, however much there is."""

import pytest

from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from tests.cards import practice
from tests.contests import challenge, review, submission
from tests.reviews.conftest import SAID
from tests.reviews.looking_after import change


@pytest.fixture
def asked(town):
    example = {"text": "Un exemple.", "found": {}}
    return challenge(town, town.claire, Phase.reviewing, example=example)


@pytest.fixture
def much(town, visit, asked, criteria, work, mine) -> dict[str, str]:
    """Four reviews of Solène’s work, with a card; Karim reads five, and has calibrated."""
    town.resource(town.vente, "Le guide du vendeur")
    change(town, work, practice_id=practice(town, town.solene).id, released_at=now())
    for number in range(4):
        other = town.member(town.vente, f"Autre {number}")
        review(town, work, other, state="sent", **SAID)
        review(town, submission(town, asked, other), town.karim)
    found = {f"there-{n}": "1" for n in criteria}
    visit(town.karim).submit(f"{asked.path}/calibrate", **found)
    return {"review": str(mine.id), "asked": asked.path, "work": work.path}


@pytest.mark.parametrize(
    ("who", "page", "most"),
    [
        ("karim", "/reviews/{review}", 13),
        ("karim", "{asked}/calibrate", 6),
        ("karim", "{asked}", 15),
        ("solene", "{asked}", 15),
        ("solene", "{work}/reviews", 9),
        ("claire", "{work}/reviews", 9),
    ],
)
def test_a_page_takes_few_statements(town, visit, counted, much, who, page, most):
    reader, path = visit(getattr(town, who)), page.format(**much)
    with counted() as said:
        answer = reader.open(path)

    assert answer.status_code == 200
    assert answer.url.path.endswith(path)
    assert len(said) <= most, "\n\n".join(said)
