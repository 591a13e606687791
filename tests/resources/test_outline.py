"""The outline of a course, as each of its people sees it."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import event

from lti_social.cohorts.models import Role
from lti_social.resources.sources.moodle import SECTIONS_UNTOLD
from tests.cohorts.moodle import recorded
from tests.resources.conftest import becomes

IN_GROUP_A, IN_GROUP_B = "101", "116"
HIDDEN, FROM_FEBRUARY = "Corrigé (caché)", "Bilan (à partir du 1er février 2027)"
FOR_GROUP_A = ("Social layer – groupe A", "Bonus réservé au groupe A")
AS_LEARNER = "ws_core_course_get_contents_as_student"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        yield


def titles(seen):
    return [entry["title"] for entry in seen]


def of_moodle(seen):
    return [entry for entry in seen if entry["source"] == "moodle"]


def test_a_learner_sees_what_moodle_showed_a_learner(moodle, read, outline):
    becomes(moodle, moodle.solene, IN_GROUP_A)
    read()

    shown = [
        m["name"]
        for section in recorded(AS_LEARNER)
        for m in section["modules"]
        if m["modname"] != "subsection"
    ]
    seen = [entry for entry in outline(moodle.solene) if entry["kind"] != "section"]
    assert sorted(titles(seen)) == sorted(shown)
    assert not [entry for entry in seen if entry["greyed"] or entry["mark"]]


def test_who_is_in_another_group_sees_a_title_greyed_and_nothing_more(
    moodle, read, outline
):
    becomes(moodle, moodle.solene, IN_GROUP_B)
    read()

    greyed = [entry for entry in outline(moodle.solene) if entry["greyed"]]
    assert titles(greyed) == list(FOR_GROUP_A)
    for entry in greyed:
        assert (entry["url"], entry["description"], entry["files"]) == (None, "", [])


def test_where_groups_are_not_told_nobody_sees_what_is_for_one(moodle, read, outline, site):
    becomes(moodle, moodle.solene, IN_GROUP_A)
    site.lacking = {"core_group_get_course_groups"}
    read()

    assert not set(FOR_GROUP_A) & set(titles(outline(moodle.solene)))


def test_who_teaches_sees_all_with_a_mark(moodle, read, outline):
    read()

    for member, role in ((moodle.claire, None), (moodle.solene, Role.designer)):
        seen = outline(member, role)
        assert len(of_moodle(seen)) == 38
        marks = {entry["title"]: entry["mark"] for entry in seen if entry["mark"]}
        assert marks == {
            HIDDEN: "hidden",
            FROM_FEBRUARY: "restricted",
            **dict.fromkeys(FOR_GROUP_A, "restricted"),
        }
    assert HIDDEN not in titles(outline(moodle.claire, Role.learner))


def test_what_is_in_a_hidden_section_is_hidden_with_it(moodle, read, outline, site):
    site.section(24)["visible"] = 0  # the subsection lies in it
    read()

    seen = titles(outline(moodle.solene))
    assert not {"Conclusion et fidélisation", "Atelier 1 : le silence", "Forum perf"} & set(
        seen
    )
    marked = {e["title"]: e["mark"] for e in outline(moodle.claire)}
    assert marked["Atelier 1 : le silence"] == "hidden"


def test_what_is_in_a_restricted_section_is_for_nobody_but_who_teaches(
    moodle, read, outline, site
):
    site.restricted = {24}
    read()

    for gone in ("Conclusion et fidélisation", "Atelier 1 : le silence", "Forum perf"):
        assert gone not in titles(outline(moodle.solene))
        marked = {e["title"]: e["mark"] for e in outline(moodle.claire)}
        assert marked[gone] == "restricted"


def test_where_moodle_does_not_tell_which_sections_are_restricted_none_is_shown(
    moodle, read, outline, site, state
):
    site.lacking = {"core_courseformat_get_state"}
    read()

    assert titles(of_moodle(outline(moodle.solene))) == ["General"]
    assert len(of_moodle(outline(moodle.claire))) == 38
    assert [remark["words"] for remark in state().remarks] == [SECTIONS_UNTOLD]


def test_a_date_comes(moodle, read, outline):
    read()
    assert FROM_FEBRUARY not in titles(outline(moodle.solene))

    with time_machine.travel(datetime(2027, 2, 1, 12, tzinfo=UTC)):
        assert FROM_FEBRUARY in titles(outline(moodle.solene))


def test_one_that_is_hidden_cannot_be_asked_for_by_its_number(moodle, read, rows, visit):
    read()
    hidden = rows()["cm:27"].id

    assert visit(moodle.solene).open(f"/tried/entry/{hidden}").status_code == 404
    assert visit(moodle.claire).open(f"/tried/entry/{hidden}").json()["title"] == HIDDEN
    assert visit(moodle.nadia).open(f"/tried/entry/{hidden}").status_code == 404


def test_a_vanished_one_is_a_tombstone_in_its_place(moodle, read, outline, site):
    read()
    site.remove(18)
    site.remove(27)
    read()

    seen = {entry["title"]: entry for entry in outline(moodle.solene)}
    assert seen["Guide du vendeur (PDF)"]["gone"]
    assert seen["Guide du vendeur (PDF)"]["url"] is None
    assert HIDDEN not in seen


def test_its_successor_is_proposed_by_place_and_title(moodle, read, rows, site, visit):
    read()
    gone = site.remove(18)
    site.section(21)["modules"].insert(
        1, gone | {"id": 99, "name": "Guide du vendeur 2027 (PDF)"}
    )
    site.remove(25)  # a glossary without an heir
    read()

    def successor(lms_id):
        return visit(moodle.claire).open(f"/tried/successor/{rows()[lms_id].id}").json()

    assert successor("cm:18") == "Guide du vendeur 2027 (PDF)"
    assert successor("cm:25") is None


def test_what_launches_tell_gives_way_to_moodle_s_own_word(moodle, outline, run_jobs):
    assert outline(moodle.solene) == []
    run_jobs()

    assert {entry["source"] for entry in outline(moodle.solene)} == {"moodle"}


def test_the_neighbours_see_nothing_of_it(moodle, read, outline):
    read()

    assert outline(moodle.nadia) == []


def test_the_outline_takes_one_statement(moodle, read, visit):
    read()
    asked = []
    with visit(moodle.solene) as solene:
        solene.open("/tried/outline")
        event.listen(moodle.engine, "before_cursor_execute", lambda *g: asked.append(g[2]))
        solene.open("/tried/outline")

    assert len([text for text in asked if "resource" in text or "belonging" in text]) == 1
    assert len(asked) == 2  # and the door
