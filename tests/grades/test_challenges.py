"""A challenge in the gradebook: who completed it by its rule, or the trainer's score."""

from datetime import timedelta

import pytest
import time_machine

from lti_social.challenges.models import ChallengeStep, Standing, Step, Told
from lti_social.challenges.phases import Phase
from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.wall import open_house
from lti_social.grades.models import LineItem, State, column_id
from lti_social.reviews.models import Review
from lti_social.reviews.models import State as Reviewed
from lti_social.running.jobs import judge_all
from lti_social.submissions.models import Submission
from tests.cohorts.launching import rows, text_of
from tests.contests import challenge, review
from tests.reviews.looking_after import change, days_pass
from tests.submissions.conftest import seen_in

WORK = {"title": "La chambre du petit", "body": "Elle a parlé deux minutes.", "send": "1"}


class Contest:
    """A challenge of the classroom, and what is done in it through its doors."""

    def __init__(self, classroom, town, engine, **said) -> None:
        self.room, self.town, self.engine = classroom, town, engine
        cohort_id = int(classroom.path.rpartition("/")[2])
        there = [row for row in rows(engine, Member) if row.cohort_id == cohort_id]
        self.members = {row.name: row for row in there}
        claire = self.members["Claire"]
        self.asked = challenge(town, claire, said.pop("phase", Phase.open), **said)

    def tell(self, told: Told = Told.completion, maximum: str = "10") -> None:
        form = {"told": told.value, "points": maximum}
        self.room.submit(self.room.claire, f"{self.asked.path}/told", **form)

    def hand_in(self, who) -> None:
        path = f"{self.asked.path}/hand-in"
        seen = seen_in(who.get(f"{self.room.path}{path}"))
        self.room.submit(who, path, **WORK, seen=seen)

    def withdraw(self, who) -> None:
        (mine, *_) = rows(self.engine, Submission)
        self.room.submit(who, f"{mine.path}/withdraw")

    def score(self, name: str, score: str, **more: str) -> None:
        form = {"member": self.members[name].id, "points": score} | more
        self.room.submit(self.room.claire, f"{self.asked.path}/scores", **form)

    def time_passes(self) -> None:
        """The job that comes every ten minutes."""
        with open_house(self.engine) as db, db.begin():
            later(db, judge_all)

    def page(self, who) -> str:
        return text_of(who.get(f"{self.room.path}{self.asked.path}").text)

    @property
    def monitor(self) -> str:
        answer = self.room.claire.get(f"{self.room.path}{self.asked.path}/monitor")
        return text_of(answer.text)


@pytest.fixture
def contest(classroom, town, engine):
    return lambda **said: Contest(classroom, town, engine, **said)


def test_nothing_is_told_unless_the_trainer_wishes(contest, classroom, work):
    it = contest()
    it.hand_in(classroom.zoe)
    it.time_passes()
    work()

    assert classroom.moodle.gradebook.items == {}
    assert "Nothing: neither what you do here" in it.page(classroom.zoe)


def test_who_completed_has_all_points_in_a_column_of_its_own(contest, classroom, work):
    it = contest()
    it.tell()
    it.hand_in(classroom.zoe)
    work()

    assert classroom.scores == {"101": 10}
    (item,) = classroom.moodle.gradebook.items.values()
    assert item["label"] == it.asked.title
    assert item["scoreMaximum"] == 10
    assert item["resourceId"] == column_id(it.asked.path)
    assert "“Done”, once: you have handed in." in it.page(classroom.elodie)
    assert "10 out of 10, taken by the LMS" in it.page(classroom.zoe)
    assert "Taken by the LMS: 1" in it.monitor
    assert it.asked.title in text_of(classroom.page)


def test_who_completed_before_has_it_too_and_a_trainer_has_none(contest, classroom, work):
    it = contest()
    it.hand_in(classroom.zoe)
    it.tell()
    work()

    assert classroom.scores == {"101": 10}


def test_a_column_placed_with_the_challenge_is_found(contest, classroom, work):
    """As deep linking makes it."""
    it, book = contest(), classroom.moodle.gradebook
    known = {"label": "Défi", "scoreMaximum": 20, "resourceId": column_id(it.asked.path)}
    number = book.add(**known)
    it.tell()
    it.hand_in(classroom.zoe)
    work()

    assert list(book.items) == [number]
    assert classroom.scores == {"101": 20}


