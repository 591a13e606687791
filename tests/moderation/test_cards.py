"""Practices and reports of trials out of sight: what follows, and who still reads them."""

import pytest

from lti_social.core.wall import open_cohort
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind, Notice
from lti_social.practices.models import Practice
from lti_social.trials.counting import recount
from lti_social.trials.models import Because, Outcome
from tests.cards import CARD, practice, trial
from tests.moderation.looking import notices, queue
from tests.pages import Page

WHY = "Le nom de la cliente y figure."
TITLE = "Reformuler la situation avant de parler produit"


@pytest.fixture
def card(town):
    """Solène's and Aurore's."""
    return practice(town, town.solene, town.aurore)


@pytest.fixture
def hide(visit, town):
    def by_claire(path: str) -> None:
        answer = visit(town.claire).submit_by_script(f"{path}/hide", reason=WHY)
        assert "HX-Redirect" in answer.headers

    return by_claire


def test_its_authors_and_the_team_read_a_hidden_card_and_why(town, visit, hide, card):
    hide(card.path)

    for who in (town.solene, town.aurore, town.claire):
        page = Page(visit(who).open(card.path))
        assert TITLE in page.main
        assert f"The reason: {WHY}" in page.main
    assert Page(visit(town.solene).open(card.path)).links("What you can do")
    assert Page(visit(town.claire).open(card.path)).links("Read and decide")
    for who in (town.karim, town.michel, town.nadia):
        assert visit(who).open(card.path).status_code == 404


def test_its_page_leads_to_the_report_and_to_hiding_it(town, visit, card):
    def offered(who) -> tuple[bool, bool]:
        page = Page(visit(who).open(card.path))
        return bool(page.links("Report to the team")), bool(page.links("Hide, with a"))

    assert offered(town.karim) == (True, False)
    assert offered(town.claire) == (True, True)
    for who in (town.solene, town.aurore, town.michel):
        assert offered(who) == (False, False)


def test_a_co_author_decides_nothing_about_it(town, visit, card):
    sent = {"matter": "name", "reason": "On la reconnaît."}
    visit(town.karim).submit(f"{card.path}/report", **sent)
    aurore = visit(town.aurore)

    assert queue(aurore) == []
    assert aurore.submit(f"{card.path}/decide", act="left").status_code == 403
    assert aurore.open(f"{card.path}/report").status_code == 403
    assert len(queue(visit(town.claire))) == 1


def test_both_authors_hear_that_it_was_hidden(town, visit, run_jobs, hide, card):
    hide(card.path)
    run_jobs()

    for who in (town.solene, town.aurore):
        assert f"Claire hid what you wrote in “{TITLE}”" in notices(visit(who))


def test_older_notices_do_not_say_its_title_any_more(town, visit, hide, card):
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        tell(db, Kind.tried, [town.karim.id], About(card.path, card.path, TITLE), who="Léa")
    hide(card.path)

    told = notices(visit(town.karim))
    assert TITLE not in told
    assert "a practice that is no longer shown" in told


@pytest.fixture
def counted(town, card):
    """Three tried it; the counts follow."""
    told = [
        trial(town, card, who, outcome)
        for who, outcome in (
            (town.karim, Outcome.worked),
            (town.maelle, Outcome.worked),
            (town.claire, Outcome.failed),
        )
    ]
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        recount(db, db.get_one(Practice, card.id), Because.trial)
    return told


def test_a_hidden_report_counts_no_more_until_it_is_shown_again(
    town, visit, hide, card, counted
):
    assert town.again(card).worked == 2

    hide(f"/trials/{counted[0].id}")
    assert (town.again(card).worked, town.again(card).failed) == (1, 1)

    sent = {"act": "shown"}
    visit(town.aurore).submit(f"/trials/{counted[0].id}/decide", **sent)
    assert town.again(card).worked == 2


def test_nobody_is_told_any_more_of_a_report_that_is_hidden(town, hide, card, counted):
    path = counted[0].path
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        about = About(path, card.path, TITLE)
        tell(db, Kind.tried, [town.solene.id], about, who="Karim")

    hide(f"/trials/{counted[0].id}")

    assert town.rows(town.vente, Notice, kind=Kind.tried) == []


def test_a_report_of_a_hidden_card_is_not_found(town, visit, hide, card, counted):
    hide(card.path)

    path = f"/trials/{counted[0].id}/report"
    assert visit(town.maelle).open(path).status_code == 404
    assert visit(town.solene).open(path).status_code == 200


def test_what_was_covered_is_read_by_its_authors_and_the_team(town, visit, card):
    sent = {"matter": "name", "reason": "On la reconnaît."}
    visit(town.karim).submit(f"{card.path}/report", **sent)
    visit(town.claire).submit(f"{card.path}/decide", act="edit_asked", reason=WHY)

    said = "Je laisse mon client finir."
    new = CARD | {"steps": said, "changed": "Sans le nom.", "seen": town.again(card).stamp}
    visit(town.solene).submit(f"{card.path}/edit", **new, publish="1")

    for who, reads in ((town.karim, False), (town.solene, True), (town.claire, True)):
        told = Page(visit(who).open(f"{card.path}/history")).main
        assert "Version 2" in told
        assert ("Version 1" in told) is reads
