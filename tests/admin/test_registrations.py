"""Registrations by hand: made, corrected, removed."""

import pytest

from lti_social.cohorts.models import Person
from lti_social.core.wall import open_house
from lti_social.lti.audit import AuditEntry, Event
from lti_social.lti.models import Deployment, Platform
from tests.cohorts.launching import rows
from tests.pages import Page

MOODLE = {
    "lms_name": "Moodle de Lyon",
    "issuer": "https://moodle.test",
    "client_id": "c-1",
    "auth_url": "https://moodle.test/auth",
    "token_url": "https://moodle.test/token",
    "jwks_url": "https://moodle.test/jwks",
    "frame_origins": "",
    "deployments": "",
}


def names(engine):
    return [one.name for one in rows(engine, Platform)]


def test_the_operator_registers_an_lms(engine, operator):
    typed = {"deployments": "1\r\n 2 \r\n", "frame_origins": "https://portal.test\r\n"}
    page = operator.submit("/new", **(MOODLE | typed))

    assert "Moodle de Lyon" in Page(page).main
    made = rows(engine, Platform)[-1]
    assert (made.issuer, made.client_id) == ("https://moodle.test", "c-1")
    assert made.frame_origins == ["https://portal.test"]
    assert not made.accepts_all_deployments
    accepted = [d for d in rows(engine, Deployment) if d.platform_id == made.id]
    assert [(d.lms_id, d.accepted_by) for d in accepted] == [
        ("1", "operator"),
        ("2", "operator"),
    ]
    assert Event.registered in {entry.event for entry in rows(engine, AuditEntry)}


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ({"auth_url": "moodle.test/auth"}, "Authorization address (OIDC)"),
        ({"jwks_url": "javascript:alert(1)"}, "Key set address (JWKS)"),
        ({"token_url": "http://moodle.example.org/t"}, "Token address"),
        ({"frame_origins": "*"}, "Where the LMS shows the tool in a frame"),
        ({"lms_name": " "}, "Name of the LMS"),
        ({"issuer": "x" * 501}, "Issuer"),
    ],
)
def test_what_cannot_be_right_is_said_by_field_and_given_back(
    engine, operator, typed, label
):
    before = names(engine)
    headers = {"Accept-Language": "en"}
    operator.headers.update(headers)
    refused = operator.submit("/new", **(MOODLE | typed))

    assert refused.status_code == 422
    assert f"{label}:" in Page(refused).the("problem").text
    assert "https://moodle.test/token" in refused.text or "token_url" in typed
    assert names(engine) == before


def test_an_administrator_corrects_their_own_addresses_and_no_identity(
    administrator, platform
):
    page = corrected(administrator, platform(), issuer="https://x", **AT_HOME)

    assert page.status_code == 200
    assert (platform().name, platform().jwks_url) == ("Campus", "https://lms.test/new/jwks")
    assert (platform().issuer, platform().client_id) == ("https://lms.test", "lti-social")


AT_HOME = {
    name: f"https://lms.test/new/{name.removesuffix('_url')}"
    for name in ("auth_url", "token_url", "jwks_url")
}


def corrected(console, platform, **fields):
    return console.submit(f"/platforms/{platform.id}/edit", lms_name="Campus", **fields)


@pytest.mark.parametrize("field", AT_HOME)
@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.7/x",
        "http://localhost:6379/",
        "https://lms.test:8443/x",
        "https://looks-public.example/x",
    ],
)
def test_only_the_operator_points_a_registration_at_another_host(
    administrator, operator, platform, field, address
):
    """Or who runs one LMS could look around in the network of whoever runs the tool."""
    before = vars(platform())
    refused = corrected(administrator, platform(), **AT_HOME | {field: address})

    assert refused.status_code == 403
    assert getattr(platform(), field) == before[field]

    corrected(operator, platform(), **AT_HOME | {field: address})

    assert getattr(platform(), field) == address


def test_each_kind_of_lms_has_its_words_beside_the_fields(operator):
    operator.headers["Accept-Language"] = "en"

    page = Page(operator.open("/new?lms=moodle"))

    assert "Platform ID" in page.the("issuer-hint").text
    assert operator.open("/new?lms=nothing").status_code == 404


def test_every_address_of_the_tool_can_be_copied(operator):
    said = operator.open("/setup/moodle").text

    for path in ("launch", "login", "jwks"):
        assert f"https://tool.test/lti/{path}" in said


def test_a_registration_that_nobody_came_from_goes(engine, operator, neighbour):
    assert "Campus voisin" in names(engine)
    asked = operator.open(f"/platforms/{neighbour}/remove")
    assert "btn--danger" in asked.text

    operator.submit(f"/platforms/{neighbour}/remove")

    assert "Campus voisin" not in names(engine)
    assert rows(engine, AuditEntry)[-1].event is Event.removed


def test_one_with_cohorts_stays(engine, town, operator, platform):
    path = f"/platforms/{platform().id}/remove"
    assert "btn--danger" not in operator.open(path).text

    assert operator.submit(path).status_code == 422
    assert platform()


def test_one_with_people_stays_too(engine, operator, neighbour):
    with open_house(engine) as db, db.begin():
        db.add(Person(platform_id=neighbour, sub="u-1"))

    assert operator.submit(f"/platforms/{neighbour}/remove").status_code == 422
    assert "Campus voisin" in names(engine)


def test_an_administrator_sees_their_registration_alone(administrator, neighbour):
    page = administrator.open().text

    assert "https://lms.test" in page
    assert "Campus voisin" not in page
