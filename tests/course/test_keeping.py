"""The pages of who keeps the outline: reading it again, by hand, by a cartridge."""

import httpx
import pytest

from lti_social.cohorts.models import Role
from lti_social.resources.models import Resource
from lti_social.resources.sources.cartridge import NOT_A_ZIP
from lti_social.web.session import FORM_KEY
from tests.pages import Page
from tests.resources import cartridges
from tests.resources.conftest import app, moodle, read, rows, site, state

__all__ = ["app", "moodle", "read", "rows", "site", "state"]

LINK = {"title": "Le site de la Chambre", "url": "https://example.org/chambre"}


def upload(visitor, content, name="cours.imscc"):
    form = {FORM_KEY: visitor.form_key}
    files = {"file": (name, content)} if content is not None else {"file": ("", b"")}
    return visitor.post(f"{visitor.path}/outline/cartridge", data=form, files=files)


def test_it_is_read_again_and_the_page_waits_for_that(moodle, run_jobs, visit):
    run_jobs()
    with visit(moodle.claire) as claire:
        waiting = claire.submit("/outline/read")
        assert waiting.headers["refresh"] == "3"
        assert "The course is being read" in Page(waiting).main
        run_jobs()
        done = claire.open("/resources?reading=1")

    assert "refresh" not in done.headers
    assert "Course outline in Moodle: read just now." in Page(done).main


def test_what_failed_is_said_with_who_can_put_it_right(moodle, read, site, visit):
    read()
    site.answers = [httpx.Response(403) for _ in range(20)]
    read()

    for who in (moodle.claire, moodle.solene):
        page = Page(visit(who).open("/resources")).main
        assert "The last reading failed: Moodle does not let web services in." in page
        assert "An administrator of the LMS can put this right." in page
        assert "Guide du vendeur (PDF)" in page


def test_remarks_are_for_who_keeps_it(moodle, read, site, visit):
    site.lacking = {"core_courseformat_get_state"}
    read()

    assert "core_courseformat_get_state" in visit(moodle.claire).open("/resources").text
    assert "core_courseformat" not in visit(moodle.solene).open("/resources").text


def test_a_cartridge_is_brought_in_whole(town, visit):
    with visit(town.claire) as claire:
        page = Page(upload(claire, cartridges.full().read()))

    assert "The cartridge has been brought in." in page.main
    assert page.texts("h2")[:2] == ["Préparer le rendez-vous", "Pour s’entraîner"]
    assert "L’entretien" in page.texts("h3", "title")


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [(b"not a zip", 422, NOT_A_ZIP), (None, 200, "Choose a file first.")],
    ids=["no cartridge", "no file"],
)
def test_what_is_none_changes_nothing(town, visit, content, status, sentence):
    with visit(town.claire) as claire:
        answer = upload(claire, content)

    assert answer.status_code == status
    assert sentence in answer.text
    assert town.rows(town.vente, Resource) == []


@pytest.mark.parametrize("role", [Role.learner, Role.assistant], ids=str)
def test_who_does_not_keep_it_brings_nothing_in(town, visit, role):
    with visit(town.maelle, role) as maelle:
        assert upload(maelle, cartridges.full().read()).status_code == 403
    assert town.rows(town.vente, Resource) == []


def test_a_stranger_s_cartridge_is_not_even_read(town, visit):
    with visit(town.nadia) as nadia:
        nadia.path = f"/c/{town.vente.id}"
        assert upload(nadia, b"not a zip").status_code == 404


def test_one_is_added_by_hand_changed_and_removed(town, visit):
    with visit(town.claire) as claire:
        added = claire.submit("/outline/new", **LINK)
        assert Page(added).texts("h1") == [LINK["title"]]
        (row,) = town.rows(town.vente, Resource)
        form = Page(claire.open(f"/outline/{row.id}/edit"))
        assert form.the("url").attributes["value"] == LINK["url"]
        claire.submit(f"/outline/{row.id}/edit", **LINK | {"title": "La Chambre"})
        assert "La Chambre" in visit(town.solene).open("/resources").text
        claire.submit(f"/outline/{row.id}/remove")

    assert "La Chambre" not in visit(town.solene).open("/resources").text


def test_what_is_no_address_is_refused_and_comes_back(town, visit):
    refused = visit(town.claire).submit("/outline/new", title="Le site", url="javascript:x")

    assert refused.status_code == 422
    assert "it begins with https://" in refused.text
    assert Page(refused).texts("textarea") == ["Le site", "javascript:x"]


def test_a_refused_question_keeps_what_it_is_about(town, visit):
    video = town.resource(town.vente, "Vidéo : conclure")
    asked = {"kind": "question", "title": "Et là ?", "body": " ", f"about-{video.id}": ""}

    refused = Page(visit(town.solene).submit("/threads", **asked))

    names = [one.attributes.get("name") for one in refused.all("input")]
    assert f"about-{video.id}" in names
