"""Files come with a text, or ahead of it; whatever happens, the text stays."""

import pytest

from lti_social.files.actions import FULL
from lti_social.files.kinds import ACCEPTED, TOO_LARGE
from lti_social.threads.models import Post
from lti_social.web.session import FORM_KEY
from lti_social.web.uploads import BROKEN
from tests.cohorts.launching import says
from tests.files import pdfs, samples
from tests.files.conftest import THREAD, post_with
from tests.pages import Page

MB = 1_000_000
ACCEPTED_FILES = {
    "plan.PDF": (pdfs.pdf(), "plan.pdf"),
    "notes.docx": (samples.office(), "notes.docx"),
    "suivi.xlsx": (samples.office("xlsx"), "suivi.xlsx"),
    "atelier.pptx": (samples.office("pptx"), "atelier.pptx"),
    "notes.odt": (samples.opened(), "notes.odt"),
    "suivi.ods": (samples.opened("spreadsheet"), "suivi.ods"),
    "notes.txt": ("Dès que l’occasion se présente < bientôt.".encode(), "notes.txt"),
    "suivi.csv": ("Prénom;Année\r\nÉlodie;2026".encode("cp1252"), "suivi.csv"),
    "page.txt": ("Deux octets par lettre".encode("utf-16"), "page.txt"),
}


@pytest.fixture
def small(app):
    """Room for two megabytes in a cohort, and one in a file."""
    less = {"file_size": 1, "files_per_cohort": 2}
    app.state.settings = app.state.settings.model_copy(update=less)


@pytest.mark.parametrize("sent", ACCEPTED_FILES)
def test_a_document_comes_back_as_it_was(solene, asks, kept, sent):
    content, name = ACCEPTED_FILES[sent]
    page = Page(asks((sent, content)))

    (row,) = kept()
    assert row.name == name
    assert name in page.main
    file = solene.open(f"/files/{row.id}/{name}")
    assert samples.parts_of(file.content) == samples.parts_of(content)
    assert file.headers["content-disposition"].startswith("attachment")


def test_an_image_is_shown_with_what_was_said_of_it(asks):
    page = Page(asks(("salle.jpg", samples.image("JPEG", (3000, 1500))), shows1="La salle"))

    (image,) = page.all("img")
    assert image.attributes["alt"] == "La salle"
    assert (image.attributes["width"], image.attributes["height"]) == ("2000", "1000")


def test_an_image_is_turned_upright_and_may_be_seen_through(solene, asks, kept):
    turned = samples.Image.Exif()
    turned[0x0112] = 6
    asks(
        ("a.jpg", samples.image("JPEG", exif=turned)),
        ("b.webp", samples.image("WEBP", mode="RGBA")),
    )

    upright, clear = kept()
    assert (upright.width, upright.height) == (40, 60)
    assert clear.name == "b.png"


def test_the_files_that_were_accepted_go_with_the_text_when_it_is_sent_again(
    town, solene, asks, kept
):
    refused = asks(("a.png", samples.image()), ("b.exe", b"MZ\0"), shows1="Un <plan>")

    assert refused.status_code == 422
    assert says(refused.text, ACCEPTED)
    (draft,) = kept()
    page = Page(refused)
    fields = {e.attributes["name"]: e.attributes.get("value") for e in page.all("input")}
    assert fields[f"file-{draft.id}"] == "Un <plan>"
    texts = {e.attributes["name"]: e.text for e in page.all("textarea")}
    sent = solene.post(f"{solene.path}/threads", data=fields | texts)
    assert Page(sent).all("img")[0].attributes["alt"] == "Un <plan>"
    assert town.again(draft).post_id == town.rows(town.vente, Post)[0].id


def test_a_text_that_was_refused_keeps_its_files(solene, kept):
    refused = post_with(solene, "/threads", ("a.txt", b"a"), **THREAD | {"title": " "})

    assert refused.status_code == 422
    assert f'name="file-{kept()[0].id}"' in refused.text


def test_a_file_that_is_too_large_costs_nobody_their_text(small, asks, kept):
    refused = asks(("a.txt", b"a" * (MB + 1)))

    assert refused.status_code == 422
    assert says(refused.text, TOO_LARGE)
    assert THREAD["body"] in refused.text
    assert kept() == []
    assert asks(("a.txt", b"a" * MB)).status_code == 200


