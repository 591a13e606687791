"""The e-mail address of a person: kept as the latest launch gave it, and no longer."""

import pytest

from lti_social.cohorts.models import Member, Person
from lti_social.cohorts.reach import Address, Bounce
from lti_social.core.wall import open_house
from tests.cohorts.course import home_of
from tests.cohorts.launching import rows
from tests.lti.drafts import saying, without

SOLENE = "solene@example.test"


def kept(engine) -> list[str]:
    return [address.email for address in rows(engine, Address)]


def test_it_is_kept_as_the_latest_launch_gave_it(engine, lms, browser):
    browser.launch(lms)
    assert kept(engine) == [SOLENE]
    browser.launch(lms, saying(email="abadie@example.test"))
    assert kept(engine) == ["abadie@example.test"]

    browser.launch(lms, without("email"))
    assert kept(engine) == []


@pytest.mark.parametrize(
    "email",
    ["", "solene", "a@b", "a b@c.fr", "a@c.fr\r\nBcc: x@y.fr", "<a@c.fr>", "a@c.fr,d@e.fr",
     "é@c.fr", f"{'a' * 250}@c.fr", 7, None, ["a@c.fr"]],
    ids=repr,
)  # fmt: skip
def test_what_is_no_address_is_none(engine, lms, browser, email):
    assert browser.launch(lms, saying(email=email)).status_code == 303

    assert kept(engine) == []


def test_who_said_no_gives_none_until_they_take_it_back(engine, lms, browser):
    home = browser.launch(lms).headers["location"]
    page = browser.get(f"{home}/me/notices").text
    assert browser.submit(page, f"{home}/me/notices", mail="0").status_code == 303
    browser.launch(lms)
    assert kept(engine) == []

    page = browser.get(f"{home}/me/notices").text
    browser.submit(page, f"{home}/me/notices", mail="1")
    assert kept(engine) == []
    browser.launch(lms)
    assert kept(engine) == [SOLENE]


def test_another_address_knows_nothing_of_the_refusal_of_the_first(engine, lms, browser):
    browser.launch(lms)
    with open_house(engine) as db, db.begin():
        db.add(Bounce(address_id=db.query(Address.id).scalar(), said="550"))
    browser.launch(lms)
    assert len(rows(engine, Bounce)) == 1

    browser.launch(lms, saying(email="abadie@example.test"))
    assert rows(engine, Bounce) == []


def test_nobody_is_told_of_a_group_that_they_left(engine, reader):
    reader("claire").divide()
    solene = reader("solene", "11,12")
    assert {m.shut_out_at is None for m in seats(engine, "solene")} == {True}

    solene.arrive("solene", "12")
    shut = {f"/c/{m.cohort_id}": m.shut_out_at is not None for m in seats(engine, "solene")}
    assert shut == {home_of(engine, "11"): True, home_of(engine, "12"): False}
    solene.arrive("solene", "11")
    assert [m.shut_out_at is None for m in seats(engine, "solene")].count(True) == 1


def seats(engine, sub: str) -> list[Member]:
    ids = [person.id for person in rows(engine, Person) if person.sub == sub]
    return [member for member in rows(engine, Member) if member.person_id in ids]
