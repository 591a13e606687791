"""However people move and write, drafts stay within their team, nothing typed is lost, and
nobody is asked to review what they wrote."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lti_social.challenges.models import Team, TeamMember
from lti_social.core.jobs import later, run_all
from lti_social.core.wall import open_cohort
from lti_social.reviews.jobs import settle
from lti_social.reviews.models import By, Review
from lti_social.submissions.models import State, Submission
from tests.challenges.asked import ASKED
from tests.contests import challenge
from tests.pages import Page
from tests.reviews.looking_after import days_pass
from tests.submissions.conftest import seen

NAMES = ("Solène", "Karim", "Maëlle", "Fatou")
WHO, SHAPES, TEAMS = st.sampled_from(NAMES), ("project", "team"), ("A", "B", "C")
TOGETHER = st.frozensets(WHO, max_size=3)
ACTS = st.one_of(
    st.tuples(st.sampled_from(("saves", "saves", "opens", "saves late")), WHO),
    st.tuples(st.sampled_from(("hands in", "withdraws")), WHO),
    st.tuples(st.just("are"), st.sampled_from(TEAMS), TOGETHER),
    st.tuples(st.just("becomes"), st.sampled_from(SHAPES)),
)
PAIRS = [("are", "A", {"Solène", "Karim"}), ("are", "B", {"Maëlle", "Fatou"})]
DRAFTS = [("saves", "Solène"), ("saves", "Karim"), ("saves", "Maëlle")]
ALONE = [("becomes", "project"), *DRAFTS, *PAIRS]
JOIN = [("becomes", "team"), ("saves", "Karim"), ("are", "A", {"Solène"})]


class Drafting:
    """One challenge and all that happens to it; beside it, who typed which words, who may
    still count on reading them, and whose each draft ever was."""

    def __init__(self, town, visitors):
        self.town, self.visitors = town, visitors
        self.asked = challenge(town, town.claire, format="team", blind=False)
        self.ids = {name: visitors[name].member.id for name in NAMES}
        self.teams = {
            name: town.add(self.asked, Team(challenge_id=self.asked.id, name=name))
            for name in TEAMS
        }
        self.typed = defaultdict(set)  # by member
        self.kept = defaultdict(set)  # of these, what they read still
        self.were = defaultdict(set)  # by draft, its authors at any time
        self.open = {}  # forms
        self.count = 0

    def do(self, act, *how):
        self.check(getattr(self, act.replace(" ", "_"))(*how))

    def saves(self, name, send="0"):
        self.opens(name)
        return self.saves_late(name, send)

    def opens(self, name):
        visitor, path = self.visitors[name], f"{self.asked.path}/hand-in"
        answer = visitor.open(path)
        if answer.status_code == 200:
            form = Page(answer)
            self.open[name] = (form.the("body").text, seen(visitor, self.asked))
        return answer

    def saves_late(self, name, send="0"):
        """The form that they opened last, with a word added."""
        text, stamp = self.open.get(name, ("", "none"))
        self.count += 1
        word = f"mot{self.count}fin"
        said = {"title": "Un titre", "body": f"{text} {word}", "seen": stamp, "send": send}
        answer = self.visitors[name].submit(f"{self.asked.path}/hand-in", **said)
        if answer.status_code == 200:
            self.typed[self.ids[name]].add(word)
            self.kept[self.ids[name]].add(word)
        return answer

    def hands_in(self, name):
        return self.saves(name, send="1")

    def withdraws(self, name):
        ours = [work for work in self.works() if self.ids[name] in self.authors(work)]
        path = ours[0].path if ours else "/submissions/0"
        return self.visitors[name].submit(f"{path}/withdraw")

    def are(self, team, people):
        form = {f"with-{self.ids[name]}": "1" for name in people}
        form |= {"team": str(self.teams[team].id), "name": team}
        works, before = self.works(), self.seats()
        answer = self.visitors["Claire"].submit(f"{self.asked.path}/teams", **form)
        after = self.seats()
        for work in works:
            were, are = before[work.team_id], after[work.team_id]
            for gone in were - are if were & are else ():
                self.kept[gone] -= set(work.body.split())
        return answer

    def becomes(self, shape):
        form = ASKED | {"shape": shape, "told": ""}
        return self.visitors["Claire"].submit(f"{self.asked.path}/edit", **form)

    def works(self) -> list[Submission]:
        rows = self.town.rows(self.asked, Submission, challenge_id=self.asked.id)
        for row in rows:
            row.body = row.body.replace("<p>", " ").replace("</p>", " ")
        return rows

    def seats(self):
        seats = defaultdict(set)
        for row in self.town.rows(self.asked, TeamMember, challenge_id=self.asked.id):
            seats[row.team_id].add(row.member_id)
        return seats

    def authors(self, work):
        return self.seats()[work.team_id] if work.team_id else {work.member_id}

    def check(self, answer):
        assert answer.status_code < 500, answer.text
        read = defaultdict(set)
        for work in self.works():
            authors = self.authors(work)
            assert work.member_id in authors
            assert work.team_id is None or self.format() == "team"
            self.were[work.id] |= authors
            for who in authors:
                read[who] |= set(work.body.split())
        for who, words in self.kept.items():
            assert words <= read[who]

    def check_pages(self):
        """A draft is there for its authors, and what a form holds is their own."""
        for name, who in self.ids.items():
            mine = [work for work in self.works() if who in self.authors(work)]
            for work in self.works():
                there = self.visitors[name].open(work.path).status_code == 200
                assert there == (work.id in {one.id for one in mine})
            self.check(self.opens(name))
            held = self.open.get(name, ("", ""))[0].split()
            assert any(set(held) <= set(work.body.split()) for work in mine) or not held

    def format(self):
        return self.town.again(self.asked).format

    def reviewed(self):
        """The time to hand in is over, and reviewers are found."""
        days_pass(self.town, self.asked, 7)
        with open_cohort(self.town.engine, self.asked.cohort_id) as db, db.begin():
            later(db, settle, challenge_id=self.asked.id)
        run_all(self.town.engine)
        works = {work.id: work for work in self.works()}
        for one in self.town.rows(self.asked, Review, challenge_id=self.asked.id):
            work = works[one.submission_id]
            assert work.state is State.submitted
            if one.by is By.oneself:
                assert one.member_id in self.authors(work)
            else:
                assert one.member_id not in self.were[work.id]
                assert not self.typed[one.member_id] & set(work.body.split())


@pytest.fixture
def visitors(town, visit):
    there = [town.solene, town.karim, town.maelle, town.claire]
    there.append(town.member(town.vente, "Fatou"))
    return {member.name: visit(member) for member in there}


@example(way=PAIRS, acts=[("saves", "Solène"), ("are", "B", {"Solène", "Maëlle"})])
@example(way=[*PAIRS, *DRAFTS], acts=[("becomes", "project")])
@example(way=[*PAIRS, *DRAFTS], acts=[("are", "A", {"Solène", "Fatou"}), ("are", "A", ())])
@example(way=ALONE, acts=JOIN)
@given(
    way=st.sampled_from(([], PAIRS, [*PAIRS, *DRAFTS], ALONE)),
    acts=st.lists(ACTS, min_size=3, max_size=10),
)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whoever_moves_nobody_reviews_what_they_wrote(town, visitors, way, acts):
    drafting = Drafting(town, visitors)
    for act in (*way, *acts):
        drafting.do(*act)
    drafting.check_pages()
    for name in NAMES:
        drafting.do("hands in", name)
    drafting.reviewed()
