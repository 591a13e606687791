"""What a running Moodle answered of one course, read into resources."""

from datetime import UTC, datetime

import pytest

from lti_social.resources.sources import moodle
from lti_social.resources.sources.meta import File, Kind
from lti_social.resources.sources.moodle_outline import UNKNOWN, Course, resources_in
from tests.cohorts.moodle import recorded

SITE = "http://localhost:8100"
PAGE = f"{SITE}/course/view.php?id=5"
COURSE = Course(PAGE, restricted=frozenset())
SERVICE_USER = "ws_core_course_get_contents"
WITHOUT = "ws_core_course_get_contents_missing_mod_view_caps"

TREE = """\
section:19 section General
section:20 section Accueil de la cohorte
  cm:15 text Bienvenue !Commencez par le guide PDF.
  cm:16 page Les 7 étapes de la vente
  cm:23 forum Forum d’entraide
section:21 section Découverte du client
  cm:17 link Article : écoute active
  cm:18 file Guide du vendeur (PDF)
  cm:19 folder Fiches de jeux de rôle
  cm:39 tool Défi : argumentaire CAB
  cm:40 tool Fil : découverte du client
  cm:41 tool Défi : argumentaire CAB
  cm:42 tool Fil : découverte du client
  cm:43 tool Défi : argumentaire CAB
  cm:44 tool Lien simple
  cm:45 tool Social layer
section:22 section Argumentation
  cm:20 book Manuel : argumenter avec la méthode CAB
  cm:24 forum Forum par groupe
  cm:25 glossary Glossaire de la vente
  cm:34 tool Social layer – discussion
  cm:35 tool Social layer – nouvelle fenêtre
  cm:36 tool Social layer – défi noté
  cm:37 tool Social layer – groupe A
section:23 section Traitement des objections
  cm:21 quiz Quiz : objections courantes
  cm:22 assignment Défi : filmez votre entretien de découverte
  cm:27 page Corrigé (caché)
  cm:28 page Page disponible mais non affichée
  cm:46 tool Dyn embed
  cm:47 tool Dyn window
section:24 section Conclusion et fidélisation
  cm:26 poll Sondage : date de l’atelier
  cm:29 page Bonus réservé au groupe A
  cm:30 file Bilan (à partir du 1er février 2027)
  section:25 section Ateliers pratiques
    cm:32 page Atelier 1 : le silence
  cm:33 forum Forum perf
"""


def read(name=SERVICE_USER):
    return {one.lms_id: one for one in resources_in(recorded(name), COURSE)}


def drawn(resources):
    depth, lines = {None: -1}, []
    for one in resources.values():
        depth[one.lms_id] = depth[one.parent] + 1
        lines.append(f"{'  ' * depth[one.lms_id]}{one.lms_id} {one.kind} {one.title}\n")
    return "".join(lines)


def test_the_whole_tree_with_the_subsection_where_its_module_stands():
    assert drawn(read()) == TREE


def test_positions_are_those_within_each_section():
    places = {one.lms_id: (one.parent, one.position) for one in read().values()}

    assert places["section:24"] == (None, 5)
    assert places["section:25"] == ("section:24", 3)
    assert places["cm:32"] == ("section:25", 0)
    assert places["cm:33"] == ("section:24", 4)


def test_addresses_are_pages_of_the_lms_and_never_files():
    addresses = {one.lms_id: one.url for one in read().values()}

    assert addresses["cm:16"] == f"{SITE}/mod/page/view.php?id=16"
    assert addresses["cm:15"] == f"{PAGE}#module-15"
    assert addresses["section:21"] == f"{PAGE}#section-2"
    assert not [url for url in addresses.values() if "pluginfile" in url]


def test_files_have_a_name_a_type_and_a_size():
    there = read()

    pdf = File(name="Guide vendeur – édition 2026.pdf", mime="application/pdf", size=2378)
    assert there["cm:18"].files == (pdf,)
    assert there["cm:18"].mime == "application/pdf"
    assert [file.name for file in there["cm:19"].files] == [
        "fiche-1.pdf",
        "fiche-2.pdf",
        "consignes.txt",
    ]
    assert there["cm:20"].files == ()


