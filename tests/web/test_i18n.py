"""Which language a reader gets, and how moments are said in it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from fastapi.testclient import TestClient

from lti_social.web.i18n import ago, chosen, day, exactly, iso, language_of
from tests.visitor import URL

TUESDAY = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("en-US,en;q=0.9,fr;q=0.8", "en"),
        ("de-DE,de;q=0.9,en;q=0.5,fr;q=0.4", "en"),
        ("en;q=0.2,fr;q=0.9", "fr"),
        ("EN-gb", "en"),
        ("de", "fr"),
        ("*", "fr"),
        ("", "fr"),
        (None, "fr"),
        ("en;q=zero,fr", "fr"),
        (";;;,,,=", "fr"),
        ("en_US.UTF-8", "fr"),
        ("x" * 10_000, "fr"),
        ("é,en", "en"),
    ],
)
def test_a_browser_gets_the_best_of_our_languages(asked, language):
    assert chosen(asked) == language


@pytest.mark.parametrize("asked", ["en", "fr", "de, en;q=0.4", ";;q=é", "\x80\xff"])
def test_any_header_gets_a_page(app, asked):
    header = [(b"accept-language", asked.encode("latin-1"))]
    page = TestClient(app, base_url=URL).get("/nowhere", headers=header)

    assert page.status_code == 404
    language = "en" if "en" in asked else "fr"
    assert f'<html lang="{language}"' in page.text


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("fr_CA", "fr"),
        ("en-US", "en"),
        ("de", None),
        ("", None),
        (None, None),
        ("zz-zz-zz-zz", None),
        ("../../etc/passwd", None),
        ("fr-", None),
    ],
)
def test_what_an_lms_says_becomes_a_language_of_ours_or_none(tag, language):
    assert language_of(tag) == language


@pytest.mark.parametrize(
    ("later", "fr", "en"),
    [
        (timedelta(seconds=59), "à l’instant", "just now"),
        (timedelta(hours=1), "aujourd’hui à 09:30", "today at 9:30 AM"),
        (timedelta(days=1), "hier à 09:30", "yesterday at 9:30 AM"),
        (timedelta(days=2), "mardi", "Tuesday"),
        (timedelta(days=6), "mardi", "Tuesday"),
        (timedelta(days=7), "le 3 novembre", "on 3 November"),
        (timedelta(days=400), "le 3 novembre 2026", "on 3 November 2026"),
    ],
)
def test_a_moment_is_said_as_people_say_it(later, fr, en):
    assert ago(TUESDAY, TUESDAY + later, "fr") == fr
    assert ago(TUESDAY, TUESDAY + later, "en") == en


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 7, 14, 10, 0, tzinfo=UTC), "12:00"),
        (datetime(2026, 12, 14, 10, 0, tzinfo=UTC), "11:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30"),  # before the clock goes back
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30"),  # and after
    ],
)
def test_the_hour_is_the_one_on_the_wall_in_summer_and_in_winter(moment, said):
    assert ago(moment, moment + timedelta(minutes=2), "fr") == f"aujourd’hui à {said}"
    assert f"{said}:00" in exactly(moment, "fr")


def test_a_day_ends_at_midnight_where_people_are():
    late = datetime(2026, 7, 14, 22, 30, tzinfo=UTC)  # half past midnight in Paris

    assert ago(late, late + timedelta(hours=1), "fr").startswith("aujourd’hui")
    assert day(late - timedelta(hours=1), late, "fr") == "hier"
    assert day(late, late + timedelta(hours=23, minutes=29), "en") == "today"
    assert day(late, late + timedelta(hours=23, minutes=31), "en") == "yesterday"


def test_a_clock_that_is_ahead_says_nothing_strange():
    assert ago(TUESDAY + timedelta(seconds=30), TUESDAY, "fr") == "à l’instant"


def test_machines_read_utc():
    assert iso(TUESDAY) == "2026-11-03T08:30:00+00:00"


def test_a_page_says_moments_in_the_reader_s_language(town, visit):
    """Each language has its own templates: neither may keep the other's words."""
    with time_machine.travel(TUESDAY, tick=False) as clock:
        town.question(town.karim)
        clock.shift(timedelta(days=3))
        pages = {
            language: visit(town.solene, language=language).open("/threads").text
            for language in ("fr", "en", "fr")
        }
        assert "mardi" in pages["fr"]
        assert "Tuesday" not in pages["fr"]
        assert "Tuesday" in pages["en"]
        assert "mardi" not in pages["en"]
        clock.shift(timedelta(days=7))
        later = visit(town.solene, language="fr").open("/threads").text

    assert "3 novembre" in later
    assert "mardi" not in later


def test_a_reader_s_own_choice_outweighs_the_lms_s(town, visit):
    visitor = visit(town.solene, language="en")
    assert '<html lang="en"' in visitor.open().text
    visitor.submit("/me", name="Solène", language="fr")

    assert '<html lang="fr"' in visitor.open().text
    assert '<html lang="fr"' in visit(town.solene, language="en").open().text
    visitor.submit("/me", name="Solène", language="")
    assert '<html lang="en"' in visitor.open().text
