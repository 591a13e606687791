"""The trainer's page of members: who is here, and how it stands with the LMS's roster."""

import re
from datetime import timedelta

import httpx
import pytest
import time_machine

from lti_social.cohorts.jobs import refresh_rosters
from lti_social.cohorts.learned import RosterSync
from lti_social.cohorts.roster_sync import STALE, USED
from lti_social.core.clock import now
from lti_social.core.jobs import later, run_all
from lti_social.core.wall import open_house
from tests.cohorts.launching import rows, says, text_of
from tests.lti.drafts import MEMBERSHIP, saying
from tests.lti.fake_gradebook import refused
from tests.lti.fake_moodle import FakeMoodle, people

CLAIRE = saying(
    sub="99",
    name="Claire Fontaine",
    roles=[f"{MEMBERSHIP}Instructor"],
    launch_presentation={"locale": "en"},
)


@pytest.fixture
def lms(engine):
    moodle = FakeMoodle()
    moodle.register(engine)
    return moodle


@pytest.fixture
def members(browser, lms):
    """The page, as Claire sees it after her launch."""
    home = browser.launch(lms, CLAIRE).headers["location"]
    return lambda query="": browser.get(f"{home}/members{query}").text


@pytest.fixture
def press(browser, members):
    """Claire presses the button of a page, which may be an old one."""

    def on(page):
        (path,) = re.findall(r'action="(/c/\d+/members/read)"', page)
        return browser.submit(page, path)

    return on


def test_the_page_names_everybody_and_no_address(members, engine, tool):
    run_all(engine, tool)
    page = members()

    assert "Élodie Bénard" in page
    assert says(page, "Trainer")
    assert "32 people" in text_of(page)
    assert "example.test" not in page


def test_the_team_stands_first_and_names_are_in_order(members, engine, tool):
    run_all(engine, tool)
    page = text_of(members())

    order = ["Claire Fontaine", "Chloé D'Angelo", "Élodie Bénard", "Fatou Hébert"]
    assert sorted(order, key=page.index) == order


def test_a_long_list_goes_on_over_the_page(members, lms, engine, tool):
    lms.members = people(230)
    run_all(engine, tool)
    first = members()
    after = first.split("members?after=")[1].split('"')[0]
    second = members(f"?after={after}")

    assert first.count('scope="row"') == second.count('scope="row"') == 100
    assert "members?after=" in second


def test_how_far_it_is_shows_until_it_is_over(members, press, engine, tool):
    run_all(engine, tool)

    assert press(members()).status_code == 303

    assert says(members(), "The roster is being read.")
    assert says(members(), "See how far it is")
    run_all(engine, tool)
    assert not says(members(), "The roster is being read.")


def test_pressing_twice_reads_once(members, press, engine, tool, lms):
    run_all(engine, tool)
    page, before = members(), len(lms.heard)
    press(page)
    press(page)
    run_all(engine, tool)

    assert len(lms.heard) - before == 1


def test_a_refusal_says_the_lms_s_words_and_who_can_fix_it(members, lms, engine, tool):
    evil = "<script>alert(1)</script> 100% %(no)s"
    lms.will_answer(httpx.Response(403, json={"error": evil}))
    run_all(engine, tool)
    page = members()

    assert says(page, "The roster could not be read.")
    assert "An administrator of the LMS can allow this service" in text_of(page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 100% %(no)s" in page
    assert "<script>alert" not in page


def test_an_lms_that_grants_no_token_is_for_its_administrator(members, lms, engine, tool):
    lms.scopes = ()
    run_all(engine, tool)

    assert "invalid_scope" in members()
    assert "An administrator of the LMS can allow" in text_of(members())


def test_an_lms_that_is_ill_is_asked_again_by_itself(members, lms, engine, tool):
    with time_machine.travel(now(), tick=False) as clock:
        lms.will_answer(*[refused(503, "Service Unavailable")] * 3)
        run_all(engine, tool)
        assert "It is tried again by itself." in text_of(members())
        clock.shift(60)
        run_all(engine, tool)

    assert "32 people" in text_of(members())
    assert not says(members(), "The roster could not be read.")


def test_without_the_service_the_page_says_who_can_allow_it(browser, lms):
    def without_services(draft):
        for name in [name for name in draft.claims if "nrps" in name or "ags" in name]:
            del draft.claims[name]

    home = browser.launch(lms, CLAIRE, without_services).headers["location"]
    page = browser.get(f"{home}/members").text

    assert "people appear once they open the activity" in text_of(page)
    assert "Read the roster again" not in page
    answer = browser.submit(browser.get(f"{home}/me").text, f"{home}/members/read")
    assert answer.status_code == 409


def test_rosters_of_courses_in_use_are_read_again_every_few_hours(
    members, lms, engine, tool
):
    def an_hour_strikes():
        before = len(lms.heard)
        with open_house(engine) as db, db.begin():
            later(db, refresh_rosters)
        run_all(engine, tool)
        return len(lms.heard) > before

    with time_machine.travel(now(), tick=False) as clock:
        run_all(engine, tool)
        assert not an_hour_strikes()
        clock.shift(STALE + timedelta(minutes=1))
        assert an_hour_strikes()
        assert not an_hour_strikes()
        clock.shift(USED)
        assert not an_hour_strikes()
    assert len(rows(engine, RosterSync)) == 1
