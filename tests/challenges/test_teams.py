"""Who does a challenge together."""

import httpx
import pytest

from lti_social.challenges.models import Format, Team, TeamMember
from lti_social.challenges.phases import Phase
from lti_social.cohorts.models import Course
from lti_social.core import jobs
from lti_social.core.wall import open_house
from tests.contests import challenge
from tests.lti.platform import Lms, tool_among, with_key
from tests.pages import Page


@pytest.fixture
def asked(town):
    return challenge(town, town.claire, Phase.scheduled, format=Format.team)


def together(town) -> dict[str, set[str]]:
    names = {m.id: m.name for m in (town.solene, town.karim, town.maelle)}
    found: dict[str, set[str]] = {}
    called = {team.id: team.name for team in town.rows(town.vente, Team)}
    for row in town.rows(town.vente, TeamMember):
        found.setdefault(called[row.team_id], set()).add(names[row.member_id])
    return found


def form(name: str, *members, team: Team | None = None) -> dict[str, str]:
    within = {f"with-{member.id}": "1" for member in members}
    return {"name": name, "team": str(team.id) if team else ""} | within


def test_teams_are_made_and_changed_by_hand(town, visit, asked):
    claire, path = visit(town.claire), f"{asked.path}/teams"
    assert "3 people are in no team" in Page(claire.open(path)).main

    claire.submit(path, **form("Les Bleus", town.solene, town.karim))
    (blue,) = town.rows(town.vente, Team)
    claire.submit(path, **form("Les Verts", town.maelle))
    assert together(town) == {"Les Bleus": {"Solène", "Karim"}, "Les Verts": {"Maëlle"}}
    assert "Karim, Solène" in Page(visit(town.solene).open(asked.path)).main

    claire.submit(path, **form("Les Azurs", town.karim, town.maelle, team=blue))
    assert together(town) == {"Les Azurs": {"Karim", "Maëlle"}}
    page = Page(claire.open(path))
    assert page.texts("h2") == ["Les Azurs", "1 person is in no team"]


def test_a_team_has_somebody_in_it_and_nobody_from_elsewhere(town, visit, asked):
    claire, path = visit(town.claire), f"{asked.path}/teams"
    other = challenge(town, town.claire, Phase.draft, format=Format.team)
    theirs = town.add(other, Team(challenge_id=other.id, name="Les Rouges"))

    answers = [
        claire.submit(path, **form("Personne")),
        claire.submit(path, **form(" ", town.solene)),
        claire.submit(path, **form("Ailleurs", town.nadia)),
        claire.submit(path, **form("L’équipe", town.claire)),
        claire.submit(path, **form("D’un autre", town.solene, team=theirs)),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 404, 404, 404]
    assert together(town) == {}


def test_once_something_is_handed_in_others_join_and_nobody_leaves(town, visit):
    asked = challenge(town, town.claire, Phase.open, format=Format.team)
    claire, path = visit(town.claire), f"{asked.path}/teams"
    claire.submit(path, **form("Les Bleus", town.solene))
    claire.submit(path, **form("Les Verts", town.karim))
    blue, green = town.rows(town.vente, Team)
    work = {"title": "La chambre", "body": "Dix minutes.", "send": "1"}
    visit(town.solene).submit(f"{asked.path}/hand-in", **work)
    assert town.again(asked).locked_at

    left = claire.submit(path, **form("Les Bleus", team=blue))
    moved = claire.submit(path, **form("Les Bleus", town.solene, town.karim, team=blue))
    joined = claire.submit(path, **form("Les Verts", town.karim, town.maelle, team=green))

    assert [a.status_code for a in (left, moved, joined)] == [409, 409, 200]
    assert together(town) == {"Les Bleus": {"Solène"}, "Les Verts": {"Karim", "Maëlle"}}


def test_a_team_that_began_a_draft_can_be_taken_apart(town, visit):
    asked = challenge(town, town.claire, Phase.open, format=Format.team)
    claire, path = visit(town.claire), f"{asked.path}/teams"
    claire.submit(path, **form("Les Bleus", town.solene))
    (blue,) = town.rows(town.vente, Team)
    visit(town.solene).submit(f"{asked.path}/hand-in", title="Un début", send="0")

    claire.submit(path, **form("Les Bleus", team=blue))

    assert together(town) == {}
    assert Page(claire.open(path)).texts("h2") == ["3 people are in no team"]


def test_learners_see_no_list_of_teams_and_make_none(town, visit, asked):
    solene, path = visit(town.solene), f"{asked.path}/teams"

    assert solene.open(path).status_code == 403
    assert solene.submit(path, **form("Nous", town.solene)).status_code == 403


class Grouping(Lms):
    """An LMS whose course has two groups, and says so unless it `fails`."""

    fails = 0
    groups = ({"id": 11, "name": "Touraine"}, {"id": "12"}, {"id": "13", "name": "Vide"})
    enrolled = {"Solène": [11, 12], "Karim": [12], "Claire": [11], "Inconnue": [11]}

    def answer(self, request):
        self.heard.append(request)
        if self.fails and request.method == "GET":
            return httpx.Response(self.fails)
        path = request.url.path.strip("/")
        members = [
            {
                "user_id": name,
                "roles": ["Learner"],
                "group_enrollments": [{"group_id": id_} for id_ in ids],
            }
            for name, ids in self.enrolled.items()
        ]
        said = {"token": {"access_token": "t"}, "groups": {"groups": list(self.groups)}}
        said |= {"roster": {"members": members}}
        return httpx.Response(200, json=said[path])


@pytest.fixture
def lms(town, engine):
    with open_house(engine) as db, db.begin():
        course = db.get_one(Course, town.vente.course_id)
        course.groups_url = "https://lms.test/groups"
    with_key(engine)
    return Grouping()


def test_groups_of_the_lms_become_teams(town, visit, engine, asked, lms):
    claire, path = visit(town.claire), f"{asked.path}/teams"
    assert "Make teams of the LMS’s groups" in Page(claire.open(path)).main

    answer = claire.submit(f"{path}/groups")
    claire.submit(path, **form("Déjà là", town.karim))
    jobs.run_all(engine, tool_among(lms))
    claire.submit(f"{path}/groups")
    jobs.run_all(engine, tool_among(lms))

    assert "their teams are here in a moment" in answer.text
    assert together(town) == {"Déjà là": {"Karim"}, "Touraine": {"Solène"}}
    assert Page(claire.open(path)).texts("h2")[-1] == "1 person is in no team"


@pytest.mark.parametrize("status", [403, 503])
def test_where_the_lms_does_not_say_nothing_is_made(
    town, visit, engine, asked, lms, status
):
    lms.fails = status
    visit(town.claire).submit(f"{asked.path}/teams/groups")

    jobs.run_all(engine, tool_among(lms))

    assert together(town) == {}


def test_a_course_without_groups_offers_none(town, visit, asked):
    page = Page(visit(town.claire).open(f"{asked.path}/teams"))

    assert "LMS’s groups" not in page.main
