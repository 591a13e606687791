"""A registration's self-test: what works, what does not, and who can mend it."""

from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest
import time_machine

from lti_social.admin.models import SelfTest, SelfTestFinding
from lti_social.admin.results import PATIENCE
from lti_social.admin.selftest.findings import TOLD, Finding, State
from lti_social.cohorts.models import Course
from lti_social.core import jobs
from lti_social.core.clock import now
from lti_social.core.wall import open_house
from lti_social.lti.audit import AuditEntry, Event
from lti_social.lti.models import Deployment
from lti_social.lti.profiles.profile import LINE_ITEMS, ROSTER
from tests.admin.consoles import Console, administrator_of
from tests.cohorts.launching import rows, serve
from tests.lti.fake_moodle import FakeMoodle
from tests.lti.platform import tool_among


@pytest.fixture
def moodle() -> FakeMoodle:
    return FakeMoodle()


@pytest.fixture
def tool(moodle):
    tool = tool_among(moodle)
    yield tool
    tool.close()


@pytest.fixture
def console(engine, moodle, tool) -> Console:
    """Of who runs that Moodle, in which one course has told its services' addresses."""
    platform_id = moodle.register(engine, family="moodle")
    with open_house(engine) as db, db.begin():
        (deployment,) = db.query(Deployment).all()
        urls = {"roster_url": moodle.roster_url, "lineitems_url": moodle.lineitems_url}
        where = {"deployment_id": deployment.id, "lms_id": "5"}
        db.add(Course(**where, title="Vente conseil", **urls))
    console = administrator_of(engine, serve(engine, tool), platform_id)
    console.path = f"/platforms/{platform_id}/test"
    return console


@pytest.fixture
def test(engine, tool, console) -> Callable[[], list[Finding]]:
    """Run it as its button does; what was found."""

    def run() -> list[Finding]:
        console.submit(console.path)
        jobs.run_all(engine, tool)
        return [row.finding for row in rows(engine, SelfTestFinding)]

    return run


def stumble(*_):
    raise RuntimeError("nobody thought of this")


def to_fix(found: list[Finding]) -> list[Finding]:
    return [one for one in found if TOLD[one].state is State.fix]


def test_a_moodle_in_which_all_is_well(console, moodle, test):
    moodle.headers["date"] = date_of(2)
    found = test()

    assert to_fix(found) == []
    well = {Finding.keys_ok, Finding.clock_ok, Finding.roster_ok, Finding.column_ok}
    assert well <= set(found)
    assert found.count(Finding.access_ok) == 5
    assert moodle.gradebook.items == {}  # the trial column is gone
    page = console.open(console.path)
    assert "refresh" not in page.headers
    assert "Vente conseil" in page.text
    assert "All is well" in console.open().text


def date_of(seconds: int) -> str:
    return format_datetime(now() + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("break_it", "expected"),
    [
        (
            lambda m: setattr(m, "is_down", True),
            [Finding.keys_silent, Finding.access_silent],
        ),
        (lambda m: setattr(m, "answer", stumble), [Finding.broken_off]),
        (lambda m: m.keys.clear(), [Finding.keys_none]),
        (lambda m: m.headers.update(date=date_of(-300)), [Finding.clock_off]),
        (lambda m: setattr(m, "client_id", "another"), [Finding.access_none]),
        (lambda m: setattr(m, "scopes", {LINE_ITEMS}), [Finding.roster_refused]),
        (
            lambda m: m.will_answer(httpx.Response(403, json={"error": "hidden"})),
            [Finding.roster_unreadable],
        ),
    ],
    ids=["down", "stumbling", "no keys", "clock", "client", "roster scope", "roster"],
)
def test_each_fault_is_found_and_the_other_steps_are_tried(
    moodle, test, break_it, expected
):
    break_it(moodle)

    assert to_fix(test()) == expected


def test_what_is_wrong_is_told_with_who_can_mend_it(console, moodle, test):
    moodle.scopes = {LINE_ITEMS}
    test()
    page = console.open(console.path).text

    assert "The list of a course’s members is refused." in page
    assert "The administrator of the LMS" in page
    assert "Site administration › Plugins" in page  # where, in the words of a Moodle
    assert "1 to mend" in console.open().text


def test_the_lms_s_own_words_are_shown_as_they_are(console, moodle, test):
    words = "100% <b>no</b> to %(about)s"
    moodle.will_answer(httpx.Response(403, json={"error": words}))
    test()

    assert "100% &lt;b&gt;no&lt;/b&gt; to %(about)s" in console.open(console.path).text


def test_a_service_that_an_lms_need_not_give_is_a_choice(moodle, test):
    moodle.scopes = {ROSTER}
    found = test()

    assert to_fix(found) == []
    assert found.count(Finding.scope_refused) == 4
    assert Finding.column_ok not in found


@pytest.mark.parametrize("said", ["DELETE", "POST"])
def test_a_column_that_cannot_be_made_or_removed_is_told(moodle, test, said):
    answer = moodle.gradebook.answer

    def stubborn(request, *rest):
        if request.method == said:
            return httpx.Response(403, json={"error": "no"})
        return answer(request, *rest)

    moodle.gradebook.answer = stubborn
    expected = {"DELETE": Finding.column_left, "POST": Finding.column_refused}
    assert to_fix(test()) == [expected[said]]

    moodle.gradebook.answer = answer  # mended: what had stayed goes with the next test
    assert to_fix(test()) == []
    assert moodle.gradebook.items == {}


def test_without_a_course_that_told_its_addresses_it_says_how_to_get_one(engine, test):
    with open_house(engine) as db, db.begin():
        db.query(Course).delete()
    found = test()

    assert to_fix(found) == []
    assert {Finding.roster_unknown, Finding.column_unknown} <= set(found)


def test_while_it_is_under_way_the_page_looks_again_by_itself(engine, console):
    for _ in range(2):  # asked twice, it is run once
        page = console.submit(console.path)
    assert page.headers["refresh"] == "3"
    assert "Look again" in page.text
    assert len(rows(engine, SelfTest)) == 1
    events = [e.event for e in rows(engine, AuditEntry)]
    assert events.count(Event.self_tested) == 1

    with time_machine.travel(now() + PATIENCE):
        page = console.open(console.path)
        assert "refresh" not in page.headers
        assert "no worker seems to be at work" in page.text


def test_the_cookie_is_told_of_by_the_frame_it_came_from(console):
    framed = console.open(console.path, headers={"Sec-Fetch-Dest": "iframe"}).text
    alone = console.open(console.path, headers={"Sec-Fetch-Dest": "document"}).text

    assert "in the frame of the LMS." in framed
    assert "in a tab of its own" in alone


def test_a_registration_that_went_meanwhile_ends_it_quietly(engine, tool, console):
    console.submit(console.path)
    with open_house(engine) as db, db.begin():
        db.query(SelfTest).delete()
    assert jobs.run_all(engine, tool) == 1

    assert rows(engine, SelfTestFinding) == []
    assert not [job for job in rows(engine, jobs.Job) if job.failure]