def test_a_challenge_that_was_announced_so_needs_no_other_wish(contest, classroom, work):
    it = contest(told=Told.completion)
    it.hand_in(classroom.zoe)
    work()

    assert classroom.scores == {"101": 1}


def test_who_announced_it_answers_for_the_column(contest, classroom, town, work):
    """Not who proposed it."""
    it = contest()
    zoe, claire = it.members["Zoé Abadie"], it.members["Claire"]
    change(town, it.asked, author_id=zoe.id, told=Told.completion)
    said = {"challenge_id": it.asked.id, "member_id": claire.id}
    town.add(it.asked, ChallengeStep(**said, step=Step.announced))
    it.time_passes()
    work()

    (item,) = rows(it.engine, LineItem)
    assert item.opened_by_id == claire.id


def test_what_does_not_differ_is_not_told_again(contest, classroom, work):
    it = contest()
    it.tell()
    it.hand_in(classroom.zoe)
    for _ in range(3):
        it.time_passes()
        work()
    it.tell()
    work()

    assert len(classroom.moodle.gradebook.posts) == 1
    it.tell(maximum="20")
    work()
    assert len(classroom.moodle.gradebook.posts) == 2


def test_who_takes_back_what_they_handed_in_has_not_completed(contest, classroom, work):
    it = contest()
    it.tell()
    it.hand_in(classroom.zoe)
    work()
    it.withdraw(classroom.zoe)
    work()
    assert classroom.scores == {"101": 0}

    it.hand_in(classroom.zoe)
    work()
    assert classroom.scores == {"101": 10}
    assert len(rows(classroom.engine, LineItem)) == 1


def test_a_review_asked_later_takes_nothing_back(contest, classroom, town, work):
    """A latecomer is not the fault of who had done everything."""
    it = contest(rule=["submitted", "reviewed"], told=Told.completion)
    it.hand_in(classroom.zoe)
    it.hand_in(classroom.elodie)
    zoe = it.members["Zoé Abadie"]
    _, other = rows(it.engine, Submission)
    given = review(town, other, zoe, state=Reviewed.sent)
    it.time_passes()
    work()
    assert classroom.scores == {"101": 1}

    change(town, given, state=Reviewed.assigned)
    it.time_passes()
    work()
    assert classroom.scores == {"101": 1}
    assert rows(it.engine, Review)[0].state is Reviewed.assigned


def test_a_date_that_passes_completes_what_nobody_else_did(contest, classroom, town, work):
    it = contest(rule=["submitted", "reviewed", "revised", "debriefed"])
    it.tell()
    it.hand_in(classroom.zoe)
    work()
    assert classroom.scores == {}

    days_pass(town, it.asked, 28)
    it.time_passes()
    work()

    assert classroom.scores == {"101": 10}


def test_the_debrief_is_the_last_thing_to_do(contest, classroom, work):
    it = contest(phase=Phase.revising, rule=["submitted", "debriefed"])
    it.tell()
    it.hand_in(classroom.zoe)
    work()
    assert classroom.scores == {}

    line = {"part": "why", "body": "Par habitude."}
    classroom.submit(classroom.zoe, f"{it.asked.path}/debrief", **line)
    work()

    assert classroom.scores == {"101": 10}


def test_keeping_it_as_it_is_completes_a_revision(contest, classroom, work):
    it = contest(phase=Phase.revising, rule=["submitted", "revised"])
    it.tell()
    it.hand_in(classroom.zoe)
    work()
    assert classroom.scores == {}
    (mine,) = rows(it.engine, Submission)

    classroom.submit(classroom.zoe, f"{mine.path}/keep")
    work()

    assert classroom.scores == {"101": 10}


