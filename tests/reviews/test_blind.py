"""Blind means blind: no name of either side in anything that the other one gets."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.files.models import Attachment
from lti_social.notifications.models import Notice
from lti_social.reviews.models import Review
from lti_social.submissions.models import Submission
from lti_social.web.session import FORM_KEY
from tests.cards import practice
from tests.contests import challenge, review, submission
from tests.files.pdfs import PACKED, by, everything, forms_of, pdf
from tests.files.samples import office
from tests.reviews.conftest import SAID
from tests.reviews.looking_after import change, days_pass

CORE = (
    "<p><dc:creator>Solène Roy</dc:creator>"
    "<cp:lastModifiedBy>Solène</cp:lastModifiedBy></p>"
).encode()
NAMES = ("Solène", "Solene", "solene", "Sol%C3%A8ne")


def names_in(answer, *names: str) -> list[str]:
    """Of the page itself, not of its frame, which names the reader."""
    told = answer.text + str(answer.headers)
    return [name for name in names if name in told]


@pytest.fixture
def handed(town, visit, asked) -> Attachment:
    """Solène’s, with a card of hers and a document that knows who wrote it."""
    change(town, asked, submit_by=asked.review_by)  # it is still time
    card = practice(town, town.solene)
    solene = visit(town.solene)
    form = {FORM_KEY: solene.form_key, "send": "1", "title": "La chambre", "body": "Oui."}
    form |= {"practice": str(card.id)}
    document = office(**{"docProps/core.xml": CORE})
    files = {"file1": ("Rapport_Solène.docx", document)}
    answer = solene.post(f"{solene.path}{asked.path}/hand-in", data=form, files=files)
    assert answer.status_code == 200, answer.text
    change(town, asked, submit_by=asked.submit_by)
    (file,) = town.rows(town.vente, Attachment)
    return file


@pytest.fixture
def work_of_hers(town, handed) -> Submission:
    (work,) = town.rows(town.vente, Submission, id=handed.submission_id)
    return work


@pytest.fixture
def given(town, asked, work_of_hers) -> Review:
    """Karim’s; Maëlle handed in, too."""
    submission(town, asked, town.maelle)
    return review(town, work_of_hers, town.karim, due_at=asked.review_by)


def test_the_reviewer_reads_no_name(town, visit, asked, given, handed):
    karim = visit(town.karim)

    page = karim.open(f"/reviews/{given.id}")

    assert "Je laisse le client finir." in page.text  # the card, without its page
    assert names_in(page, *NAMES) == []
    for path in (asked.path, "/challenges", "/notices", "/search?q=chambre"):
        answer = karim.open(path)
        assert answer.status_code == 200, path
        assert names_in(answer, *NAMES, "Maëlle") == [], path
    for path in (f"/submissions/{given.submission_id}", f"{asked.path}/monitor.csv"):
        answer = karim.open(path)
        assert answer.status_code in (403, 404), path
        assert names_in(answer, *NAMES) == [], path


def test_nor_in_the_files_that_come_with_it(town, visit, given, handed):
    assert handed.name == "Rapport.docx"
    karim = visit(town.karim)

    answer = karim.open(f"/files/{handed.id}/{handed.name}")

    assert answer.status_code == 200
    assert names_in(answer, *NAMES) == []
    with ZipFile(BytesIO(answer.content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not [name for name, said in parts.items() if "Solène".encode() in said]
    assert parts["word/document.xml"] == b"<w:p>Bonjour</w:p>"


def test_nor_in_a_pdf_that_keeps_them_out_of_plain_sight(town, visit, asked):
    """As most programs write them today: packed, and so is what tells of the author."""
    change(town, asked, submit_by=asked.review_by)
    solene = visit(town.solene)
    form = {FORM_KEY: solene.form_key, "send": "1", "title": "La chambre", "body": "Oui."}
    files = {"file1": ("Plan_Solène.pdf", pdf(by("Solène Roy"), **PACKED))}
    answer = solene.post(f"{solene.path}{asked.path}/hand-in", data=form, files=files)
    assert answer.status_code == 200, answer.text
    change(town, asked, submit_by=asked.submit_by)
    (work,) = town.rows(town.vente, Submission)
    review(town, work, town.karim, due_at=asked.review_by)
    (row,) = town.rows(town.vente, Attachment)

    answer = visit(town.karim).open(f"/files/{row.id}/{row.name}")

    assert answer.status_code == 200
    assert row.name == "Plan.pdf"
    said = everything(answer.content)
    assert not [name for name in (*NAMES, "Roy") if any(f in said for f in forms_of(name))]


def test_who_does_not_review_it_gets_no_file(town, visit, given, handed):
    for other in (town.maelle, town.nadia):
        answer = visit(other).open(f"/files/{handed.id}/{handed.name}")
        assert answer.status_code == 404
    change(town, given, state="declined")
    answer = visit(town.karim).open(f"/files/{handed.id}/{handed.name}")
    assert answer.status_code == 404


def test_the_author_does_not_learn_who_reviewed(
    town, visit, asked, given, work_of_hers, write
):
    write(visit(town.karim), given)
    change(town, work_of_hers, released_at=now())
    solene = visit(town.solene)

    for path in (f"{work_of_hers.path}/reviews", work_of_hers.path, asked.path, "/notices"):
        assert names_in(solene.open(path), "Karim") == []
    days_pass(town, asked, 14)
    page = solene.open(f"{work_of_hers.path}/reviews")
    assert SAID["works"] in page.text
    assert names_in(page, "Karim") == []


def test_notices_of_either_side_name_nobody(town, visit, given, work_of_hers, write):
    write(visit(town.karim), given)
    change(town, work_of_hers, released_at=now())
    visit(town.solene).submit(f"/reviews/{given.id}/rate", answer="Merci à toi.")

    assert {notice.who for notice in town.rows(town.vente, Notice)} == {""}
    page = visit(town.karim).open(f"/reviews/{given.id}")
    assert "Merci à toi." in page.text
    assert names_in(page, *NAMES) == []


def test_of_the_team_it_is_said_that_they_are(town, visit, asked, work, write):
    given = review(town, work, town.claire, by="facilitator")
    write(visit(town.claire), given)
    change(town, work, released_at=now())

    page = visit(town.solene).open(f"{work.path}/reviews")
    assert "from the team" in page.text
    assert names_in(page, "Claire") == []


def test_where_it_is_not_blind_both_are_named(town, visit):
    asked = challenge(town, town.claire, Phase.reviewing, blind=False)
    work = submission(town, asked, town.solene, released_at=now())
    given = review(town, work, town.karim, state="sent", **SAID)

    assert "Solène" in visit(town.karim).open(f"/reviews/{given.id}").text
    page = visit(town.solene).open(f"{work.path}/reviews")
    assert "Review 1, Karim" in page.text
    assert "anonymity" not in page.text.lower()


def test_eight_works_are_no_longer_limited(town, visit, asked, work, mine):
    for number in range(5):
        submission(town, asked, town.member(town.vente, f"Autre {number}"))
    karim = visit(town.karim)
    assert "Limited anonymity" in karim.open(f"/reviews/{mine.id}").text

    submission(town, asked, town.maelle)

    page = karim.open(f"/reviews/{mine.id}").text
    assert "Limited anonymity" not in page
    assert "Without names" in page
