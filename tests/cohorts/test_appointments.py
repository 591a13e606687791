"""Roles given here, by name: what they add, and that they take nothing away."""

import pytest

from lti_social.cohorts.models import Role
from lti_social.cohorts.records import Appointment
from lti_social.notifications.models import Notice
from tests.pages import Page

SETTINGS = {"zone": "Europe/Paris", "champions": "1"}


@pytest.fixture
def appoint(town, visit):
    """Claire gives a role."""
    return lambda member, role: visit(town.claire).submit(
        "/roles", member=member.id, role=role
    )


@pytest.fixture
def answered(town):
    thread = town.question(town.solene)
    return thread, town.answer(thread, town.maelle)


def may(visitor, thread, post) -> set[str]:
    """What of the team's gestures this visitor is let do."""
    gestures = {
        "pin": (f"{thread.path}/pin", {"on": 1}),
        "lock": (f"{thread.path}/lock", {"on": 0}),
        "endorse": (f"/posts/{post.id}/endorse", {"on": 1}),
        "hide": (f"/posts/{post.id}/hide", {"reason": "Un nom."}),
        "decide": (f"/posts/{post.id}/decide", {"act": "shown"}),
    }
    done = {
        name: visitor.submit(path, **fields).history
        for name, (path, fields) in gestures.items()
    }
    pages = {name: visitor.open(f"/{name}") for name in ("reports", "settings", "roles")}
    opened = {name for name, page in pages.items() if page.status_code == 200}
    return {name for name, sent in done.items() if sent} | opened


ORDER = {"pin", "lock", "hide"}


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("champion", ORDER),
        ("mentor", set()),
        ("assistant", ORDER | {"endorse", "decide", "reports"}),
    ],
)
def test_a_role_adds_what_it_stands_for(town, visit, appoint, answered, role, rights):
    assert may(visit(town.karim), *answered) == set()

    appoint(town.karim, role)
    assert may(visit(town.karim), *answered) == rights

    visit(town.claire).submit(f"/roles/{town.karim.id}/end")
    assert may(visit(town.karim), *answered) == set()


def test_champions_endorse_where_the_trainer_says_so(town, visit, appoint, answered):
    appoint(town.karim, "champion")
    visit(town.claire).submit("/settings", **SETTINGS)

    assert may(visit(town.karim), *answered) == ORDER | {"endorse"}


@pytest.mark.parametrize("role", ["champion", "mentor", "assistant"])
def test_a_role_takes_nothing_from_who_has_more(town, visit, appoint, answered, role):
    paul = town.member(town.vente, "Paul", Role.instructor)
    before = may(visit(paul), *answered)

    appoint(paul, role)

    assert may(visit(paul), *answered) == before
    assert {"settings", "roles"} <= before


def test_an_administrator_gains_no_chair_by_a_role(town, visit, appoint, answered):
    appoint(town.michel, "assistant")

    assert may(visit(town.michel), *answered) == {"reports"}  # what waits for the LMS


def test_who_gave_what_to_whom_is_on_record(town, visit, appoint):
    for role in ("champion", "champion", "assistant"):
        appoint(town.karim, role)
    claire = visit(town.claire)
    page = Page(claire.open("/roles"))
    assert "Karim, Assistant" in page.main
    assert "Champion (" not in page.main

    claire.submit(f"/roles/{town.karim.id}/end")

    first, second = town.rows(town.vente, Appointment)
    assert (first.role, second.role) == (Role.champion, Role.assistant)
    for one in (first, second):
        assert one.member_id == town.karim.id
        assert one.by_id == one.ended_by_id == town.claire.id
        assert one.at <= one.ended_at


def test_the_others_see_who_helps(town, visit, appoint, answered):
    thread, _ = answered
    appoint(town.maelle, "champion")
    assert "Maëlle, champion" in Page(visit(town.karim).open(thread.path)).main
    appoint(town.maelle, "assistant")
    assert "Maëlle, facilitator" in Page(visit(town.karim).open(thread.path)).main
    facilitated = Page(visit(town.karim).open()).main
    assert "Aurore, Claire, Maëlle" in facilitated


def test_nobody_passes_for_who_helps(town, visit, appoint):
    appoint(town.maelle, "champion")

    assert visit(town.karim).submit("/me", name="maëlle").status_code == 409


def test_a_report_is_told_to_an_assistant_of_the_trainer_s(
    town, visit, appoint, answered, run_jobs
):
    _, post = answered
    appoint(town.karim, "assistant")
    visit(town.solene).submit(f"/posts/{post.id}/report", matter="name")
    run_jobs()

    told = {notice.member_id for notice in town.rows(town.vente, Notice)}
    assert told == {town.karim.id, town.claire.id, town.aurore.id}


@pytest.mark.parametrize("role", ["learner", "instructor", "admin", "sponsor", ""])
def test_other_roles_are_the_lms_s_to_give(town, appoint, role):
    assert appoint(town.karim, role).status_code == 422
    assert town.rows(town.vente, Appointment) == []


def test_nobody_next_door_is_appointed(town, visit, appoint):
    assert appoint(town.nadia, "assistant").status_code == 404


def test_of_many_people_one_is_found_by_name(town, visit):
    for number in range(60):
        town.member(town.vente, f"Membre {number:02}")
    claire = visit(town.claire)

    shown = Page(claire.open("/roles")).all("option")
    found = Page(claire.open("/roles", params={"who": "MAË"})).all("option")

    assert len(shown) == 51
    assert [one.text for one in found] == ["Choose somebody", "Maëlle"]
    assert "Nobody of that name" in claire.open("/roles", params={"who": "Zoé"}).text
