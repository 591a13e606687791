"""A new place in an LMS waits for a yes, and its answer is on record."""

import pytest

from lti_social.lti.audit import AuditEntry, Event
from tests.cohorts.launching import rows
from tests.pages import Page


@pytest.fixture(params=["operator", "administrator"])
def console(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def path(platform, waiting) -> str:
    return f"/platforms/{platform().id}/deployments/{waiting().id}"


def test_what_waits_stands_first_with_what_is_known(console, waiting):
    page = Page(console.open())

    (card,) = page.all("section", "card--now")
    for said in ("LMS", "agence-3", "Vente conseil (copie)"):
        assert said in card.text


def test_it_is_accepted(engine, console, waiting, path):
    console.submit(f"{path}/accept")

    assert waiting().accepted_at
    assert waiting().accepted_by in ("operator", "Rachid (LMS)")
    assert not Page(console.open()).all("section", "card--now")
    entry = rows(engine, AuditEntry)[-1]
    assert (entry.event, entry.by) == (Event.deployment_accepted, waiting().accepted_by)


def test_it_is_declined_with_a_reason_and_accepted_after_all(
    engine, console, waiting, path
):
    assert console.open(f"{path}/decline").status_code == 200
    console.submit(f"{path}/decline", reason="Pas dans ce cours.")
    assert waiting().declined_at
    assert rows(engine, AuditEntry)[-1].detail["reason"] == "Pas dans ce cours."

    console.submit(f"{path}/accept")

    assert waiting().accepted_at
    assert waiting().declined_at is None


def test_a_reason_is_needed(console, waiting, path):
    assert console.submit(f"{path}/decline", reason=" ").status_code == 422
    assert waiting().declined_at is None


def test_a_deployment_is_answered_at_its_own_registration_only(
    operator, waiting, neighbour
):
    path = f"/platforms/{neighbour}/deployments/{waiting().id}/accept"

    assert operator.submit(path).status_code == 404
    assert waiting().accepted_at is None


def test_all_may_be_accepted_as_they_come(engine, administrator, platform):
    path = f"/platforms/{platform().id}/accept-all"
    for _ in range(2):  # said twice, it is the same
        administrator.submit(path, on="1")
    assert platform().accepts_all_deployments
    noted = [e for e in rows(engine, AuditEntry) if e.event is Event.updated]
    assert len(noted) == 1

    administrator.submit(path, on="0")
    assert not platform().accepts_all_deployments
