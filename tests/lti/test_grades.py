"""Columns and scores, against a gradebook that is as particular as Moodle's."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from lti_social.core.wall import open_house
from lti_social.lti.failing import PlatformError
from lti_social.lti.grades import Score, results, send_score
from lti_social.lti.lineitems import (
    NewLineItem,
    change_line_item,
    create_line_item,
    delete_line_item,
    line_item,
    line_items,
)
from lti_social.lti.models import Platform
from lti_social.lti.service import Service

AT = datetime(2026, 11, 2, 12, 0, 0, 250_000, tzinfo=UTC)


@pytest.fixture
def column(service, moodle):
    new = NewLineItem(label="Participation", maximum=20, resource_id="p-1", tag="p")
    return create_line_item(service, moodle.lineitems_url, new)


def score(sub="101", given=15.5, maximum=20.0, at=AT, **more):
    return Score(sub=sub, given=given, maximum=maximum, at=at, **more)


def refused(service, url, one):
    with pytest.raises(PlatformError) as failure:
        send_score(service, url, one)
    return failure.value


def test_a_column_is_made_found_changed_and_removed(service, moodle, column):
    assert column.url.endswith("/5/lineitems/10/lineitem?type_id=1")
    assert line_items(service, moodle.lineitems_url, resource_id="p-1") == [column]
    assert line_items(service, moodle.lineitems_url, resource_id="p-2") == []
    assert line_items(service, moodle.lineitems_url, tag="p") == [column]

    moodle.gradebook.items["10"]["submissionReview"] = {"label": "Voir"}
    change = NewLineItem(label="Présence", maximum=10, resource_id="p-1")
    changed = change_line_item(service, column.url, change)
    assert (changed.label, changed.maximum, changed.tag) == ("Présence", 10, "p")
    assert moodle.gradebook.items["10"]["submissionReview"] == {"label": "Voir"}
    assert line_item(service, column.url) == changed

    delete_line_item(service, column.url)
    delete_line_item(service, column.url)  # which the trainer did already, say
    assert line_items(service, moodle.lineitems_url) == []


def test_a_column_has_its_link_and_dates(service, moodle):
    new = NewLineItem(
        label="Défi", maximum=20, resource_link_id="3", starts_at=AT, ends_at=AT
    )
    made = create_line_item(service, moodle.lineitems_url, new)

    assert made.resource_link_id == "3"
    kept = moodle.gradebook.items["10"]
    assert kept["startDateTime"] == kept["endDateTime"] == "2026-11-02T12:00:00.250Z"
    linked = line_items(service, moodle.lineitems_url, resource_link_id="3")
    assert [item.url for item in linked] == [made.url]


def test_an_lms_that_ignores_what_was_looked_for_gives_no_stranger(service, moodle, column):
    body = json.dumps([{"id": column.url, "label": "Autre", "resourceId": "other"}])
    moodle.will_answer(httpx.Response(200, content=body))

    assert line_items(service, moodle.lineitems_url, resource_id="p-2") == []


@pytest.mark.parametrize("body", [b"", b"{}", b"7", b'{"id": "javascript:x"}'])
def test_what_is_no_column_is_a_failure(service, moodle, body):
    moodle.will_answer(httpx.Response(201, content=body))
    with pytest.raises(PlatformError):
        create_line_item(service, moodle.lineitems_url, NewLineItem(label="a", maximum=1))


def test_a_score_arrives_and_is_read_again(service, moodle, column):
    send_score(service, column.url, score(comment="Bravo"))

    (sent,) = moodle.gradebook.posts
    assert sent == {
        "userId": "101",
        "scoreGiven": 15.5,
        "scoreMaximum": 20,
        "timestamp": "2026-11-02T12:00:00.250Z",
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "comment": "Bravo",
    }
    (result,) = results(service, column.url, "101")
    assert (result.sub, result.score, result.maximum) == ("101", 15.5, 20.0)
    assert result.comment == "Bravo"
    assert results(service, column.url, "102") == []


@pytest.mark.parametrize(
    ("given", "sent"), [(1 / 3, "0.33"), (20.0, "20"), (15.999, "16"), (0, "0")]
)
def test_a_score_is_rounded_to_what_a_gradebook_shows(service, moodle, column, given, sent):
    send_score(service, column.url, score(given=given))

    assert f'"scoreGiven":{sent},' in moodle.heard[-1].content.decode()


@pytest.mark.parametrize("later", [timedelta(0), timedelta(milliseconds=700)])
def test_within_the_same_second_moodle_keeps_the_first(service, column, later):
    send_score(service, column.url, score())
    failure = refused(service, column.url, score(given=3, at=AT + later))

    assert (failure.status, failure.worth_retrying) == (409, False)
    assert failure.said == (
        "Refusing score with an earlier timestamp for item 10 and user 101"
    )
    assert results(service, column.url)[0].score == 15.5


def test_who_cannot_be_graded_is_refused_in_moodle_s_words_without_our_message(
    service, column
):
    failure = refused(service, column.url, score(sub="99", comment="Confidentiel"))

    assert (failure.status, failure.worth_retrying) == (400, False)
    assert failure.said == "Incorrect score received"


def test_more_than_the_maximum_is_clipped_there_and_another_maximum_scaled(service, column):
    send_score(service, column.url, score("101", 25))
    send_score(service, column.url, score("102", 50, 100))

    assert [result.score for result in results(service, column.url)] == [20.0, 10.0]


def test_a_score_is_taken_back_and_an_unfinished_one_is_not_shown(service, column):
    send_score(service, column.url, score())
    send_score(service, column.url, score(given=None, at=AT + timedelta(seconds=1)))
    send_score(service, column.url, score("102", grading="PendingManual"))

    assert [result.score for result in results(service, column.url)] == [None, None]


def test_a_score_is_not_sent_twice_by_one_call(service, moodle, column):
    moodle.will_answer(httpx.Response(503))
    failure = refused(service, column.url, score())

    assert (failure.status, failure.worth_retrying) == (503, True)
    assert moodle.gradebook.posts == []


def test_canvas_is_told_that_nothing_was_handed_in(engine, moodle, service, column):
    with open_house(engine) as db, db.begin():
        db.get(Platform, service.registration.id).family = "canvas"
    canvas = Service.of(engine, service.tool, service.registration.id)
    send_score(canvas, column.url, score())

    said = moodle.gradebook.posts[0]["https://canvas.instructure.com/lti/submission"]
    assert said == {"new_submission": False}


def test_numbers_that_are_none_are_not_computed_with(service, moodle, column):
    said = ("4.5", "NaN", True, [], None)
    strange = [{"userId": "7", "resultScore": score} for score in said]
    moodle.will_answer(httpx.Response(200, content=json.dumps(strange)))

    read = [result.score for result in results(service, column.url)]
    assert read == [4.5, None, None, None, None]
