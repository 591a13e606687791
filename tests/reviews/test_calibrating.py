"""Five minutes on an example before the first review."""

import pytest

from lti_social.challenges.models import Criterion
from lti_social.challenges.phases import Phase
from lti_social.reviews.models import Calibration
from tests.contests import challenge, review, submission
from tests.pages import Page

EXAMPLE = {
    "text": "— Vous voulez un prêt ?\n— Oui.",
    "found": {
        "0": {"there": False, "why": "On répond par oui."},
        "1": {"there": True, "why": "Ses mots y sont."},
    },
}


@pytest.fixture
def asked(town):
    return challenge(town, town.claire, Phase.reviewing, example=EXAMPLE)


def looked(town, asked, *there: str) -> dict[str, str]:
    rows = town.rows(town.vente, Criterion, challenge_id=asked.id)
    return {f"there-{row.id}": said for row, said in zip(rows, there, strict=True)}


def test_who_reviews_looks_at_the_example_first(town, visit, mine, asked):
    karim = visit(town.karim)

    answer = karim.open(f"/reviews/{mine.id}")

    assert answer.url.path == f"{karim.path}{asked.path}/calibrate"
    page = Page(answer)
    assert "Vous voulez un prêt" in page.main
    assert "On répond par oui." not in page.main
    nothing = karim.submit(f"{asked.path}/calibrate", **looked(town, asked, "1", ""))
    assert nothing.status_code == 422

    page = Page(karim.submit(f"{asked.path}/calibrate", **looked(town, asked, "1", "1")))

    assert "On répond par oui." in page.main
    assert "You had chosen “there”." in page.main
    assert "You found the same." in page.main
    (link,) = page.links("Go on to your review")
    assert Page(karim.get(link)).the("works")
    assert len(town.rows(town.vente, Calibration)) == 1


def test_nor_does_anybody_write_before_that(town, visit, mine, asked):
    answer = visit(town.karim).submit(f"/reviews/{mine.id}", works="Le silence, à la fin.")

    assert answer.status_code == 403
    assert "Le silence, à la fin." in answer.text
    assert town.again(mine).works == ""


def test_what_one_found_is_nobody_else_s(town, visit, mine, asked):
    visit(town.karim).submit(f"{asked.path}/calibrate", **looked(town, asked, "1", "1"))

    assert "You had chosen" not in visit(town.claire).open(f"{asked.path}/calibrate").text


def test_where_there_is_no_example_nobody_is_stopped(town, visit):
    asked = challenge(town, town.claire, Phase.reviewing)
    given = review(town, submission(town, asked, town.solene), town.karim)

    karim = visit(town.karim)
    assert Page(karim.open(f"/reviews/{given.id}")).the("works")
    assert karim.open(f"{asked.path}/calibrate").status_code == 404


def test_who_teaches_knows_the_example(town, visit, asked, work):
    given = review(town, work, town.claire, by="facilitator")

    assert Page(visit(town.claire).open(f"/reviews/{given.id}")).the("works")
