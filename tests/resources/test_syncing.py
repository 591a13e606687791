"""A course that changes in Moodle, read again and again."""

import pytest
from sqlalchemy import event

from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Course
from lti_social.core.jobs import later
from lti_social.core.wall import open_cohort, open_course, open_house
from lti_social.resources.jobs import promise_sync, sync_courses_in_use, sync_new_courses
from lti_social.resources.models import Resource
from lti_social.resources.sources.moodle import MISSING_CAPABILITY
from tests.resources.test_moodle_recorded import TREE

GUIDE, QUIZ, SUBSECTION = 18, 21, 31


@pytest.fixture
def written(engine):
    """What is written to the table of resources from here on."""
    statements = []

    def look(_connection, _cursor, text, *_):
        if text.lower().startswith(("insert into resource", "update resource")):
            statements.append(text)

    event.listen(engine, "before_cursor_execute", look)
    yield statements
    event.remove(engine, "before_cursor_execute", look)


def test_the_course_is_read_whole(read, rows, state, site):
    read()

    there = rows()
    assert len(there) == len(TREE.splitlines())
    assert there["section:25"].parent_id == there["section:24"].id
    assert there["cm:32"].parent_id == there["section:25"].id
    assert there["cm:22"].updated_at is not None  # it has no contents that say so
    assert there["cm:19"].files[2] == {
        "name": "consignes.txt",
        "mime": "text/plain",
        "size": 26,
    }
    assert (state().failure, state().remarks, state().asked_at) == ("", [], None)
    assert state().read_at is not None


def test_what_is_unchanged_is_not_written(read, written, site):
    read()
    assert written
    written.clear()
    for section in site.sections:
        for module in section["modules"]:
            module["modicon"] = "https://moodle.test/another"
    read()

    assert written == []


def test_what_changed_is_the_same_resource(read, rows, site):
    read()
    before = rows()
    site.module(GUIDE)["name"] = "Guide du vendeur, édition 2027"
    read()

    after = rows()
    assert after["cm:18"].title == "Guide du vendeur, édition 2027"
    assert after["cm:18"].id == before["cm:18"].id
    assert after["cm:18"].changed_at > before["cm:18"].changed_at
    assert after["cm:19"].changed_at == before["cm:19"].changed_at


def test_what_moved_is_the_same_resource_elsewhere(read, rows, site):
    read()
    before = rows()
    site.section(25)["modules"].insert(0, site.remove(GUIDE))
    read()

    after = rows()
    assert after["cm:18"].id == before["cm:18"].id
    assert after["cm:18"].parent_id == after["section:25"].id
    assert after["cm:32"].position == 1


def test_what_vanished_is_kept_and_returns_as_itself(read, rows, site):
    read()
    before = rows()
    guide = site.remove(GUIDE)
    read()
    gone = rows()["cm:18"]
    assert gone.vanished_at is not None
    assert (gone.id, gone.title) == (before["cm:18"].id, "Guide du vendeur (PDF)")
    read()
    assert rows()["cm:18"].vanished_at == gone.vanished_at

    site.section(21)["modules"].append(guide)
    read()
    back = rows()["cm:18"]
    assert (back.id, back.vanished_at) == (gone.id, None)


def test_a_section_that_vanishes_takes_its_resources_along_and_brings_them_back(
    read, rows, site
):
    read()
    before = rows()
    section = site.section(21)
    site.sections.remove(section)
    read()
    gone = {lms_id for lms_id, row in rows().items() if row.vanished_at}
    assert gone == {"section:21"} | {f"cm:{m['id']}" for m in section["modules"]}

    site.sections.insert(2, section)
    read()
    after = rows()
    assert {row.lms_id: row.id for row in after.values()} == {
        row.lms_id: row.id for row in before.values()
    }
    assert not [row for row in after.values() if row.vanished_at]


def test_a_row_that_the_lms_says_twice_is_one(read, rows, site):
    site.section(22)["modules"].append(site.module(GUIDE))
    read()

    assert len(rows()) == len(TREE.splitlines())
    assert rows()["cm:18"].parent_id == rows()["section:21"].id


def test_a_capability_taken_away_makes_nothing_vanish_and_is_named(read, rows, state, site):
    read()
    site.hidden_mods = {"quiz", "glossary"}
    site.remove(22)  # the only assignment, truly gone
    read()

    assert [lms_id for lms_id, row in rows().items() if row.vanished_at] == ["cm:22"]
    assert state().remarks == [
        {"words": MISSING_CAPABILITY, "about": {"capability": f"mod/{mod}:view"}}
        for mod in ("glossary", "quiz")
    ]
    site.hidden_mods = set()
    read()
    assert state().remarks == []


def test_the_neighbour_course_has_none_of_it(moodle, read):
    read()

    with open_cohort(moodle.engine, moodle.managers.id) as db:
        assert not [row for row in db.query(Resource) if row.source == "moodle"]


def test_a_new_course_is_read_once_and_one_in_use_daily(moodle, site, run_jobs):
    def runs(handler):
        site.asked.clear()
        with open_house(moodle.engine) as db, db.begin():
            later(db, handler)
        run_jobs()
        return site.asked.count("core_course_get_contents")

    run_jobs()  # the access is new: every course of the registration is read
    with open_house(moodle.engine) as db, db.begin():
        db.add(
            new := Course(deployment_id=moodle.deployment.id, lms_id="6", title="Nouveau")
        )
    assert [runs(sync_new_courses), runs(sync_new_courses)] == [1, 0]
    assert runs(sync_courses_in_use) == 0
    with open_house(moodle.engine) as db, db.begin():
        db.add(ResourceLink(course_id=new.id, lms_id="1", title="Fils"))
    assert runs(sync_courses_in_use) == 1


def test_two_who_ask_at_once_have_it_read_once(moodle, site, run_jobs):
    run_jobs()
    site.asked.clear()
    for _ in range(3):
        with open_course(moodle.engine, moodle.vente.course_id) as db, db.begin():
            promise_sync(db)
    run_jobs()

    assert site.asked.count("core_course_get_contents") == 1
