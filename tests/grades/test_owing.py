"""Owing a grade, as features above will: changed, unchanged, clipped, within one second."""

from datetime import timedelta

import pytest
import time_machine

from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.grades.models import LineItem, State
from lti_social.grades.owing import owe
from tests.cohorts.launching import rows


@pytest.fixture
def grade_zoe(classroom, work, engine):
    """Her score in a column of twenty points, told to the LMS."""
    classroom.report()
    work()
    (item,) = rows(engine, LineItem)
    (zoe,) = [member for member in rows(engine, Member) if member.name == "Zoé Abadie"]

    def give(score, comment=""):
        with open_cohort(engine, item.cohort_id) as db, db.begin():
            owe(db, item.id, zoe.id, score, comment)
        work()
        return classroom.grades[0]

    return give


def test_the_newest_score_counts_even_within_one_second(grade_zoe, classroom):
    with time_machine.travel(now(), tick=False):
        moments = [grade_zoe(score).at for score in (0.25, 0.5, 0.75)]

    assert classroom.scores == {"101": 0.75}
    assert moments == [moments[0] + timedelta(seconds=n) for n in range(3)]
    assert classroom.grades[0].state is State.sent


def test_what_does_not_differ_is_not_told_again(grade_zoe, classroom):
    for _ in range(3):
        grade_zoe(0.5, "Clair et précis.")

    assert len(classroom.moodle.gradebook.posts) == 1


def test_another_comment_is_another_grade(grade_zoe, classroom):
    grade_zoe(0.5)
    grade_zoe(0.5, "Clair et précis.")

    comments = [post.get("comment") for post in classroom.moodle.gradebook.posts]
    assert comments == [None, "Clair et précis."]


def test_more_than_the_maximum_is_the_maximum(grade_zoe, classroom):
    assert grade_zoe(3).state is State.sent

    assert classroom.scores == {"101": 1}


def test_what_a_trainer_gave_in_the_gradebook_since_stays(grade_zoe, classroom):
    grade_zoe(0.5)
    (column,) = classroom.moodle.gradebook.grades.values()
    column["101"] |= {"at": now() + timedelta(hours=1), "resultScore": 0.9}

    assert grade_zoe(0.6).state is State.sent
    assert classroom.scores == {"101": 0.9}


def test_a_refused_grade_that_changes_is_owed_anew(grade_zoe, classroom):
    classroom.moodle.gradebook.learners = []
    assert grade_zoe(0.5).state is State.refused
    classroom.moodle.gradebook.learners = ["101"]

    assert grade_zoe(0.6).state is State.sent
    assert classroom.grades[0].failure is None
