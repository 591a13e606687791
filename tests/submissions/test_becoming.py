"""What was handed in becomes a practice, with credits for its authors."""

from lti_social.challenges.phases import Phase
from lti_social.practices.models import Credit, Practice
from lti_social.submissions.models import Became, State
from tests.cards import CARD
from tests.contests import challenge, submission
from tests.pages import Page
from tests.submissions.conftest import team

BODY = "<p>Je me tais.</p><ul><li>Je compte</li><li>Je redis</li></ul>"


def test_its_text_is_the_steps_and_its_authors_are_credited(town, visit):
    asked = challenge(town, town.claire, Phase.debrief, format="team")
    bleus = team(town, asked, town.solene, town.karim)
    work = submission(town, asked, town.solene, team_id=bleus.id, body=BODY)
    solene = visit(town.solene)
    (link,) = Page(solene.open(work.path)).links("Make it a practice")

    page = Page(solene.get(link))

    assert page.the("title").attributes["value"] == work.title
    said = {e.attributes["name"]: "".join(e.said) for e in page.all("textarea")}
    assert said["steps"].splitlines() == ["Je me tais.", "Je compte", "Je redis"]
    assert said["problem"] == f"{asked.title}\n\n{asked.why}"
    assert "Credited for it, and told so: Karim." in page.main
    form = CARD | {"from_submission": str(work.id), "publish": "1"}
    solene.submit("/practices", **form)
    (card,) = town.rows(town.vente, Practice)
    assert {row.member_id for row in town.rows(town.vente, Credit)} == {
        town.solene.id,
        town.karim.id,
    }
    assert "Became a practice" not in Page(solene.open(work.path)).main
    visit(town.karim).submit(f"{card.path}/credit", on="1")
    solene.submit(f"{card.path}/publish")
    page = Page(solene.open(work.path))
    assert page.links(CARD["title"]) == [f"/c/{town.vente.id}{card.path}"]


def test_a_draft_that_is_thrown_away_leaves_nothing(town, visit):
    work = submission(town, challenge(town, town.claire), town.solene)
    solene = visit(town.solene)
    solene.submit("/practices", **CARD, from_submission=str(work.id))
    (card,) = town.rows(town.vente, Practice)

    solene.submit(f"{card.path}/delete")

    assert town.again(card) is None
    assert town.rows(town.vente, Became) == []


def test_who_does_not_read_it_makes_nothing_of_it(town, visit):
    asked = challenge(town, town.claire)
    work = submission(town, asked, town.solene)
    draft = submission(town, asked, town.karim, state=State.draft)

    for who, it in ((town.karim, work), (town.nadia, work), (town.karim, draft)):
        path = f"/practices/new?from_submission={it.id}"
        assert visit(who).open(path).status_code == 404
        form = CARD | {"from_submission": str(it.id)}
        assert visit(who).submit("/practices", **form).status_code == 404
    assert town.rows(town.vente, Practice) == []