def test_when_the_cohort_has_no_room_left_it_is_said_and_nothing_is_left(small, asks, kept):
    for _ in range(2):
        asks(("a.txt", b"a" * (MB - 9)))
    refused = asks(("a.txt", b"a" * (MB - 9)))

    assert refused.status_code == 422
    assert says(refused.text, FULL)
    assert THREAD["body"] in refused.text
    assert len(kept()) == 2


def test_the_room_of_one_cohort_is_not_another_s(small, town, visit, asks):
    for _ in range(2):
        asks(("a.txt", b"a" * MB))
    nadia = post_with(visit(town.nadia), "/threads", ("a.txt", b"a" * MB), **THREAD)

    assert nadia.status_code == 200


def test_the_trainer_sees_what_takes_the_room(town, visit, asks):
    asks(("grand.txt", b"a" * 30_000), ("petit.txt", b"a" * 2_000))
    page = Page(visit(town.claire).open("/files"))

    assert "take 32 kB of 1,000 MB" in page.main
    assert page.main.index("grand.txt") < page.main.index("petit.txt")


@pytest.mark.parametrize("cut", [0.3, 0.9, 0.99])
def test_an_upload_that_breaks_off_loses_no_text_and_publishes_nothing(
    town, solene, kept, cut
):
    whole = solene.build_request(
        "POST",
        f"{solene.path}/threads",
        data={FORM_KEY: solene.form_key} | THREAD,
        files={"file1": ("a.txt", b"Une ligne.\n" * 500)},
    )
    body = whole.read()
    answer = solene.post(
        f"{solene.path}/threads",
        content=body[: int(len(body) * cut)],
        headers={"content-type": whole.headers["content-type"]},
    )

    assert answer.status_code == 422
    assert says(answer.text, BROKEN)
    assert THREAD["body"] in answer.text
    assert town.rows(town.vente, Post) == []
    assert kept() == []


def test_eleven_files_are_too_many(town, solene, kept):
    ahead = [post_with(solene, "/files", ("a.txt", b"a")) for _ in range(11)]
    names = [Page(one).all("input")[0].attributes["name"] for one in ahead]
    answer = solene.submit("/threads", **THREAD, **dict.fromkeys(names, ""))

    assert answer.status_code == 422
    assert town.rows(town.vente, Post) == []
    assert len(kept()) == 11


def test_what_was_sent_ahead_is_its_sender_s_alone(town, visit, solene, kept):
    post_with(solene, "/files", ("a.txt", b"a"))
    (draft,) = kept()
    maelle, path = visit(town.maelle), f"/files/{draft.id}/a.txt"

    assert solene.open(path).status_code == 200
    assert maelle.open(path).status_code == 404
    assert visit(town.claire).open(path).status_code == 404
    stolen = maelle.submit("/threads", **THREAD, **{f"file-{draft.id}": ""})
    assert stolen.status_code == 409
    assert town.again(draft).post_id is None


@pytest.mark.parametrize("number", ["0", "-1", "999999", "2147483648", "x", "1.5", "٣"])
def test_a_number_that_no_file_has_hangs_nothing(solene, kept, number):
    answer = solene.submit("/threads", **THREAD, **{f"file-{number}": "x"})

    assert answer.status_code in (200, 409)
    assert "hanging" not in answer.text


def test_strangers_and_administrators_send_nothing(town, visit, kept, app):
    for who, status in ((town.michel, 403), (town.nadia, 404)):
        visitor = visit(who)
        visitor.path = f"/c/{town.vente.id}"
        answer = post_with(visitor, "/threads", ("a.txt", b"a"), **THREAD)
        assert answer.status_code == status
        assert THREAD["body"] in answer.text
    solene = visit(town.solene)
    solene.form_key = "older"
    assert post_with(solene, "/threads", ("a.txt", b"a"), **THREAD).status_code == 409
    solene.cookies.clear()
    assert post_with(solene, "/threads", ("a.txt", b"a"), **THREAD).status_code == 401
    assert kept() == []
