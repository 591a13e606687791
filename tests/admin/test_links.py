"""The operator's way in: a link from the prompt, good for one use."""

from datetime import timedelta

import pytest
import time_machine

from lti_social.admin.door import COOKIE
from lti_social.admin.jobs import forget_links
from lti_social.admin.links import LIFETIME, make_link
from lti_social.admin.models import AdminLink, AdminSession
from lti_social.cohorts.door import ABSOLUTE, IDLE
from lti_social.core.clock import now
from lti_social.core.wall import open_house
from lti_social.lti.audit import AuditEntry, Event
from tests.admin.consoles import Console
from tests.cohorts.launching import rows


@pytest.fixture
def link(engine, town) -> str:
    with open_house(engine) as db, db.begin():
        return make_link(db)


@pytest.fixture
def use(app):
    """Press the button behind the link, in a new browser."""

    def press(token: str):
        console = Console(app)
        return console, console.post(
            "/admin/link", data={"token": token}, follow_redirects=False
        )

    return press


def test_a_look_at_the_link_uses_nothing_up(app, link, use):
    for _ in range(2):
        page = Console(app).get("/admin/link", params={"token": link})
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]

    console, opened = use(link)
    assert (opened.status_code, opened.headers["location"]) == (303, "/admin")
    assert console.open().status_code == 200


def test_it_is_good_once(link, use):
    use(link)
    _, again = use(link)

    assert again.status_code == 404
    assert "lti-social admin link" in again.text
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("token", ["", "nobody", "é"])
def test_what_is_no_link_opens_nothing(use, token):
    assert use(token)[1].status_code == 404


def test_it_is_good_for_fifteen_minutes(link, use):
    with time_machine.travel(now() + LIFETIME + timedelta(seconds=1)):
        assert use(link)[1].status_code == 404


def test_only_hashes_are_kept(engine, link, use):
    assert link not in {row.token_hash for row in rows(engine, AdminLink)}
    console, _ = use(link)
    assert rows(engine, AdminLink) == []
    assert console.cookies[COOKIE] not in {r.token_hash for r in rows(engine, AdminSession)}


def test_the_cookie_lives_at_the_top_alone(link, use):
    _, opened = use(link)

    for said in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", f"{COOKIE}="):
        assert said in opened.headers["set-cookie"]
    assert "Partitioned" not in opened.headers["set-cookie"]


@pytest.mark.parametrize("steps", [[IDLE], [IDLE * 0.9] * 7])
def test_two_hours_idle_or_twelve_in_all_end_it(link, use, steps):
    """The last step is one too many."""
    console, _ = use(link)
    at = now()
    for number, step in enumerate(steps, 1):
        at += step + timedelta(minutes=1)
        with time_machine.travel(at):
            status = console.open().status_code
        assert status == (401 if number == len(steps) else 200)


def test_who_leaves_is_out(link, use):
    console, _ = use(link)
    before = console.cookies[COOKIE]

    console.post("/admin/leave")

    assert console.open().status_code == 401
    assert Console(console.app).carry(COOKIE, before).open().status_code == 401


def test_link_and_opening_are_on_record(engine, link, use):
    use(link)

    noted = [(entry.event, entry.by) for entry in rows(engine, AuditEntry)]
    assert noted == [(Event.link_made, "operator"), (Event.console_opened, "operator")]


def test_what_nobody_can_use_any_more_is_forgotten(engine, link, use):
    use(link)
    with open_house(engine) as db, db.begin():
        make_link(db)
        forget_links(db)
    assert (len(rows(engine, AdminLink)), len(rows(engine, AdminSession))) == (1, 1)

    with (
        time_machine.travel(now() + ABSOLUTE + timedelta(minutes=1)),
        open_house(engine) as db,
        db.begin(),
    ):
        forget_links(db)
    assert (rows(engine, AdminLink), rows(engine, AdminSession)) == ([], [])