def test_dates_and_changes_are_told():
    there = read()

    assert there["cm:22"].due_at == datetime(2026, 12, 15, 18, tzinfo=UTC)
    assert there["cm:21"].due_at == datetime(2027, 1, 31, tzinfo=UTC)
    assert there["cm:18"].updated_at == datetime(2026, 11, 21, 19, 23, 13, tzinfo=UTC)
    assert there["cm:21"].updated_at is None


def test_what_the_teacher_chose_is_kept():
    there = read()

    hidden = [one.lms_id for one in there.values() if not (one.visible and one.on_page)]
    rules = {one.lms_id: one.availability for one in there.values() if one.availability}
    assert hidden == ["cm:27"]
    assert rules == {
        "cm:29": {"op": "&", "c": [{"type": "group", "id": 7}], "showc": [True]},
        "cm:30": {
            "op": "&",
            "c": [{"type": "date", "d": ">=", "t": 1801440000}],
            "showc": [False],
        },
        "cm:37": {"op": "&", "c": [{"type": "group", "id": 7}], "showc": [True]},
    }


def test_icons_and_other_noise_make_no_difference():
    noisy = recorded(SERVICE_USER)
    for section in noisy:
        for module in section["modules"]:
            module |= {"modicon": "http://localhost/2", "afterlink": "3 KB", "indent": 1}
    there = read()

    for one in resources_in(noisy, COURSE):
        assert one.fingerprint == there[one.lms_id].fingerprint


def test_to_somebody_who_is_not_told_the_rules_nothing_is_open():
    as_learner = read("ws_core_course_get_contents_as_student")

    modules = [one for one in as_learner.values() if one.lms_id.startswith("cm:")]
    assert len(modules) == 29
    assert all(one.availability == UNKNOWN for one in modules)


def test_missing_capabilities_are_named_by_comparing():
    before = {one.lms_id: one.lms_kind for one in read().values()}

    assert set(moodle.missing_capabilities(before, read(WITHOUT))) == {
        "mod/assign:view",
        "mod/glossary:view",
        "mod/lti:view",
        "mod/quiz:view",
    }
    assert moodle.missing_capabilities(before, read()) == {}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"availabilityinfo": "Not available unless: you belong to Groupe A"}, UNKNOWN),
        ({"visible": 0}, False),
        ({"hiddenbynumsections": 1}, False),
    ],
    ids=["restricted", "hidden", "orphaned"],
)
def test_a_section_that_learners_may_not_open(change, expected):
    sections = recorded(SERVICE_USER)
    sections[2] |= change
    one = {r.lms_id: r for r in resources_in(sections, COURSE)}["section:21"]

    assert expected in (one.availability, one.visible, one.on_page)


def test_sections_with_a_rule_that_moodle_keeps_to_itself_are_for_nobody():
    for restricted, closed in ((frozenset({21}), {21}), (None, {20, 21, 22, 23, 24, 25})):
        resources = resources_in(recorded(SERVICE_USER), Course(PAGE, restricted))
        kept_back = [
            one.lms_id for one in resources if one.kind is Kind.section and one.availability
        ]
        assert set(kept_back) == {f"section:{number}" for number in closed}


def test_a_section_that_is_nowhere_in_the_course_is_for_nobody():
    sections = recorded(SERVICE_USER)
    sections[5]["modules"] = [m for m in sections[5]["modules"] if m["id"] != 31]
    one = {r.lms_id: r for r in resources_in(sections, COURSE)}["section:25"]

    assert (one.parent, one.availability, one.kind) == (None, UNKNOWN, Kind.section)


@pytest.mark.parametrize(
    "strange",
    [
        {"name": None, "modname": 3},
        {"id": "x"},
        {"availability": "{", "dates": "no", "contents": [None, {"type": 7}]},
        {"url": "javascript:alert(1)", "description": 9, "contents": {"a": 1}},
        {"url": "https://moodle.test/x?token=abc", "name": "A &amp; B\u202e"},
    ],
    ids=str,
)
def test_strange_modules_neither_crash_nor_pass(strange):
    sections = recorded(SERVICE_USER)
    sections[2]["modules"][1] |= strange
    there = {r.lms_id: r for r in resources_in(sections, COURSE)}

    assert len(there) in (37, 38)
    if one := there.get("cm:18"):
        assert one.url is None or one.url.startswith(("http://localhost", PAGE))
        assert one.title in ("Guide du vendeur (PDF)", "A & B")
