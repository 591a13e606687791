"""What an LMS says of what it wants, read as if it were written by somebody else."""

import pytest

from lti_social.lti.reasons import Reason
from lti_social.lti.sentences import REFUSALS
from lti_social.placements.models import Picking
from tests.cohorts.launching import rows, says
from tests.lti.drafts import without

UNUSABLE = {
    "no address": {"deep_link_return_url": None},
    "a script": {"deep_link_return_url": "javascript:alert(1)"},
    "data": {"deep_link_return_url": "data:text/html,x"},
    "no host": {"deep_link_return_url": "https:///return"},
    "a list": {"deep_link_return_url": ["https://lms.test/r"]},
    "plain http": {"deep_link_return_url": "http://lms.test/return"},
    "this machine": {"deep_link_return_url": "https://localhost/return"},
    "a metadata address": {"deep_link_return_url": "https://169.254.169.254/"},
    "a private address": {"deep_link_return_url": "https://10.0.0.7/return"},
    "inside a network": {"deep_link_return_url": "https://lms.internal/return"},
    "somebody's name in it": {"deep_link_return_url": "https://lms.test@evil.test/r"},
    "more than an origin": {"deep_link_return_url": "https://lms.test;script-src/r"},
    "a line break": {"deep_link_return_url": "https://lms.test/\r\nX: y"},
    "huge": {"deep_link_return_url": "https://lms.test/" + "r" * 2000},
    "huge data": {"data": "d" * 20_001},
    "data that is no text": {"data": {"csrf": 1}},
}
NOTHING = {
    "links": ["link"],
    "html": ["html", "file", "image"],
    "none": [],
    "unsaid": None,
    "a number": 7,
    "numbers": [1, 2],
}


def refused(desk, reason, **settings):
    answer = desk.ask(**settings)

    assert answer.status_code == 400
    assert says(answer.text, REFUSALS[reason].happened)
    assert rows(desk.engine, Picking) == []


@pytest.mark.parametrize("settings", UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_answered_is_not_asked(desk, settings):
    refused(desk, Reason.settings_unusable, **settings)


@pytest.mark.parametrize("types", NOTHING.values(), ids=NOTHING)
def test_where_no_activities_are_taken_there_is_nothing_to_choose(desk, types):
    refused(desk, Reason.nothing_to_place, accept_types=types)


def test_without_a_course_there_is_nothing_to_place_in(desk):
    answer = desk.ask(without("context"))

    assert answer.status_code == 400
    assert says(answer.text, REFUSALS[Reason.claims_missing].happened)


def test_a_public_host_beside_the_lms_may_take_the_answer(desk):
    """LMSs of many schools answer at the school's own address."""
    desk.ask(deep_link_return_url="https://school.example.com/return")
    desk.choose("home")
    sent = desk.send()

    assert sent.address == "https://school.example.com/return"
    policy = sent.page.headers["content-security-policy"]
    assert "form-action https://school.example.com https://lms.test;" in policy


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ({}, ""),
        ({"accept_presentation_document_targets": ["window"]}, "_blank"),
        ({"accept_types": ["link", "ltiResourceLink"], "accept_multiple": "true"}, ""),
    ],
)
def test_an_item_says_only_what_the_lms_takes(desk, settings, shown):
    desk.ask(**settings, accept_lineitem=False)
    desk.choose("home")
    desk.do("/picks/1", title="Le lieu", graded="1", label="Note", maximum="20")
    (item,) = desk.send().items

    assert item["title"] == "Le lieu"
    assert "lineItem" not in item
    assert item.get("window", {}).get("targetName", "") == shown
