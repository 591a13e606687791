"""A first look from end to end: the demo LMS launches the tool, in one process."""

from html import unescape
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from lti_social.app import create_app, house
from lti_social.cohorts.models import Cohort, Member, Person, Role
from lti_social.core.jobs import run_all
from lti_social.core.wall import ALL_COHORTS, open_house
from lti_social.demo.lms import create_lms
from lti_social.demo.run import demo_settings, prepare
from lti_social.demo.town import COURSES, PEOPLE
from lti_social.lti.models import Deployment, Platform
from lti_social.lti.roster import roster
from lti_social.lti.service import Service
from lti_social.lti.tool import Tool
from lti_social.practices.models import Maturity, Practice
from lti_social.threads.models import Acceptance, Post, Reaction, Thread
from tests.cohorts.launching import Browser, rows
from tests.demo.beside import plain
from tests.demo.lms import MANAGERS, SALES, enter, posted

LMS = "http://127.0.0.1:9511"
PLANTED = (Platform, Deployment, Cohort, Person, Member, Thread, Post, Reaction, Acceptance)


class Demo:
    """The tool and the LMS, each with its browser; a person uses both."""

    def __init__(self, engine, settings, folder) -> None:
        self.engine = engine
        to_tool = httpx.MockTransport(self._to_tool)
        self.lms_app = create_lms(settings.url, LMS, folder / "lms", to_tool)
        secret = settings.secret.get_secret_value()
        self.tool = Tool.at(
            settings.url,
            secret,
            transport=httpx.MockTransport(self._to_lms),
            resolve=lambda *_: ["127.0.0.1"],
        )
        self.app = create_app(settings, engine, self.tool)

    def _to_lms(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode()
        return plain(
            self._lms().request(
                request.method, path, content=request.content, headers=request.headers
            )
        )

    def _to_tool(self, request: httpx.Request) -> httpx.Response:
        return plain(Browser(self.app).get(request.url.path))

    def _lms(self) -> TestClient:
        at = LMS.replace("http:", "https:")  # for its cookie is Secure
        return TestClient(self.lms_app, base_url=at, follow_redirects=False)

    def launch(self, person, course=SALES):
        """A click in the course; the browser that came in, and where it landed."""
        lms, browser = self._lms(), Browser(self.app)
        enter(lms, person, course)
        login = posted(lms.get(f"/courses/{course}/launch"))
        assert login.action == f"{self.tool.url}/lti/login"
        check = browser.post(urlsplit(login.action).path, data=login.fields)
        question = browser.follow(check)
        assert question.headers["location"].startswith(f"{LMS}/auth?")
        asked = urlsplit(question.headers["location"])
        answer = posted(lms.get(f"{asked.path}?{asked.query}"))
        assert answer.action == f"{self.tool.url}/lti/launch"
        landed = browser.post("/lti/launch", data=answer.fields)
        assert landed.status_code == 303, landed.text
        return browser, landed.headers["location"]


@pytest.fixture
def settings(tmp_path):
    return demo_settings(tmp_path, 9510)


@pytest.fixture
def demo(settings, tmp_path):
    prepare(settings, LMS)
    with house(settings) as (engine, _):
        demo = Demo(engine, settings, tmp_path)
        yield demo
        demo.tool.close()


def counted(engine):
    with open_house(engine) as db:
        return {
            table.__name__: db.scalar(
                select(func.count(table.id)).execution_options(**ALL_COHORTS)
            )
            for table in PLANTED
        }


def test_a_learner_lands_in_a_cohort_that_already_talks(demo):
    browser, home = demo.launch("solene")
    page = browser.get(home)

    assert page.status_code == 200
    assert '<html lang="fr"' in page.text
    assert COURSES[SALES].title in page.text
    threads = browser.get(f"{home}/threads").text
    titles = [thread.title for thread in rows(demo.engine, Thread)]
    assert len(titles) >= 6
    assert sum(title.split("’")[0] in threads for title in titles) >= 3


def test_its_library_has_cards_that_were_tried_and_one_to_tell_of(demo):
    browser, home = demo.launch("solene")
    shelf = browser.get(f"{home}/practices").text

    cards = rows(demo.engine, Practice)
    assert [card.maturity for card in cards if card.title in unescape(shelf)] == [
        Maturity.proven,
        Maturity.promising,
        Maturity.promising,
        Maturity.idea,
    ]
    for card in cards[:4]:
        assert browser.get(f"{home}/practices/{card.id}").status_code == 200
    assert "/practices/2/trials/new" in browser.get(home).text


@pytest.mark.parametrize(
    ("person", "role", "sets_up"),
    [
        ("solene", Role.learner, 403),
        ("aurore", Role.assistant, 403),
        ("claire", Role.instructor, 200),
        ("michel", Role.admin, 403),
    ],
)
def test_people_come_in_as_who_they_are_and_meet_themselves(demo, person, role, sets_up):
    before = counted(demo.engine)
    browser, home = demo.launch(person)

    assert counted(demo.engine) == before  # the planted person, not a second one
    assert browser.get(f"{home}/purpose").status_code == sets_up
    mine = [m for m in rows(demo.engine, Member) if m.name == PEOPLE[person].name]
    assert {member.role for member in mine} == {role}


def test_who_shares_no_name_is_asked_for_one(demo):
    _, landed = demo.launch("bastien", MANAGERS)

    assert landed.endswith("/me?welcome=1")


def test_the_other_course_s_people_see_nothing_of_it(demo):
    _, home = demo.launch("solene")
    nadia, other = demo.launch("nadia", MANAGERS)

    assert other != home
    for path in ("", "/threads", "/threads/1"):
        assert nadia.get(home + path).status_code == 404


def test_the_tool_uses_the_services_with_the_keys_that_it_publishes(demo):
    (platform,) = rows(demo.engine, Platform)
    service = Service.of(demo.engine, demo.tool, platform.id)
    members = roster(service, f"{LMS}/services/{SALES}/members")

    assert {member.sub for member in members} == set(COURSES[SALES].people)


def test_a_question_is_answered_and_the_asker_hears_of_it(demo):
    solene, home = demo.launch("solene")
    page = solene.get(f"{home}/threads/new").text
    asked = solene.submit(
        page, f"{home}/threads", kind="question", title="Et après ?", body="Que dire ?"
    )
    thread = asked.headers["location"]
    claire, _ = demo.launch("claire")
    page = claire.get(thread).text
    claire.submit(page, f"{thread}/posts", body="Laissez un silence.")
    run_all(demo.engine)

    assert "Laissez un silence." in solene.get(thread).text
    notices = solene.get(f"{home}/notices").text
    assert "Claire" in notices
    assert "Et après ?" in notices


def test_preparing_again_adds_nothing_and_keeps_what_visitors_wrote(
    demo, settings, tmp_path
):
    browser, home = demo.launch("solene")
    page = browser.get(f"{home}/threads/new").text
    browser.submit(
        page, f"{home}/threads", kind="discussion", title="Je reste", body="Ici."
    )
    before = counted(demo.engine)

    again = demo_settings(tmp_path, 9510)
    prepare(again, LMS)
    prepare(again, LMS)

    assert again.secret == settings.secret
    assert counted(demo.engine) == before
    returned, home = Demo(demo.engine, again, tmp_path).launch("karim")
    assert "Je reste" in returned.get(f"{home}/threads").text


def test_the_secrets_of_the_demo_are_its_owner_s_alone(settings, tmp_path):
    prepare(settings, LMS)
    create_lms(settings.url, LMS, tmp_path / "lms")

    for secret in (tmp_path / "secret", *(tmp_path / "lms").iterdir()):
        assert secret.stat().st_mode & 0o077 == 0
