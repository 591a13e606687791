"""What is wrong with a work or with a review, the team hears, without names for others."""

import pytest

from lti_social.core.clock import now
from lti_social.moderation.models import Case
from lti_social.reviews.models import ReviewHiding, State
from lti_social.submissions.models import SubmissionHiding
from tests.pages import Page
from tests.reviews.conftest import SAID
from tests.reviews.looking_after import a_minute_passes, change, reviews

REPORT = {"matter": "name", "reason": "Un client est nommé."}


@pytest.fixture
def sent(town, work, mine, write, visit):
    write(visit(town.karim), mine)
    change(town, work, released_at=now())
    return mine


def test_who_reviews_a_work_reports_it_and_learns_no_name(town, visit, work, mine):
    karim = visit(town.karim)
    (link,) = Page(karim.open(f"/reviews/{mine.id}")).links("tell the team")
    page = karim.get(link)
    assert work.title in page.text
    assert "Solène" not in page.text

    answer = karim.submit(f"{work.path}/report", **REPORT)

    assert "The team will read your report" in answer.text
    assert "Solène" not in answer.text
    assert karim.open(f"{work.path}/case").status_code == 403
    claire = visit(town.claire)
    assert "Un client est nommé" in claire.open("/reports").text
    claire.submit(f"{work.path}/decide", act="hidden", reason="Un nom y figure.")
    assert town.rows(town.vente, SubmissionHiding)
    assert karim.open(f"/reviews/{mine.id}").status_code == 404
    a_minute_passes(town)
    asked = {review.submission_id for review in reviews(town)}
    assert work.id not in asked  # nobody is asked for it any more
    solene = visit(town.solene)
    assert "Out of sight" in solene.open(work.path).text
    assert "Un nom y figure" in solene.open(f"{work.path}/case").text
    assert "Karim" not in solene.open(f"{work.path}/case").text


def test_what_is_shown_again_is_reviewed_again(town, visit, work, mine):
    claire = visit(town.claire)
    claire.submit(f"{work.path}/hide", reason="Un nom y figure.")
    claire.submit(f"{work.path}/decide", act="restored", reason="À tort.")
    claire.submit(f"{work.path}/decide", act="shown", reason="À tort.")

    assert town.rows(town.vente, SubmissionHiding) == []
    assert visit(town.karim).open(f"/reviews/{mine.id}").status_code == 200


def test_who_receives_a_review_reports_it_and_learns_no_name(town, visit, work, sent):
    solene = visit(town.solene)
    (link,) = Page(solene.open(f"{work.path}/reviews")).links("Report to the team")
    page = solene.get(link)
    assert SAID["question"] in page.text
    assert "Karim" not in page.text

    solene.submit(f"/reviews/{sent.id}/report", **REPORT)

    claire = visit(town.claire)
    assert "Karim" in claire.open(f"/reviews/{sent.id}/case").text
    claire.submit(f"/reviews/{sent.id}/decide", act="hidden", reason="Blessant.")
    assert town.rows(town.vente, ReviewHiding)
    assert SAID["question"] not in solene.open(f"{work.path}/reviews").text
    assert solene.submit(f"/reviews/{sent.id}/rate", useful="much").status_code == 404
    karim = visit(town.karim)
    assert "Blessant." in karim.open(f"/reviews/{sent.id}/case").text
    assert "Solène" not in karim.open(f"/reviews/{sent.id}/case").text
    assert town.again(sent).state is State.sent  # it was written, and counts


def test_nobody_reports_what_is_not_there_for_them(town, visit, work, mine, write):
    write(visit(town.karim), mine)
    for other in (town.solene, town.maelle, town.nadia):
        path = f"/reviews/{mine.id}/report"
        assert visit(other).open(path).status_code == 404
        assert visit(other).submit(path, **REPORT).status_code == 404
    assert visit(town.maelle).open(f"{work.path}/report").status_code == 404
    assert visit(town.solene).open(f"{work.path}/report").status_code == 403
    assert town.rows(town.vente, Case) == []
