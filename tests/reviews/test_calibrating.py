"""Five minutes on an example before the first review."""

import pytest

from lti_social.challenges.models import Challenge, Criterion
from lti_social.challenges.phases import Phase
from lti_social.reviews.models import Calibration
from tests.challenges.asked import ASKED
from tests.contests import challenge, review, submission
from tests.pages import Page
from tests.visitor import Visitor


def criteria_of(town, asked) -> list[Criterion]:
    return list(town.rows(town.vente, Criterion, challenge_id=asked.id))


def looked(town, asked, *there: str) -> dict[str, str]:
    rows = criteria_of(town, asked)
    return {f"there-{row.id}": said for row, said in zip(rows, there, strict=True)}


def exemplify(town, claire: Visitor, asked: Challenge) -> None:
    """As the trainer's form sends it: the first criterion is not there yet."""
    first, second = (row.id for row in criteria_of(town, asked))
    claire.submit(
        f"{asked.path}/example",
        text="— Vous voulez un prêt ?\n— Oui.",
        **{f"found-{first}": "not_yet", f"because-{first}": "On répond par oui."},
        **{f"found-{second}": "there", f"because-{second}": "Ses mots y sont."},
    )


@pytest.fixture
def asked(town, visit):
    challenge(town, town.claire, Phase.closed)  # its criteria have the first numbers
    asked = challenge(town, town.claire, Phase.reviewing)
    exemplify(town, visit(town.claire), asked)
    return asked


def found(page: Page) -> list[str]:
    """What the page says of each criterion that it tells of."""
    return [one.text for one in page.all("p") if one.is_within("rows")]


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

    assert found(page) == [
        *("Not yet Questions ouvertes", "On répond par oui.", "You had chosen “there”."),
        *("There Reformulation", "Ses mots y sont.", "You found the same."),
    ]
    (link,) = page.links("Go on to your review")
    assert Page(karim.get(link)).the("works")
    assert len(town.rows(town.vente, Calibration)) == 1


def test_of_a_criterion_that_came_later_nothing_is_said(town, visit, asked):
    """The second is given up after the look, and a third added: in SQLite under the number
    of the one that is no more."""
    karim, claire = visit(town.karim), visit(town.claire)
    karim.submit(f"{asked.path}/calibrate", **looked(town, asked, "1", "1"))
    other = {"criterion-2-title": "", "criterion-2-there": "", "criterion-2-not_yet": ""}
    new = {"criterion-3-title": "Silence", "criterion-3-there": "oui"}
    new |= {"criterion-3-not_yet": "non"}

    claire.submit(f"{asked.path}/edit", **(ASKED | other))
    claire.submit(f"{asked.path}/edit", **(ASKED | other | new))

    page = Page(karim.open(f"{asked.path}/calibrate"))
    assert found(page) == [
        *("Not yet Questions ouvertes", "On répond par oui.", "You had chosen “there”."),
    ]
    form = Page(claire.open(f"{asked.path}/example"))
    checked = [
        e.attributes["value"] for e in form.all("input") if "checked" in e.attributes
    ]
    assert checked == ["not_yet"]


def test_of_what_one_was_not_asked_one_had_chosen_nothing(town, visit, asked):
    karim, claire = visit(town.karim), visit(town.claire)
    karim.submit(f"{asked.path}/calibrate", **looked(town, asked, "1", "1"))
    new = {f"criterion-3-{part}": "Silence" for part in ("title", "there", "not_yet")}
    claire.submit(f"{asked.path}/edit", **(ASKED | new))
    added = criteria_of(town, asked)[2].id
    said = {f"found-{added}": "not_yet", f"because-{added}": "Elle enchaîne."}

    claire.submit(f"{asked.path}/example", text="Un récit.", **said)

    page = Page(karim.open(f"{asked.path}/calibrate"))
    assert found(page) == ["Not yet Silence", "Elle enchaîne."]


def test_an_example_of_which_nothing_is_said_says_so(town, visit, asked):
    visit(town.claire).submit(f"{asked.path}/example", text="Un récit.")
    karim = visit(town.karim)

    page = Page(karim.submit(f"{asked.path}/calibrate", **looked(town, asked, "1", "1")))

    assert "Nobody has written down yet what one finds" in page.main
    assert found(page) == []


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