def test_a_trainer_scores_and_changes_their_mind(contest, classroom, work):
    it = contest()
    it.tell(Told.score, "20")
    it.hand_in(classroom.elodie)
    it.score("Zoé Abadie", "14,5", comment="Clair et précis.")
    work()
    assert classroom.scores == {"101": 14.5}
    assert "A score by your trainer, out of 20." in it.page(classroom.zoe)

    it.score("Zoé Abadie", "16")
    work()

    assert classroom.scores == {"101": 16}
    said = [post.get("comment") for post in classroom.moodle.gradebook.posts]
    assert said == ["Clair et précis.", None]
    assert "Zoé Abadie (16)" in it.monitor


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"points": "21"}, 422),
        ({"points": "-1"}, 422),
        ({"points": "nan"}, 422),
        ({"points": "bien"}, 422),
        ({"member": "99"}, 404),
        ({}, 303),
    ],
)
def test_a_score_is_a_number_for_a_learner(contest, classroom, form, status):
    it = contest()
    it.tell(Told.score, "20")
    sent = {"member": it.members["Zoé Abadie"].id, "points": "20"} | form

    def send(who):
        page = who.get(f"{classroom.path}/me").text
        path = f"{classroom.path}{it.asked.path}/scores"
        return who.submit(page, path, **sent).status_code

    assert send(classroom.claire) == status
    assert send(classroom.zoe) in (403, 404, 422)


def test_no_score_where_none_is_told(contest, classroom):
    it = contest()
    page = classroom.claire.get(f"{classroom.path}/me").text
    path = f"{classroom.path}{it.asked.path}/scores"
    sent = {"member": it.members["Zoé Abadie"].id, "points": "1"}

    assert classroom.claire.submit(page, path, **sent).status_code == 409


def test_what_the_lms_refuses_is_shown_with_its_words(contest, classroom, work):
    it = contest()
    classroom.moodle.gradebook.learners = ["102"]
    it.tell()
    it.hand_in(classroom.zoe)
    work()
    assert "Incorrect score received" in it.monitor
    assert "Incorrect score received" in text_of(classroom.page)
    assert "not taken yet: your trainer sees why" in it.page(classroom.zoe)

    classroom.moodle.gradebook.learners = ["101"]
    classroom.try_again()
    work()

    assert classroom.scores == {"101": 10}
    assert "Incorrect score" not in it.monitor


def test_what_was_given_in_the_gradebook_since_stays(contest, classroom, work):
    it = contest()
    it.tell(Told.score, "20")
    it.score("Zoé Abadie", "10")
    work()
    (column,) = classroom.moodle.gradebook.grades.values()
    column["101"] |= {"at": now() + timedelta(hours=1), "resultScore": 18}

    it.score("Zoé Abadie", "12")
    work()

    assert classroom.scores == {"101": 18}
    assert classroom.grades[0].state is State.sent


def test_stopping_tells_nothing_more_and_beginning_again_catches_up(
    contest, classroom, work
):
    it = contest()
    it.tell()
    work()
    it.tell(Told.nothing)
    it.hand_in(classroom.zoe)
    work()
    assert classroom.scores == {}
    assert "The LMS keeps what it was told." in text_of(classroom.page)

    it.tell()
    work()

    assert classroom.scores == {"101": 10}
    assert len(classroom.moodle.gradebook.items) == 1


def test_two_within_one_second_arrive_in_their_order(contest, classroom, work):
    it = contest()
    it.tell(Told.score, "20")
    work()
    with time_machine.travel(now(), tick=False):
        for score in ("5", "6", "7"):
            it.score("Zoé Abadie", score)
            work()

    assert classroom.scores == {"101": 7}


def test_who_left_and_what_is_cancelled_is_told_no_more(contest, classroom, town, work):
    it = contest()
    it.tell()
    it.hand_in(classroom.zoe)
    change(town, it.members["Zoé Abadie"], left_at=now())
    work()
    assert classroom.scores == {}

    change(town, it.asked, standing=Standing.cancelled)
    it.time_passes()
    work()
    assert classroom.scores == {}


def test_taking_part_is_another_column(contest, classroom, work):
    it = contest()
    classroom.report()
    it.tell()
    it.hand_in(classroom.zoe)
    work()

    labels = {item["label"] for item in classroom.moodle.gradebook.items.values()}
    assert len(labels) == 2
    assert len(classroom.moodle.gradebook.posts) == 2
