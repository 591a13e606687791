"""After the reviews: revised beside the first version, kept, and shown by consent."""

import pytest

from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.submissions.models import Showcase, State, SubmissionVersion
from tests.contests import challenge, submission
from tests.pages import Page
from tests.reviews.looking_after import change, days_pass
from tests.submissions.conftest import sent, team


@pytest.fixture
def revising(town):
    return challenge(town, town.claire, Phase.revising)


@pytest.fixture
def work(town, revising):
    return submission(town, revising, town.solene, released_at=now())


def test_a_revision_stands_beside_the_first_version(town, visit, revising, work):
    solene = visit(town.solene)
    page = Page(solene.open(f"{revising.path}/hand-in"))
    assert "Revise my work" in page.main
    assert "Keep as a draft" not in page.main

    sent(solene, revising, body="Elle a parlé trois minutes.")

    again = town.again(work)
    assert again.revised_at
    assert (again.version, again.late, again.state) == (2, False, State.submitted)
    first, second = town.rows(town.vente, SubmissionVersion)
    assert (first.body, second.body) == (work.body, again.body)
    page = Page(solene.open(f"{work.path}/changes"))
    assert [one.text for one in page.all("ins")] == ["new: trois"]


def test_kept_as_it_is_it_is_final(town, visit, revising, work):
    solene = visit(town.solene)
    assert "Keep it as it is" in Page(solene.open(work.path)).main

    solene.submit(f"{work.path}/keep")

    assert town.again(work).state is State.final
    assert "Final version" in Page(solene.open(work.path)).main
    assert sent(solene, revising).status_code == 403


def test_before_its_reviews_are_there_nothing_is_revised(town, visit):
    asked = challenge(town, town.claire, Phase.reviewing)
    work = submission(town, asked, town.solene)
    solene = visit(town.solene)

    assert sent(solene, asked).status_code == 403
    assert solene.submit(f"{work.path}/keep").status_code == 403
    change(town, work, released_at=now())
    assert sent(solene, asked, body="Mieux.").status_code == 200
    assert town.again(work).revised_at


def test_only_its_author_shows_it_and_once_reviews_are_over(town, visit, revising, work):
    solene, karim = visit(town.solene), visit(town.karim)
    page = Page(solene.submit(f"{work.path}/showcase", on="1"))
    assert "The cohort sees it once the revision is over, on " in page.main
    assert "You let the cohort see it" not in page.main
    assert karim.open(work.path).status_code == 404  # who reviews would know whose it is
    assert "Nobody has chosen" in Page(karim.open(f"{revising.path}/showcase")).main

    days_pass(town, revising, 7)

    assert work.title in Page(karim.open(f"{revising.path}/showcase")).main
    assert "Solène" in Page(karim.open(work.path)).main
    assert "You let the cohort see it, with your name." in Page(solene.open(work.path)).main
    assert "1 work is shown" in Page(karim.open(revising.path)).main
    solene.submit(f"{work.path}/showcase", on="0")
    assert karim.open(work.path).status_code == 404
    assert town.rows(town.vente, Showcase) == []


def test_what_it_said_before_is_shown_to_nobody_else(town, visit, revising, work):
    solene, karim = visit(town.solene), visit(town.karim)
    sent(solene, revising, body="Sans le nom du client.")
    solene.submit(f"{work.path}/showcase", on="1")
    days_pass(town, revising, 7)
    path, label = f"{work.path}/changes", "What changed since the first version"

    assert "Sans le nom du client." in Page(karim.open(work.path)).main
    assert karim.open(path).status_code == 404
    assert Page(karim.open(work.path)).links(label) == []
    for one in (solene, visit(town.claire)):
        assert one.open(path).status_code == 200
        assert Page(one.open(work.path)).links(label)


def test_a_team_s_is_shown_once_each_of_them_says_so(town, visit):
    asked = challenge(town, town.claire, Phase.debrief, format="team")
    bleus = team(town, asked, town.solene, town.karim)
    work = submission(town, asked, town.solene, team_id=bleus.id)

    visit(town.solene).submit(f"{work.path}/showcase", on="1")
    assert visit(town.maelle).open(work.path).status_code == 404
    visit(town.karim).submit(f"{work.path}/showcase", on="1")

    assert "Les Bleus" in Page(visit(town.maelle).open(f"{asked.path}/showcase")).main
    visit(town.solene).submit(f"{work.path}/withdraw")
    assert visit(town.maelle).open(work.path).status_code == 200
