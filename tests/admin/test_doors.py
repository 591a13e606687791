"""Every door to the console, as the application lists them: who learns nothing there."""

import pytest
from fastapi.testclient import TestClient

from lti_social.cohorts.models import Role, WebSession
from lti_social.core.claims import Job
from lti_social.core.clock import now
from lti_social.core.wall import open_house
from lti_social.lti.audit import OPERATOR, Event, note
from lti_social.lti.deployments import accept_deployment
from lti_social.lti.invites import issue
from lti_social.lti.models import Invite
from lti_social.web.session import COOKIE, FORM_KEY, form_value
from tests.admin.consoles import administrator_of
from tests.cohorts.launching import rows
from tests.doors import CONSOLE, OUTSIDE, ROUTES, Knock, every, knocking
from tests.visitor import URL

ADMIN_READS = [door for door in CONSOLE if door[0] == "GET"]
ADMIN_WRITES = [door for door in CONSOLE if door[0] == "POST"]
OPERATOR_ONLY = {
    ("GET", "/admin/new"),
    ("POST", "/admin/new"),
    ("GET", "/admin/platforms/{platform_id}/remove"),
    ("POST", "/admin/platforms/{platform_id}/remove"),
    ("GET", "/admin/jobs"),
    ("POST", "/admin/jobs/{job_id}/again"),
    ("POST", "/admin/jobs/{job_id}/forget"),
}
ASKS_THE_LMS = ("POST", "/admin/platforms/{platform_id}/web-services")  # nobody answers
SECRETS = ("https://lms.test", "agence-3", "Invitation de la ville", "Claire (LMS)")


@pytest.fixture
def ids(engine, town, waiting) -> dict[str, int | str]:
    """What stands behind the doors: all of it is the town's LMS's."""
    mine = town.deployment.platform_id
    dead = {"name": "threads.tell", "arguments": {}, "dead_at": now(), "failure": "x"}
    with open_house(engine) as db, db.begin():
        db.add(job := Job(**dead))
        issue(db, name="Invitation de la ville", by=OPERATOR, platform_id=mine)
        note(db, Event.chair_taken, by="Claire (LMS)", platform_id=mine)
    (invite,) = rows(engine, Invite)
    known = {"platform_id": mine, "deployment_id": waiting().id, "kind": "moodle"}
    return known | {"invite_id": invite.id, "job_id": job.id}


@pytest.fixture
def knock(ids) -> Knock:
    return knocking(ids, SECRETS, platform_id=str(ids["platform_id"]))


def test_every_route_under_admin_is_a_door_of_the_console():
    under = {(method, route.path) for method, route in ROUTES if "/admin" in route.path}

    assert under - OUTSIDE == set(CONSOLE)
    assert len(ADMIN_READS) > 8
    assert len(ADMIN_WRITES) > 8


@pytest.mark.parametrize("who", ["solene", "claire"])
@pytest.mark.parametrize("key", [True, False])
def test_learners_and_trainers_find_nothing(town, visit, knock, who, key):
    browser = visit(getattr(town, who))
    form = {FORM_KEY: browser.form_key} if key else {}

    assert knock(browser, CONSOLE, hush=True, **form) == every(CONSOLE, 404)


def test_who_administers_one_course_finds_nothing(town, visit, knock, engine):
    """The chair of a course's administrator is no seat at the console."""
    paul = visit(town.member(town.vente, "Paul", Role.admin))
    with open_house(engine) as db, db.begin():
        db.query(WebSession).update({"administers_as": None})

    assert knock(paul, CONSOLE, hush=True, **{FORM_KEY: paul.form_key}) == every(
        CONSOLE, 404
    )


@pytest.mark.parametrize("cookie", [None, "", "Ã©"])
def test_nobody_is_told_that_the_visit_has_ended(app, knock, cookie):
    form = {}
    with TestClient(app, base_url=URL) as browser:
        if cookie is not None:
            browser.headers = {b"cookie": f"{COOKIE}={cookie}".encode("latin-1")}
            form = {FORM_KEY: form_value(cookie)}

        assert knock(browser, CONSOLE, hush=True, **form) == every(CONSOLE, 401)


def test_who_runs_another_lms_learns_nothing_of_this_one(stranger, knock):
    answers = knock(stranger, CONSOLE, hush=True, **{FORM_KEY: stranger.form_key})

    theirs = {
        ("GET", "/admin"),
        ("GET", "/admin/invites"),
        ("GET", "/admin/journal"),
        ("GET", "/admin/journal.csv"),
        ("GET", "/admin/setup"),
        ("GET", "/admin/setup/{kind}"),
    }
    others = [door for door in CONSOLE if door not in theirs]
    assert answers == every(theirs, 200) | every(others, 404)


def test_who_runs_one_of_several_places_learns_nothing_of_the_others(
    engine, app, town, waiting, knock
):
    """Deployments that do not share their people may be other organisations."""
    mine = town.deployment
    rachid = administrator_of(engine, app, mine.platform_id, deployment_id=mine.id)
    assert rachid.open().status_code == 200

    with open_house(engine) as db, db.begin():
        accept_deployment(db, waiting().id, OPERATOR)

    assert knock(rachid, CONSOLE, hush=True, **{FORM_KEY: rachid.form_key}) == every(
        CONSOLE, 404
    )
    assert "whoever runs this tool" in rachid.open().text.lower()


def test_who_runs_this_lms_finds_all_but_what_is_the_operator_s(administrator, knock):
    answers = knock(administrator, CONSOLE, **{FORM_KEY: administrator.form_key})

    assert {door for door, status in answers.items() if status == 404} == OPERATOR_ONLY
    assert answers.pop(ASKS_THE_LMS) == 403  # its address is of a host that is not theirs
    assert {answers.get(door, 200) for door in set(CONSOLE) - OPERATOR_ONLY} <= {200, 303}


@pytest.mark.parametrize("form", [{}, {FORM_KEY: ""}, {FORM_KEY: "é"}])
def test_a_form_without_the_key_of_this_visit_changes_nothing(
    operator, administrator, knock, form
):
    for console in (operator, administrator):
        assert knock(console, ADMIN_WRITES, **form) == every(ADMIN_WRITES, 409)


def test_the_operator_finds_everything(operator, knock):
    answers = knock(operator, ADMIN_READS)

    assert answers == every(ADMIN_READS, 200)


@pytest.mark.parametrize("number", ["0", "2147483648", "1.5", "%00", "999999"])
def test_a_number_that_nothing_has_is_not_found(operator, knock, ids, number):
    for name in ("platform_id", "deployment_id", "invite_id", "job_id"):
        doors = [door for door in CONSOLE if f"{{{name}}}" in door[1]]
        key, ids[name] = ids[name], number
        form = {FORM_KEY: operator.form_key, "platform_id": "0"}
        assert knock(operator, doors, **form) == every(doors, 404), name
        ids[name] = key
