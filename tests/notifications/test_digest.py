"""The digest: to whom, with what in it, and when by their clock."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lti_social.cohorts.reach import Address
from lti_social.core.wall import open_cohort, open_house
from lti_social.notifications.mails import Mail
from lti_social.notifications.models import Notice, Rhythm
from lti_social.threads.models import Follow
from tests.pages import Page

TUESDAY = datetime(2026, 11, 24, 8, 20, tzinfo=UTC)  # twenty past nine in Paris
TITLE = "Comment ouvrir un rendez-vous ?"
SOLENE = "solene@lms.test"


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def thread(clock, town, give_address):
    """A question by Solène, who follows it and whose address the LMS gave."""
    give_address(town.solene, SOLENE)
    thread = town.question(town.solene, TITLE)
    town.mark(Follow, thread, by=town.solene)
    return thread


@pytest.fixture
def reply(visit, run_jobs, thread):
    def post(member, body="Par une question.") -> None:
        visit(member).submit(f"{thread.path}/posts", body=body)
        run_jobs()

    return post


@pytest.fixture
def maelle_too(town, thread, give_address):
    """The thread, which Maëlle follows as well."""
    give_address(town.maelle, "maelle@lms.test")
    town.mark(Follow, thread, by=town.maelle)
    return thread


def mails(engine) -> list[Mail]:
    with open_house(engine) as db:
        return db.query(Mail).order_by(Mail.id).all()


def test_it_says_who_and_where_and_never_what_was_written(
    town, visit, office, reply, send_round
):
    reply(town.karim, "Un secret.")
    reply(town.maelle, "Un autre secret.")
    send_round()

    (mail,) = office.delivered
    assert mail.to == SOLENE
    assert mail.message["Subject"] == "1 piece of news · Vente conseil en agence"
    assert mail.message["Auto-Submitted"] == "auto-generated"
    first = town.rows(town.vente, Notice)[0].path
    for kind in ("plain", "html"):
        said = " ".join(mail.part(kind).split())
        assert f"2 replies in “{TITLE}”, the latest by Maëlle" in said
        assert f"https://tool.test{visit(town.solene).path}{first}" in said
        assert "https://tool.test/mail/stop?token=" in said
        assert "secret" not in said


def test_what_was_mailed_or_read_is_not_mailed_again(
    town, visit, office, reply, send_round, clock
):
    reply(town.karim)
    send_round()
    clock.shift(timedelta(days=3))
    reply(town.maelle)
    visit(town.solene).open("/notices")
    send_round()
    clock.shift(timedelta(days=4))
    reply(town.claire)
    send_round()

    told = [mail.part("plain") for mail in office.delivered]
    assert len(told) == 2
    assert "Karim replied" in told[0]
    assert "Claire replied" in told[1]


@pytest.mark.parametrize("gone", ["delete", "hide", "hide the thread"])
def test_what_is_gone_by_then_is_not_in_it(
    town, visit, office, reply, maelle_too, send_round, gone
):
    reply(town.karim)
    post = town.rows(town.vente, Notice)[0].path
    if gone == "delete":
        visit(town.karim).submit(f"{post}/delete")
    else:
        path = post if gone == "hide" else town.opening(maelle_too).path
        visit(town.claire).submit(f"{path}/hide", reason="Un nom.")
    send_round()

    for mail in office.to("maelle@lms.test") + office.to(SOLENE):
        assert "Karim" not in mail.part("plain")
    assert office.to("maelle@lms.test") == []


@pytest.mark.parametrize(
    "why", ["no address", "another day", "too early", "night", "tool", "nowhere", "old"]
)
def test_nothing_is_sent_where_nothing_may_be(
    town, visit, office, reply, send_round, clock, why
):
    if why in ("tool", "nowhere"):
        visit(town.solene).submit("/me/notices", mail="1", to_replied=why)
    reply(town.karim)
    if why == "no address":
        with open_house(town.engine) as db, db.begin():
            db.query(Address).delete()
    shift = {"another day": 24, "too early": -2, "night": 10, "old": 14 * 24 + 1}
    clock.shift(timedelta(hours=shift.get(why, 0)))
    send_round()

    assert office.delivered == []
    assert mails(town.engine) == []


def test_nobody_is_mailed_about_a_cohort_that_they_left(
    town, office, reply, send_round, engine
):
    reply(town.karim)
    for column in ("left_at", "shut_out_at"):
        _set(town, town.solene, **{column: TUESDAY})
        send_round()
        _set(town, town.solene, **{column: None})
    assert office.delivered == []

    send_round()
    assert len(office.delivered) == 1


def test_cohorts_of_one_person_share_one_digest(town, office, reply, send_round):
    there = town.seat(town.managers, town.solene.person_id, "Solène")
    thread = town.question(there, "Comment accueillir ?")
    notice = {"kind": "accepted", "who": "Nadia", "title": "Comment accueillir ?"}
    town.add(
        there,
        Notice(member_id=there.id, path="/posts/9", subject=thread.path, **notice),
    )
    nadia = {"by_id": town.nadia.id, "days": "3", "hour": 14}
    town.add(town.managers, Rhythm(**nadia))  # another day: it goes along all the same
    reply(town.karim)
    send_round()

    (mail,) = office.delivered
    assert mail.message["Subject"] == "2 pieces of news · 2 cohorts"
    assert "Nadia accepted your answer in “Comment accueillir ?”" in mail.part("plain")


def test_a_cohort_without_days_sends_nothing(town, visit, office, reply, send_round):
    answer = visit(town.claire).submit("/settings/digest", hour="9")
    assert "no day is chosen" in answer.text
    reply(town.karim)
    send_round()

    assert office.delivered == []
    assert "has no digest" in Page(visit(town.solene).open("/me/notices")).main


def test_a_trainer_chooses_days_and_hour(town, visit, office, reply, send_round, clock):
    visit(town.claire).submit("/settings/digest", day_3="1", day_4="1", hour="16")
    reply(town.karim)
    send_round()
    clock.shift(timedelta(hours=24 + 6))  # Wednesday, twenty past three
    send_round()
    assert office.delivered == []
    shown = Page(visit(town.solene).open("/me/notices")).main
    assert f"goes to {SOLENE}: Wednesday and Thursday, from 4:00 PM." in " ".join(
        shown.split()
    )

    clock.shift(timedelta(hours=1))
    send_round()
    assert len(office.delivered) == 1


def test_the_clock_is_the_reader_s_own(town, visit, office, reply, send_round, clock):
    reply(town.karim)
    form = {"name": "Solène", "appearance": "device", "zone": "America/Martinique"}
    assert visit(town.solene).submit("/me", **form).status_code == 200
    send_round()
    assert office.delivered == []  # four in the morning

    clock.shift(timedelta(hours=5))
    send_round()
    assert len(office.delivered) == 1


def test_it_speaks_the_reader_s_language(town, office, send_round, thread, give_address):
    give_address(town.maelle, "maelle@lms.test", language="fr")
    notice = {"kind": "endorsed", "who": "Claire", "title": "Comment conclure ?"}
    town.add(
        town.maelle,
        Notice(member_id=town.maelle.id, path="/posts/1", subject="/threads/9", **notice),
    )
    send_round()

    (mail,) = office.to("maelle@lms.test")
    assert "1 nouvelle" in mail.message["Subject"]
    assert 'lang="fr"' in mail.part("html")
    assert "Claire a validé votre réponse" in mail.part("plain")


def _set(town, member, **values) -> None:
    with open_cohort(town.engine, member.cohort_id) as db, db.begin():
        row = db.get(type(member), member.id)
        for name, value in values.items():
            setattr(row, name, value)
