"""The LMS hears who took part, where a trainer wishes it, and nothing else."""

import httpx
import pytest
import time_machine

from lti_social.core.clock import now
from lti_social.grades.models import LineItem, State
from tests.cohorts.launching import rows, text_of
from tests.lti.fake_gradebook import refused

URL = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"


def test_nobody_is_told_anything_unless_the_trainer_wishes(classroom, work):
    classroom.ask(classroom.zoe)
    work()

    assert classroom.moodle.gradebook.items == {}
    assert classroom.grades == []


def test_a_first_post_is_completion_and_reading_is_not(classroom, work):
    classroom.report()
    classroom.ask(classroom.zoe)
    assert classroom.elodie.get(f"{classroom.path}/threads").status_code == 200
    work()

    assert classroom.scores == {"101": 1}
    assert "Taken by the LMS: 1" in text_of(classroom.page)


def test_a_reply_counts_and_a_second_one_changes_nothing(classroom, work):
    classroom.report()
    thread = classroom.ask(classroom.zoe)
    for _ in range(3):
        classroom.reply(classroom.elodie, thread)
        work()

    assert classroom.scores == {"101": 1, "102": 1}
    assert len(classroom.moodle.gradebook.posts) == 2


def test_who_took_part_before_has_it_too(classroom, work):
    thread = classroom.ask(classroom.zoe)
    classroom.reply(classroom.elodie, thread)
    classroom.reply(classroom.claire, thread)
    work()
    classroom.report()
    work()

    assert classroom.scores == {"101": 1, "102": 1}  # a trainer has no grade


def test_a_deleted_post_takes_nothing_back(classroom, work):
    classroom.report()
    classroom.ask(classroom.zoe)
    work()
    classroom.submit(classroom.zoe, "/posts/1/delete")
    work()

    assert classroom.scores == {"101": 1}
    assert classroom.grades[0].state is State.sent


def test_stopping_tells_nothing_more_and_starting_again_catches_up(classroom, work):
    classroom.report()
    work()
    classroom.report(on=False)
    classroom.ask(classroom.zoe)
    work()
    assert classroom.scores == {}
    assert "The LMS keeps what it was told." in text_of(classroom.page)

    classroom.report()
    work()

    assert classroom.scores == {"101": 1}
    assert len(classroom.moodle.gradebook.items) == 1


def test_the_column_of_the_activity_itself_is_used_where_there_is_one(classroom, work):
    book = classroom.moodle.gradebook
    number = book.add(label="Discussion", scoreMaximum=20)

    def with_its_column(draft):
        draft.claims[URL]["lineitem"] = book.url_of(number)

    classroom.zoe.launch(classroom.moodle, with_its_column)
    classroom.report()
    classroom.ask(classroom.elodie)
    work()

    assert classroom.scores == {"102": 20}
    assert list(book.items) == [number]


def test_a_column_made_before_a_crash_is_found_again(classroom, work):
    """The LMS made it, and we never heard."""
    book = classroom.moodle.gradebook
    book.add(label="x", scoreMaximum=1, resourceId="lti-social:took-part:link-1")
    classroom.report()
    classroom.ask(classroom.zoe)
    work()

    assert len(book.items) == 1
    assert classroom.scores == {"101": 1}


def test_what_the_lms_refuses_is_shown_with_its_words(classroom, work):
    """Moodle takes no grade for who is not enrolled."""
    classroom.moodle.gradebook.learners = ["102"]
    classroom.report()
    classroom.ask(classroom.zoe)
    work()
    page = text_of(classroom.page)
    assert "Zoé Abadie" in page
    assert "Incorrect score received" in page
    assert "only for learners who are enrolled" in page

    classroom.moodle.gradebook.learners = ["101"]
    classroom.try_again()
    work()

    assert classroom.scores == {"101": 1}
    assert "Incorrect score" not in classroom.page


def test_an_lms_that_does_not_answer_is_told_later(classroom, work):
    with time_machine.travel(now(), tick=False) as clock:
        classroom.report()
        work()
        classroom.moodle.will_answer(*[refused(503, "Service Unavailable")] * 2)
        classroom.ask(classroom.zoe)
        work()
        assert "It is tried again by itself." in text_of(classroom.page)
        assert classroom.grades[0].state is State.owed
        for _ in range(2):
            clock.shift(120)
            work()

    assert classroom.scores == {"101": 1}


def test_an_lms_says_how_long_to_wait(classroom, work):
    with time_machine.travel(now(), tick=False) as clock:
        classroom.report()
        work()
        busy = httpx.Response(429, headers={"retry-after": "3600"})
        classroom.moodle.will_answer(busy)
        classroom.ask(classroom.zoe)
        work()
        clock.shift(3500)
        work()
        assert classroom.scores == {}
        clock.shift(200)
        work()

    assert classroom.scores == {"101": 1}


def test_the_same_grade_told_twice_is_one_for_the_lms(classroom, work, engine):
    """As after a crash between telling and noting: Moodle answers 409."""
    classroom.report()
    classroom.ask(classroom.zoe)
    work()
    (grade,) = classroom.grades
    with engine.begin() as connection:
        connection.exec_driver_sql("update grade set state = 'owed'")
    classroom.try_again()
    work()

    assert [post["timestamp"] for post in classroom.moodle.gradebook.posts] == [
        classroom.moodle.gradebook.posts[0]["timestamp"]
    ] * 2
    assert classroom.grades[0].at == grade.at
    assert classroom.grades[0].state is State.sent


def test_a_column_that_was_deleted_in_the_lms_is_made_again(classroom, work):
    classroom.report()
    work()
    classroom.moodle.gradebook.items.clear()
    classroom.ask(classroom.zoe)
    work()
    assert "The column is no longer in the gradebook" in text_of(classroom.page)

    classroom.try_again()
    work()

    assert classroom.scores == {"101": 1}


@pytest.mark.parametrize("scopes", [(), ("https://elsewhere.test/scope",)])
def test_an_lms_that_allows_no_column_says_who_can(classroom, work, scopes):
    classroom.moodle.scopes = scopes
    classroom.report()
    work()

    assert "An administrator of the LMS can allow" in text_of(classroom.page)
    assert rows(classroom.engine, LineItem)[0].url is None


def test_without_the_service_nothing_is_offered(classroom, engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("update course set lineitems_url = null")

    assert "does not let the tool keep a column" in text_of(classroom.page)
    assert "Tell the LMS who took part" not in classroom.page
