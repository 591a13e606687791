"""A resource changes or vanishes in the LMS: what stands on it says so, and moves on."""

import pytest

from lti_social.notifications.models import Notice
from lti_social.resources.models import Anchor
from tests.pages import Page
from tests.resources.conftest import app, moodle, read, rows, site

__all__ = ["app", "moodle", "read", "rows", "site"]

GUIDE = 18


@pytest.fixture
def thread(moodle, read, rows):
    """Solène's question about the guide."""
    read()
    thread = moodle.question(moodle.solene, "Où est le plan ?")
    moodle.anchor(thread, rows()["cm:18"], "page 4")
    return thread


def notices(town, member):
    return [(row.kind.value, row.path) for row in town.rows(member, Notice)]


def test_a_new_name_shows_and_its_author_is_told(moodle, read, site, visit, thread):
    site.module(GUIDE)["name"] = "Guide, édition 2027"
    read()

    page = Page(visit(moodle.karim).open(thread.path))
    assert "Guide, édition 2027 page 4" in page.main
    assert "Changed in the course since this was asked" in page.main
    assert notices(moodle, moodle.solene) == [("changed", thread.path)]
    told = Page(visit(moodle.solene).open("/notices")).main
    assert "What “Où est le plan ?” is about has changed in the course" in told


def test_a_move_alone_is_no_news(moodle, read, site, visit, thread):
    site.section(25)["modules"].insert(0, site.remove(GUIDE))
    read()

    assert notices(moodle, moodle.solene) == []
    assert "Changed in the course" not in visit(moodle.karim).open(thread.path).text


def test_one_that_is_gone_is_a_tombstone_and_the_trainer_finds_its_heir(
    moodle, read, rows, site, visit, thread
):
    gone = site.remove(GUIDE)
    heir = gone | {"id": 99, "name": "Guide du vendeur 2027 (PDF)"}
    site.section(21)["modules"].insert(1, heir)
    read()
    old, new = rows()["cm:18"], rows()["cm:99"]
    assert notices(moodle, moodle.solene) == [("vanished", thread.path)]
    assert "No longer in the course" in visit(moodle.karim).open(thread.path).text
    assert "Attach" not in visit(moodle.karim).open(f"/resources/{old.id}").text

    with visit(moodle.claire) as claire:
        page = Page(claire.open(f"/resources/{old.id}"))
        assert "probably taken its place: Guide du vendeur 2027 (PDF)" in page.main
        moved = claire.submit(f"/resources/{old.id}/move", onto=str(new.id))

    assert "Où est le plan ?" in Page(moved).main
    (anchor,) = moodle.rows(moodle.vente, Anchor)
    assert (anchor.resource_id, anchor.place) == (new.id, "page 4")
    assert anchor.member_id == moodle.claire.id
    assert "No longer" not in visit(moodle.karim).open(thread.path).text


def test_one_that_hangs_there_already_is_not_hung_twice(moodle, rows, visit, thread):
    other = rows()["cm:19"]
    moodle.anchor(thread, other, "déjà")

    visit(moodle.claire).submit(f"/resources/{rows()['cm:18'].id}/move", onto=str(other.id))

    (anchor,) = moodle.rows(moodle.vente, Anchor)
    assert (anchor.resource_id, anchor.place) == (other.id, "déjà")


def test_learners_move_nothing(moodle, rows, visit, thread):
    answer = visit(moodle.solene).submit(
        f"/resources/{rows()['cm:18'].id}/move", onto=str(rows()["cm:19"].id)
    )

    assert answer.status_code == 403


def test_it_is_moved_only_to_what_is_there(moodle, read, rows, site, visit, thread):
    site.remove(19)
    read()

    refused = visit(moodle.claire).submit(
        f"/resources/{rows()['cm:18'].id}/move", onto=str(rows()["cm:19"].id)
    )

    assert refused.status_code == 422
    assert moodle.rows(moodle.vente, Anchor)[0].resource_id == rows()["cm:18"].id


def test_nobody_is_told_of_a_thread_that_is_gone(moodle, read, site, visit, thread):
    opening = moodle.opening(thread)
    visit(moodle.solene).submit(f"/posts/{opening.id}/delete")
    site.remove(GUIDE)
    read()

    assert notices(moodle, moodle.solene) == []
