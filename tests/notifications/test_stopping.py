"""Ending all mail, from the e-mail without login or in one's own corner; taking it back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from fastapi.testclient import TestClient

from lti_social.cohorts.reach import Address, MailStop, Via
from lti_social.core.wall import open_house
from lti_social.notifications.models import Notice
from tests.pages import Page
from tests.visitor import URL

TUESDAY = datetime(2026, 11, 24, 8, 20, tzinfo=UTC)
SOLENE = "solene@lms.test"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def mail(clock, town, office, give_address, send_round):
    """The digest that Solène got."""
    give_address(town.solene, SOLENE)
    tell(town, 1)
    send_round()
    return office.delivered[0]


@pytest.fixture
def anybody(app) -> TestClient:
    """A browser, or a mail program, that nobody knows."""
    return TestClient(app, base_url=URL, headers={"Accept-Language": "en"})


def tell(town, number: int) -> None:
    known = {"kind": "accepted", "who": "Claire", "title": "Conclure"}
    where = {"path": f"/posts/{number}", "subject": "/threads/1"}
    town.add(town.solene, Notice(member_id=town.solene.id, **where, **known))


def stops(engine) -> list[tuple[Via, bool]]:
    with open_house(engine) as db:
        found = db.query(MailStop).order_by(MailStop.id).all()
        return [(stop.via, stop.ended_at is None) for stop in found]


def addresses(engine) -> list[str]:
    with open_house(engine) as db:
        return [one.email for one in db.query(Address)]


def test_a_mail_program_stops_all_mail_in_one_click(
    town, engine, office, mail, anybody, send_round, clock
):
    assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = anybody.post(mail.stop, data=ONE_CLICK)

    assert answer.status_code == 200
    assert stops(engine) == [(Via.link, True)]
    assert addresses(engine) == []
    tell(town, 2)
    clock.shift(timedelta(days=3))
    send_round()
    assert len(office.delivered) == 1


def test_a_person_stops_it_on_a_page_that_asks_first(engine, mail, anybody):
    page = Page(anybody.get(mail.stop))

    assert stops(engine) == []
    (form,) = page.all("form")
    assert form.attributes["action"] == mail.stop
    answer = anybody.post(form.attributes["action"])
    assert "no e-mail any more" in Page(answer).main
    assert anybody.post(mail.stop).status_code == 200  # again: the same
    assert stops(engine) == [(Via.link, True)]


def test_the_page_leaks_nothing(mail, anybody):
    answer = anybody.get(mail.stop)

    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert not Page(answer).all("script")
    for told in ("Solène", SOLENE, "Vente", "Conclure"):
        assert told not in answer.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_nobody_got_is_not_known(engine, mail, anybody, method):
    for token in ("", "x", "é", "x" * 100):
        answer = anybody.request(method, "/mail/stop", params={"token": token})

        assert answer.status_code == 404
        assert "not known, or too old" in answer.text
    assert anybody.request(method, "/mail/stop?token=" + "x" * 101).status_code == 404
    assert stops(engine) == []


def test_the_token_is_in_no_log_and_not_in_the_database(engine, mail, anybody, caplog):
    with caplog.at_level("DEBUG"):
        anybody.post(mail.stop)
    token = mail.stop.partition("token=")[2]
    ours = [one.getMessage() for one in caplog.records if "lti_social" in one.name]

    assert len(token) == 22  # 128 bits
    assert any("/mail/stop" in said for said in ours)
    assert not [said for said in ours if token in said]
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT token_hash FROM mail").scalars().all()
    assert kept != [token]


def test_mail_is_stopped_and_taken_back_in_the_corner(town, visit, engine, mail):
    solene = visit(town.solene)
    assert SOLENE in Page(solene.open("/me/notices")).main

    stopped = Page(solene.submit("/me/notices", mail="0"))
    assert "You get no e-mail: you said so" in stopped.main
    assert addresses(engine) == []
    back = Page(solene.submit("/me/notices", mail="1"))
    assert "your LMS did not tell your address" in back.main
    assert stops(engine) == [(Via.corner, False)]
    solene.submit("/me/notices", mail="0")
    assert stops(engine) == [(Via.corner, False), (Via.corner, True)]
