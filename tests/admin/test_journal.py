"""The journal: filtered, by pages, exported; each sees their own part."""

import csv
import io

import pytest

from lti_social.admin import journal
from lti_social.core.wall import open_house
from lti_social.lti.audit import OPERATOR, AuditEntry, Event, note
from tests.cohorts.launching import rows
from tests.pages import Page


@pytest.fixture
def noted(engine, town, neighbour, platform) -> None:
    mine = platform().id
    with open_house(engine) as db, db.begin():
        note(db, Event.registered, by=OPERATOR, platform_id=neighbour, name="Voisin")
        note(db, Event.registered, by=OPERATOR, platform_id=mine, name="Ville")
        note(db, Event.self_tested, by="Rachid (LMS)", platform_id=mine)
        note(db, Event.invited, by=OPERATOR, name="=cmd|' /C calc'!A0")


def shown(page) -> list[str]:
    return [cell.text for cell in Page(page).all("td") if cell.inside.tag == "tr"]


def entries(page) -> int:
    return len(Page(page).all("tr")) - 1


def test_the_operator_reads_all_and_filters(operator, noted, platform, neighbour):
    operator.headers["Accept-Language"] = "en"
    everything = entries(operator.open("/journal"))

    assert everything >= 6  # with the link and the opening
    for query, count in (
        ("event=registered", 2),
        (f"platform={platform().id}", 2),
        (f"event=registered&platform={neighbour}", 1),
        ("by=Rachid+%28LMS%29", 1),
        ("event=&platform=&by=", everything),
        ("event=nothing&platform=x", everything),
    ):
        assert entries(operator.open(f"/journal?{query}")) == count, query


def test_an_administrator_reads_their_own_part_whatever_they_ask(
    administrator, noted, neighbour
):
    for query in ("", f"?platform={neighbour}", "?by=operator"):
        page = administrator.open(f"/journal{query}").text
        assert "Voisin" not in page
    told = administrator.open(f"/journal.csv?platform={neighbour}").text
    assert "Ville" in told
    assert "Voisin" not in told


def test_older_entries_are_on_further_pages(engine, operator, noted):
    with open_house(engine) as db, db.begin():
        for number in range(journal.PAGE * 2):
            note(db, Event.removed, by=OPERATOR, name=f"n{number}")
    seen, path = [], "/journal?event=removed"
    while path:
        page = operator.open(path)
        seen += [cell for cell in shown(page) if "n" in cell and cell[-1].isdigit()]
        links = [a for a in Page(page).all("a") if "before=" in str(a.attributes["href"])]
        path = links and links[0].attributes["href"].removeprefix("/admin")
        if links:
            assert entries(page) == journal.PAGE
    assert len(seen) == len(set(seen)) == journal.PAGE * 2


def test_it_is_exported_whole(engine, operator, noted):
    with open_house(engine) as db, db.begin():
        for number in range(journal.BATCH + 1):
            note(db, Event.removed, by=OPERATOR, name=f"n{number}")
    answer = operator.open("/journal.csv?event=removed")

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    head, *lines = csv.reader(io.StringIO(answer.text))
    assert tuple(head) == journal.COLUMNS
    assert len(lines) == journal.BATCH + 1
    assert rows(engine, AuditEntry)[-1].event is Event.exported


def test_a_spreadsheet_takes_nothing_in_it_for_a_formula(operator, engine, noted):
    with open_house(engine) as db, db.begin():
        note(db, Event.removed, by="=HYPERLINK(1)")
    told = operator.open("/journal.csv").text

    cells = [cell for line in csv.reader(io.StringIO(told)) for cell in line]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]


def test_what_was_done_is_told_as_text_and_cut(engine, town):
    with open_house(engine) as db, db.begin():
        note(db, Event.invited, by="Z\u202eo\n" + "x" * 500, name="a\0b" + "y" * 500)

    (entry,) = rows(engine, AuditEntry)
    assert len(entry.by) == 120
    assert entry.detail["name"].startswith("a?b")
    assert entry.by.isprintable()


def test_it_outlives_what_it_is_about(engine, operator, neighbour):
    operator.submit(f"/platforms/{neighbour}/accept-all", on="1")
    operator.submit(f"/platforms/{neighbour}/remove")

    kept = [e.event for e in rows(engine, AuditEntry) if e.platform_id == neighbour]
    assert kept == [Event.updated, Event.removed]
    assert operator.open("/journal").status_code == 200
