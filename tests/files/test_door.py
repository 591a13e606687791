"""A file leaves the house only through the door, for those who may read its post."""

import pytest

from lti_social.files.kinds import Kind
from lti_social.files.models import Attachment
from lti_social.threads.models import Post
from tests.files import samples
from tests.files.conftest import THREAD, post_with
from tests.pages import Page

SAID = b"What the file says."


@pytest.fixture
def answer(town):
    return town.answer(town.question(town.solene), town.karim)


@pytest.fixture
def file(town, app, answer) -> Attachment:
    return town.file(app.state.lti.files, answer, "Le plan.pdf")


@pytest.fixture
def get(visit, file):
    return lambda member, **how: visit(member).open(
        f"/files/{file.id}/Le%20plan.pdf", headers=how.pop("headers", None)
    )


def test_a_document_is_handed_over_and_nothing_of_it_can_run(town, get, file):
    answer = get(town.maelle)

    assert answer.content == SAID
    kept = {name: answer.headers[name] for name in HEADERS}
    assert kept == HEADERS
    assert answer.headers["etag"].strip('"') in file.key


HEADERS = {
    "content-type": "application/pdf",
    "content-length": str(len(SAID)),
    "content-disposition": "attachment; filename*=UTF-8''Le%20plan.pdf",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, max-age=43200, immutable",
    "vary": "Cookie",
    "referrer-policy": "no-referrer",
}


def test_who_has_it_already_gets_it_once(town, get):
    tag = get(town.maelle).headers["etag"]
    again = get(town.maelle, headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert get(town.maelle, headers={"if-none-match": '"other"'}).content == SAID


def test_a_file_has_no_other_name(town, visit, file):
    for name in ("plan.pdf", "Le%20plan.html", "Le%20plan.pdf%2F", "%00", "x"):
        assert visit(town.maelle).open(f"/files/{file.id}/{name}").status_code == 404


def test_a_hidden_post_s_file_is_for_its_author_and_the_team(town, get, answer):
    town.hide(answer, by=town.claire)

    status = {m.name: get(m).status_code for m in (town.karim, town.claire, town.maelle)}
    assert status == {"Karim": 200, "Claire": 200, "Maëlle": 404}
    assert SAID not in get(town.maelle).content


def test_a_file_of_a_hidden_thread_is_out_of_reach_too(town, get, answer):
    thread = town.rows(town.vente, Post, opens=True)[0]
    town.hide(thread, by=town.claire)

    assert get(town.maelle).status_code == 404
    assert get(town.solene).status_code == 200


def test_a_deleted_post_s_file_is_gone_for_all_and_then_its_bytes(
    town, visit, get, answer, file, app, run_jobs
):
    visit(town.karim).submit(f"/posts/{answer.id}/delete")

    for member in (town.karim, town.claire, town.maelle):
        assert get(member).status_code == 404
    assert town.again(file) is None
    assert len(list(app.state.lti.files.all())) == 1
    run_jobs()
    assert list(app.state.lti.files.all()) == []


def test_where_the_bytes_are_lost_the_page_says_it_is_not_there(town, get, file, app):
    app.state.lti.files.forget(file.key)

    answer = get(town.maelle)
    assert answer.status_code == 404
    assert "text/html" in answer.headers["content-type"]


def test_an_edit_adds_and_takes_off(town, visit, answer, file, run_jobs, app):
    karim, path = visit(town.karim), f"/posts/{answer.id}/edit"
    form = Page(karim.open(path))
    assert "Le plan.pdf" in form.main

    page = post_with(
        karim,
        path,
        ("photo.png", samples.image()),
        body="Par une question ouverte.",
        shows1="Le tableau",
        **{f"file-{file.id}": "", f"drop-{file.id}": "1"},
    )
    assert "Le plan.pdf" not in page.text
    assert Page(page).all("img")[0].attributes["alt"] == "Le tableau"
    assert "edited" in Page(page).main
    run_jobs()
    assert [row.name for row in town.rows(town.vente, Attachment)] == ["photo.png"]
    assert len(list(app.state.lti.files.all())) == 1


def test_an_image_is_described_later_without_an_edit_being_told(town, visit, app, answer):
    image = town.file(app.state.lti.files, answer, "a.png", kind=Kind.png)
    page = visit(town.karim).submit(
        f"/posts/{answer.id}/edit",
        body="Par une question ouverte.",
        **{f"file-{image.id}": "Un quai de gare"},
    )

    assert Page(page).all("img")[0].attributes["alt"] == "Un quai de gare"
    assert town.again(answer).edited_at is None


def test_nobody_takes_off_or_moves_the_file_of_another(town, visit, answer, file):
    solene = visit(town.solene)
    hers = town.opening(town.question(town.solene))
    for field in (f"drop-{file.id}", f"file-{file.id}"):
        solene.submit(f"/posts/{hers.id}/edit", body="À moi.", **{field: "1"})
        solene.submit(f"/posts/{answer.id}/edit", body="À moi.", **{field: "1"})
        solene.submit("/threads", **THREAD, **{field: "1"})

    assert town.again(file).post_id == answer.id


def test_a_page_shows_the_files_of_each_post_under_it(town, visit, app, answer, file):
    thread = town.again(town.rows(town.vente, Post, opens=True)[0])
    town.file(app.state.lti.files, answer, "Deux.pdf")
    town.file(app.state.lti.files, thread, "Trois.pdf")
    visitor = visit(town.maelle)
    path = f"/threads/{thread.thread_id}"

    said = Page(visitor.open(path)).texts(look="hanging")
    assert [s.replace(" PDF, 1 kB", "") for s in said] == [
        "Trois.pdf",
        "Le plan.pdf Deux.pdf",
    ]
    town.file(app.state.lti.files, answer, "Quatre.pdf")
    assert "Quatre.pdf" in Page(visitor.open(path)).main
