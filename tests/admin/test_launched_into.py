"""Who runs an LMS comes to its registration by a launch, and by nothing else."""

from datetime import timedelta

import pytest
import time_machine

from lti_social.cohorts.door import ABSOLUTE
from lti_social.core.clock import now
from lti_social.lti.audit import AuditEntry, Event
from tests.cohorts.launching import Browser, rows, serve
from tests.lti.drafts import MEMBERSHIP, saying, without

LIS = "http://purl.imsglobal.org/vocab/lis/v2/"
ADMINISTRATOR = f"{LIS}institution/person#Administrator"
AS_ADMIN = saying(name="Michel Admin", roles=[ADMINISTRATOR, f"{MEMBERSHIP}Instructor"])
TO_THE_CONSOLE = saying(target_link_uri="https://tool.test/admin")
AS_LEARNER = saying(roles=[f"{MEMBERSHIP}Learner"])


@pytest.fixture
def browser(engine, tool) -> Browser:
    return Browser(serve(engine, tool))


def test_a_launch_of_the_console_opens_it(browser, lms):
    opened = browser.launch(lms, AS_ADMIN, TO_THE_CONSOLE, target="/admin")

    assert opened.headers["location"] == "/admin"
    page = browser.get("/admin")
    assert page.status_code == 200
    assert "Our LMS" in page.text
    assert f"frame-ancestors {lms.issuer}" in page.headers["content-security-policy"]


def test_the_menu_of_any_page_leads_there_and_back(browser, lms):
    home = browser.launch(lms, AS_ADMIN).headers["location"]

    assert 'href="/admin"' in browser.get(home).text
    assert f'href="{home}"' in browser.get("/admin").text


@pytest.mark.parametrize(
    "roles",
    [
        [f"{MEMBERSHIP}Learner"],
        [f"{MEMBERSHIP}Instructor"],
        [f"{MEMBERSHIP}Administrator"],  # of this one course
        [f"{LIS}institution/person#Instructor"],
    ],
)
def test_nobody_else_s_launch_opens_it(browser, lms, roles):
    opened = browser.launch(lms, saying(roles=roles), TO_THE_CONSOLE, target="/admin")

    assert opened.headers["location"].startswith("/c/")
    assert 'href="/admin"' not in browser.get(opened.headers["location"]).text
    assert browser.get("/admin").status_code == 404


def test_a_later_launch_without_the_role_takes_it_away(browser, lms):
    browser.launch(lms, AS_ADMIN)
    page = browser.get("/admin/invites").text
    browser.launch(lms, AS_LEARNER)

    assert browser.get("/admin").status_code == 404
    sent = browser.submit(page, "/admin/invites", lms_name="Lycée", platform_id="1")
    assert sent.status_code == 409
    assert "Lycée" in sent.text  # nothing that was written is lost


def test_twelve_hours_after_the_launch_it_ends(browser, lms):
    browser.launch(lms, AS_ADMIN)
    launched = now()
    for hours in (0, 1.5, 3, 4.5, 6, 7.5, 9, 10.5, 11.9):
        with time_machine.travel(launched + timedelta(hours=hours)):
            assert browser.get("/admin").status_code == 200
    with time_machine.travel(launched + ABSOLUTE + timedelta(minutes=1)):
        assert browser.get("/admin").status_code == 401


def test_opening_is_on_record_once_for_each_launch(engine, browser, lms):
    for _ in range(2):
        browser.launch(lms, AS_ADMIN, TO_THE_CONSOLE, target="/admin")
        browser.get("/admin")
        browser.get("/admin/journal")

    opened = [e for e in rows(engine, AuditEntry) if e.event is Event.console_opened]
    assert [entry.by for entry in opened] == ["Michel Admin (Our LMS)"] * 2


def test_the_journal_knows_them_by_the_lms_s_name_for_them(engine, browser, lms):
    home = browser.launch(lms, AS_ADMIN).headers["location"]
    page = browser.get(f"{home}/me").text
    browser.submit(page, f"{home}/me", name="Claire", appearance="device")
    browser.get(home)

    read = [e for e in rows(engine, AuditEntry) if e.event is Event.read_as_admin]
    assert {entry.by for entry in read} == {"Michel Admin (Our LMS)"}


def test_who_has_no_name_there_has_a_number_in_the_journal(engine, browser, lms):
    nameless = without("name", "given_name", "family_name")
    browser.launch(lms, AS_ADMIN, nameless, TO_THE_CONSOLE, target="/admin")
    browser.get("/admin")

    (opened,) = (e for e in rows(engine, AuditEntry) if e.event is Event.console_opened)
    assert opened.by == "administrator u-101 (Our LMS)"
