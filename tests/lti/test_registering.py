import pytest
from sqlalchemy import select

from lti_social.cohorts.models import Person
from lti_social.core.wall import open_house
from lti_social.lti.models import Deployment, Platform
from lti_social.lti.registering import (
    BadRegistration,
    Entry,
    add_platform,
    list_platforms,
    remove_platform,
)

MOODLE = {
    "name": "Moodle",
    "issuer": "https://moodle.test",
    "client_id": "abc",
    "auth_url": "https://moodle.test/mod/lti/auth.php",
    "token_url": "https://moodle.test/mod/lti/token.php",
    "jwks_url": "https://moodle.test/mod/lti/certs.php",
}


def add(engine, **changes) -> Platform:
    with open_house(engine) as db, db.begin():
        return add_platform(db, Entry(**(MOODLE | changes)))


def names(engine) -> list[str]:
    with open_house(engine) as db:
        return [platform.name for platform in list_platforms(db)]


def test_an_lms_is_listed_once_it_is_added_and_gone_once_removed(engine):
    add(engine, deployments=["1", "2"])
    assert names(engine) == ["Moodle"]
    with open_house(engine) as db, db.begin():
        remove_platform(db, issuer="https://moodle.test", client_id="abc")
    assert names(engine) == []
    with open_house(engine) as db:
        assert db.scalars(select(Deployment)).all() == []


def test_adding_again_corrects_and_adds_deployments(engine):
    first = add(engine, deployments=["1"])
    again = add(engine, name="Campus", deployments=["1", "2"])
    assert again.id == first.id
    assert names(engine) == ["Campus"]
    with open_house(engine) as db:
        assert sorted(db.scalars(select(Deployment.lms_id))) == ["1", "2"]


def test_one_issuer_may_have_several_clients(engine):
    add(engine)
    add(engine, client_id="other", name="Second")
    assert names(engine) == ["Moodle", "Second"]


def test_the_issuer_is_kept_to_the_letter(engine):
    add(engine)
    add(engine, issuer="https://moodle.test/", name="With a slash")
    add(engine, issuer="https://Moodle.test", name="With a capital")
    assert len(names(engine)) == 3


@pytest.mark.parametrize(
    ("changes", "origins"),
    [
        ({}, ["https://moodle.test"]),
        (
            {
                "issuer": "https://canvas.test",
                "auth_url": "https://sso.canvas.test:8443/auth",
            },
            ["https://canvas.test", "https://sso.canvas.test:8443"],
        ),
        ({"issuer": "blackboard"}, ["https://moodle.test"]),
        ({"frame_origins": ["https://portal.test/x"]}, ["https://portal.test"]),
    ],
)
def test_the_lms_may_show_us_in_its_own_pages(engine, changes, origins):
    assert add(engine, **changes).frame_origins == origins


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8100/auth",
        "http://127.0.0.1/auth",
        "http://[::1]/auth",
        "http://10.0.0.7/auth",
        "http://moodle/auth",
        "http://moodle.internal/auth",
    ],
)
def test_plain_http_is_for_one_s_own_network(engine, url):
    assert add(engine, auth_url=url).auth_url == url


@pytest.mark.parametrize("field", ["auth_url", "token_url", "jwks_url"])
@pytest.mark.parametrize(
    "url",
    [
        "",
        "moodle.test/auth",
        "http://moodle.example.org/auth",
        "http://93.184.216.34/auth",
        "ftp://moodle.test/auth",
        "javascript:alert(1)",
        "https:///auth",
        "https://me:secret@moodle.test/auth",
        "https://moodle.test:0/auth",
        "https://moodle.test:port/auth",
        "https://moodle.test/auth#x",
        "https://moodle.test/a b",
        "https://moodle.test;script-src/auth",
        "https://moodle.test\n/auth",
    ],
)
def test_an_address_that_cannot_be_right_is_refused(engine, field, url):
    with pytest.raises(BadRegistration):
        add(engine, **{field: url})


@pytest.mark.parametrize(
    "changes", [{"issuer": " "}, {"client_id": ""}, {"frame_origins": ["*"]}]
)
def test_a_registration_that_says_too_little_or_too_much_is_refused(engine, changes):
    with pytest.raises(BadRegistration):
        add(engine, **changes)


def test_what_was_never_added_cannot_be_removed(engine):
    with open_house(engine) as db, db.begin(), pytest.raises(BadRegistration):
        remove_platform(db, issuer="https://moodle.test", client_id="abc")


def test_an_lms_that_people_came_from_is_not_removed(engine):
    platform = add(engine)
    with open_house(engine) as db, db.begin():
        db.add(Person(platform_id=platform.id, sub="u-101"))
    with open_house(engine) as db, db.begin(), pytest.raises(BadRegistration):
        remove_platform(db, issuer="https://moodle.test", client_id="abc")
    assert names(engine) == ["Moodle"]
