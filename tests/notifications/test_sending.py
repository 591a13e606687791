"""What mail servers answer, and what workers do about it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lti_social.cohorts.models import Cohort
from lti_social.cohorts.reach import Bounce
from lti_social.core.jobs import later
from lti_social.core.wall import open_cohort, open_house
from lti_social.notifications.jobs import forget_mails, promise_digests
from lti_social.notifications.mails import Mail
from lti_social.notifications.models import Notice
from tests.lost import Workers
from tests.notifications.postoffice import SENDER
from tests.pages import Page
from tests.visitor import URL

TUESDAY = datetime(2026, 11, 24, 8, 20, tzinfo=UTC)  # twenty past nine in Paris
SOLENE, KARIM = "solene@lms.test", "karim@lms.test"


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def waiting(clock, town, give_address):
    """News for Solène and for Karim, whose addresses the LMS gave."""
    for member, email in ((town.solene, SOLENE), (town.karim, KARIM)):
        give_address(member, email)
        tell(town, member, 1)


def tell(town, member, number: int, **more: str) -> None:
    known = {"kind": "accepted", "who": "Claire", "title": "Conclure"} | more
    where = {"path": f"/posts/{number}", "subject": "/threads/1"}
    town.add(member, Notice(member_id=member.id, **where, **known))


def rows(engine, model) -> list:
    with open_house(engine) as db:
        return db.query(model).order_by(model.id).all()


def test_a_mail_that_was_taken_is_on_record(engine, office, waiting, send_round):
    send_round()

    assert [mail.to for mail in office.delivered] == [SOLENE, KARIM]
    assert [mail.sent_at for mail in rows(engine, Mail)] == [TUESDAY, TUESDAY]
    said = {mail.message_id for mail in rows(engine, Mail)}
    assert said == {mail.message["Message-ID"] for mail in office.delivered}
    assert str(office.delivered[0].message["From"]) == SENDER


def test_an_address_that_is_refused_for_good_is_left_alone(
    town, visit, office, waiting, send_round, clock, caplog
):
    office.refuses[SOLENE] = f"550 5.1.1 <{SOLENE}> unknown"
    send_round()
    tell(town, town.solene, 2)
    clock.shift(timedelta(days=3))
    office.refuses.clear()
    send_round()

    assert office.to(SOLENE) == []
    assert len(office.to(KARIM)) == 1
    (bounce,) = rows(town.engine, Bounce)
    assert (bounce.at, bounce.said) == (TUESDAY, f"550 5.1.1 <{SOLENE}> unknown")
    assert SOLENE not in caplog.text
    page = Page(visit(town.solene).open("/me/notices")).main
    assert f"The mail server of {SOLENE} refused the digest Tuesday" in page


@pytest.mark.parametrize("trouble", ["greylisted", "busy", "gone"])
def test_what_passes_is_tried_again_by_the_next_round(
    engine, office, waiting, send_round, clock, app, trouble
):
    if trouble == "gone":
        mailer = app.state.lti.mailer
        reachable, mailer._server = mailer._server, mailer._server._replace(port=1)
    elif trouble == "busy":
        office.answers = "451 later"
    else:
        office.refuses |= dict.fromkeys((SOLENE, KARIM), "450 later")
    send_round()
    assert office.delivered == []
    assert rows(engine, Mail) == []

    office.answers, office.refuses = "250 taken", {}
    if trouble == "gone":
        mailer._server = reachable
    clock.shift(timedelta(hours=1))
    send_round()
    assert sorted(mail.to for mail in office.delivered) == [KARIM, SOLENE]
    assert "Claire accepted your answer" in office.delivered[0].part("plain")


def test_a_message_that_is_refused_is_not_pressed_on_the_server(
    town, engine, office, waiting, send_round, clock
):
    office.answers = "554 spam"
    send_round()
    clock.shift(timedelta(hours=1))
    office.answers = "250 taken"
    send_round()

    assert office.delivered == []
    assert len(rows(engine, Mail)) == 2
    assert rows(engine, Bounce) == []
    assert town.again(town.rows(town.vente, Notice)[0]).read_at is None


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_killed_worker_s_digest_is_not_sent_twice(
    town, engine, office, waiting, send_round, before
):
    """A true process, killed before the server has the message or with it in its hands;
    another takes over. What was killed before is lost, and waits under the bell."""
    workers = Workers(engine, URL, "x" * 32, office.url, at=TUESDAY.isoformat())
    lives = iter(range(9))

    def kill() -> None:
        if next(lives) == 0:
            workers.kill()

    if before:
        office.first = kill
    else:
        office.then = kill
    with open_house(engine) as db, db.begin():
        later(db, promise_digests)
    workers.work()
    workers.work(until=workers.is_idle)
    send_round()

    assert [m.to for m in office.delivered] == [KARIM] if before else [SOLENE, KARIM]
    assert [mail.sent_at is None for mail in rows(engine, Mail)] == [True, False]
    assert town.again(town.solene).waiting == town.again(town.karim).waiting


HOSTILE = [
    "Titre\r\nBcc: all@lms.test",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=?utf-8?q?=0D=0ABcc:_all?=",
    ".\r\n.\r\nMAIL FROM:<x>",
    "\u202egnp.exe",
    "%(title)s {{ 7*7 }}",
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_and_titles_stay_words(
    town, office, clock, give_address, send_round, words
):
    give_address(town.solene, SOLENE)
    tell(town, town.solene, 1, title=words, who=words)
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.get(Cohort, town.vente.id).name = words
    send_round()

    (mail,) = office.delivered
    assert mail.message["Bcc"] is None
    assert "\n" not in mail.message["Subject"]
    assert mail.message.get_content_type() == "multipart/alternative"
    html = mail.part("html")
    assert "<script" not in html
    assert "<img" not in html
    assert "\u202e" not in html + mail.part("plain") + mail.message["Subject"]
    assert "{{ 7*7 }}" in html or "7*7" not in words
    assert "/mail/stop?token=" in mail.part("plain")


def test_mails_are_forgotten_after_a_year(engine, office, waiting, send_round, clock):
    send_round()
    for days, left in ((390, 2), (20, 0)):
        clock.shift(timedelta(days=days))
        with open_house(engine) as db, db.begin():
            forget_mails(db)
        assert len(rows(engine, Mail)) == left
