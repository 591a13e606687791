"""Who has completed a challenge: nobody waits for anybody."""

import pytest

from lti_social.reviews.completion import Asked, Part, Reading, Times, left_to_do
from lti_social.reviews.models import By, State

ALL = tuple(Asked)
NOW, OVER = Times(needed=2), Times(2, True, True, debrief_offered=True, over=True)


def given(*states: State, by: By = By.peer, stands: bool = True) -> Part:
    readings = [Reading(by, state, stands) for state in states]
    return Part(handed_in=True, readings=readings)


def reviewed(part: Part, times: Times) -> bool:
    return left_to_do([Asked.reviewed], part, times) == []


def test_who_did_everything_completes_and_who_did_nothing_is_told_what_is_left():
    did = Part(True, [Reading(By.peer, State.sent)] * 2, is_final=True, debriefed=True)

    assert left_to_do(ALL, did, NOW) == []
    assert left_to_do(ALL, Part(handed_in=False), OVER) == list(ALL)
    assert left_to_do([], Part(handed_in=False), NOW) == []


@pytest.mark.parametrize(
    ("part", "now", "over"),
    [
        (given(State.sent, State.sent), True, True),
        (given(State.sent, State.sent, State.assigned), True, True),  # one more than needed
        (given(State.sent, State.expired), False, False),
        (given(State.sent, State.declined), True, True),
        (given(State.declined), False, True),  # somebody else may still be found for them
        (given(), False, True),  # nobody gave them anything
        (given(State.assigned, State.started, stands=False), False, True),  # withdrawn
        (given(State.expired, by=By.volunteer), False, True),  # more than their share
        (given(State.sent, by=By.oneself), True, True),
        (given(State.assigned, by=By.oneself), False, False),
    ],
)
def test_one_owes_what_one_was_given_and_no_more_than_is_needed(part, now, over):
    assert reviewed(part, NOW) is now
    assert reviewed(part, OVER) is over


def test_where_fewer_are_needed_fewer_are_owed():
    part = given(State.sent, State.expired, State.expired)

    assert not reviewed(part, OVER)
    assert reviewed(part, Times(1, True))
    assert not reviewed(given(State.expired), Times(0, True))


def test_a_version_becomes_final_without_any_review():
    part = Part(handed_in=True)

    assert left_to_do([Asked.revised], part, NOW) == [Asked.revised]
    assert left_to_do([Asked.revised], part, OVER) == []


def test_a_debrief_that_never_opened_is_nobody_s_debt():
    never = Times(2, True, True, debrief_offered=False, over=True)

    assert left_to_do([Asked.debriefed], Part(handed_in=True), never) == []
    assert left_to_do([Asked.debriefed], Part(handed_in=True), OVER) == [Asked.debriefed]
