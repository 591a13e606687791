"""A month of thirty people in three time zones, over three changes of the clock: whatever
they choose and however workers die, nobody is mailed too often, at night, or twice."""

import random
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from pydantic import SecretStr
from sqlalchemy import update

from lti_social.cohorts.models import Cohort, Member, Person, Role
from lti_social.core.claims import LEASE
from lti_social.core.jobs import later, run_all
from lti_social.core.mail import Mailer
from lti_social.core.wall import open_cohort, open_house
from lti_social.lti.tool import Tool
from lti_social.notifications.actions import About, tell
from lti_social.notifications.due import Times
from lti_social.notifications.jobs import promise_digests
from lti_social.notifications.models import Kind, Notice, Rhythm
from tests.conftest import SECRET
from tests.notifications.postoffice import SENDER
from tests.visitor import URL

# New York changes its clocks on 8 March, Paris on the 29th, Auckland on 5 April.
BEGIN = datetime(2026, 3, 5, 0, 5, tzinfo=UTC)
DAYS = 33
STEP = timedelta(minutes=190)  # so that rounds fall on all hours and many minutes
TIMES = {
    "Europe/Paris": Times("25", 9),
    "America/New_York": Times("12345", 15),
    "Pacific/Auckland": Times("135", 8),
}


class Death(BaseException):
    """A worker is gone in the midst of its work."""


class Mortal(Mailer):
    """Every seventh time whoever sends dies before it, or after."""

    sent = died = 0

    def send(self, message, address) -> None:
        self.sent += 1
        if self.sent % 14 == 0:
            self._die()
        super().send(message, address)
        if self.sent % 14 == 7:
            self._die()

    def _die(self) -> None:
        self.died += 1
        raise Death


class Month:
    def __init__(self, town, mailer) -> None:
        self.town, self.mailer = town, mailer
        self.tool = Tool.at(URL, SECRET, mailer=mailer)
        self.chance = random.Random(7)
        self.cohorts = [town.vente, town.managers, town.cohort("Écoute active")]
        self.zones: dict[str, ZoneInfo] = {}
        self.seats: dict[int, list[int]] = {cohort.id: [] for cohort in self.cohorts}
        self.told = 0

    def settle(self, give_address) -> None:
        """Ten people a cohort; every fifth lives elsewhere, and is in another one too."""
        for cohort, zone in zip(self.cohorts, TIMES, strict=True):
            self._arrange(cohort, zone)
            for number in range(10):
                name = f"{cohort.id}-{number}"
                member = self.town.member(cohort, name)
                self.seats[cohort.id].append(member.id)
                self.zones[f"{name}@lms.test"] = ZoneInfo(zone)
                give_address(member, f"{name}@lms.test")
                if number % 5 == 0:
                    self._live_elsewhere(member, name)

    def hour(self) -> None:
        """Somebody writes, somebody reads, and a worker comes by, if it lives."""
        for cohort in self.cohorts:
            if self.chance.random() < 0.5:
                self._happens(cohort.id)
        with open_house(self.town.engine) as db, db.begin():
            later(db, promise_digests)
        try:
            run_all(self.town.engine, self.tool)
        except Death:
            with time_machine.travel(datetime.now(UTC) + LEASE * 2, tick=False):
                self._go_on()

    def _go_on(self) -> None:
        """Another worker, once the lease of the dead one is over."""
        try:
            run_all(self.town.engine, self.tool)
        except Death:
            self._go_on()

    def _happens(self, cohort_id: int) -> None:
        self.told += 1
        path = f"/posts/{self.told}"
        about = About(path, f"/threads/{self.told % 7}", f"Fil {self.told % 7}")
        readers = self.chance.sample(self.seats[cohort_id], 5)
        with open_cohort(self.town.engine, cohort_id) as db, db.begin():
            tell(db, self.chance.choice(list(Kind)), readers, about, who="Claire")
            lucky = Notice.member_id == self.chance.choice(self.seats[cohort_id])
            db.execute(update(Notice).where(lucky).values(read_at=datetime.now(UTC)))

    def _arrange(self, cohort: Cohort, zone: str) -> None:
        with open_cohort(self.town.engine, cohort.id) as db, db.begin():
            db.execute(update(Cohort).where(Cohort.id == cohort.id).values(zone=zone))
        trainer = self.town.member(cohort, f"Trainer {cohort.id}", Role.instructor)
        self.town.add(cohort, Rhythm(by_id=trainer.id, **TIMES[zone]._asdict()))

    def _live_elsewhere(self, member: Member, name: str) -> None:
        zone = self.chance.choice(["Asia/Kolkata", "Indian/Reunion", "America/Martinique"])
        self.zones[f"{name}@lms.test"] = ZoneInfo(zone)
        with open_house(self.town.engine) as db, db.begin():
            db.execute(
                update(Person).where(Person.id == member.person_id).values(zone=zone)
            )
        other = self.cohorts[member.cohort_id % len(self.cohorts)]
        if other.id != member.cohort_id:
            seat = self.town.seat(other, member.person_id, name)
            self.seats[other.id].append(seat.id)


def test_a_month(town, office, give_address):
    mailer = Mortal.of(SecretStr(office.url), SENDER)
    month = Month(town, mailer)
    month.settle(give_address)
    with time_machine.travel(BEGIN, tick=False) as clock:
        while datetime.now(UTC) < BEGIN + timedelta(days=DAYS):
            month.hour()
            clock.shift(STEP)

    assert mailer.died > 20
    assert len(office.delivered) > 150
    assert {mail.to for mail in office.delivered} == set(month.zones)
    ids = Counter(mail.message["Message-ID"] for mail in office.delivered)
    assert set(ids.values()) == {1}
    for address, zone in month.zones.items():
        times = [mail.at for mail in office.to(address)]
        assert_within_hours([at.astimezone(zone) for at in times])
        assert_at_most_five_a_week(times)
        links = [link for mail in office.to(address) for link in posts_in(mail)]
        assert len(links) == len(set(links)), address


def posts_in(mail) -> list[str]:
    return re.findall(r"/c/\d+/posts/\d+", mail.part("plain"))


def assert_within_hours(times: list[datetime]) -> None:
    for local in times:
        assert local.isoweekday() <= 5, local
        assert 8 <= local.hour < 19, local


def assert_at_most_five_a_week(times: list[datetime]) -> None:
    for first in times:
        week = [at for at in times if first <= at < first + timedelta(days=7)]
        assert len(week) <= 5, week
