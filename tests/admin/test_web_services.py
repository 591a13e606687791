"""The access to a registration's Moodle: tested, saved, never shown again, forgotten."""

import logging

import pytest

from lti_social.core.wall import open_house
from lti_social.lti.audit import AuditEntry
from lti_social.lti.models import Platform
from lti_social.resources.models import SourceAccess
from lti_social.resources.sources.moodle_rest import REFUSALS
from tests.admin.consoles import administrator_of
from tests.cohorts.launching import rows
from tests.pages import Page
from tests.resources.conftest import app, site
from tests.resources.fake_site import TOKEN, URL

__all__ = ["app", "site"]


@pytest.fixture
def path(town):
    return f"/platforms/{town.deployment.platform_id}/web-services"


@pytest.fixture
def michel(engine, town, app):
    """The administrator of an LMS whose addresses stand on that Moodle's host."""
    with open_house(engine) as db, db.begin():
        platform = db.get_one(Platform, town.deployment.platform_id)
        platform.auth_url = f"{URL}/mod/lti/auth.php"
        platform.token_url = "http://moodle.example.org/token"
    return administrator_of(engine, app, town.deployment.platform_id)


def test_it_is_tested_saved_and_never_shown_again(engine, town, michel, path, caplog):
    caplog.set_level(logging.DEBUG)
    shown = michel.submit(path, url=f"{URL}/my/", ws_token=TOKEN)

    assert "Moodle Lab answered, and the access is saved" in Page(shown).main
    (row,) = rows(engine, SourceAccess)
    assert (row.url, row.platform_id) == (URL, town.deployment.platform_id)
    again = michel.open(path)
    assert URL in again.text
    assert TOKEN not in f"{shown.text}{again.text}{caplog.text}"
    events = [entry.event.value for entry in rows(engine, AuditEntry)]
    assert "access_saved" in events
    assert TOKEN not in str([entry.detail for entry in rows(engine, AuditEntry)])


def test_what_the_service_lacks_is_said(michel, path, site):
    site.lacking = {"core_group_get_course_groups"}

    shown = michel.submit(path, url=URL, ws_token=TOKEN)

    assert "lacks the function core_group_get_course_groups" in Page(shown).main


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ws_token": "feed" * 8}, REFUSALS["invalidtoken"]),
        ({"url": "http://moodle.example.org"}, "the address must begin with https"),
        ({"url": "javascript:alert(1)"}, "it begins with https://"),
        ({"ws_token": "un secret à moi"}, "Token: this is not one of the choices."),
    ],
    ids=str,
)
def test_what_is_no_good_is_not_saved_and_the_secret_is_not_repeated(
    engine, michel, path, wrong, sentence
):
    sent = {"url": URL, "ws_token": TOKEN} | wrong

    refused = michel.submit(path, **sent)

    assert refused.status_code == 422
    assert sentence in Page(refused).all("body")[0].text
    assert sent["ws_token"] not in refused.text
    assert rows(engine, SourceAccess) == []


@pytest.mark.parametrize("url", ["https://10.0.0.7", "https://elsewhere.example.org"])
def test_an_administrator_points_at_no_other_host(engine, michel, path, site, url):
    refused = michel.submit(path, url=url, ws_token=TOKEN)

    assert refused.status_code == 403
    assert rows(engine, SourceAccess) == []
    assert site.asked == []


def test_it_is_forgotten(engine, michel, path):
    michel.submit(path, url=URL, ws_token=TOKEN)
    michel.submit(f"{path}/forget")

    assert rows(engine, SourceAccess) == []
