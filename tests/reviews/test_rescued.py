"""What becomes of reviews that did not come, without anybody pressing anything."""

import pytest

from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.notifications.models import Kind
from lti_social.reviews.models import By, State, Volunteer
from tests.contests import challenge, submission
from tests.reviews.looking_after import (
    a_minute_passes,
    comes_late,
    days_pass,
    end,
    hand_in,
    lowered,
    reviews,
    told,
)


@pytest.fixture
def asked(town):
    """A challenge in which reviews are written, for three more days."""
    return challenge(town, town.claire, Phase.reviewing)


def test_what_comes_after_the_time_for_reviews_is_read_by_who_helps(town, asked):
    hand_in(town, asked, 3)
    days_pass(town, asked, 4)
    late = submission(town, asked, town.member(town.vente, "Luc"), late=True)
    comes_late(town, late)

    readers = {r.by for r in reviews(town) if r.submission_id == late.id}
    assert readers == {By.facilitator}


def test_what_did_not_come_is_rescued_and_what_came_is_released(town, asked):
    works = hand_in(town, asked, 3)
    fatou = town.member(town.vente, "Fatou")
    town.add(asked, Volunteer(challenge_id=asked.id, member_id=fatou.id))
    a_minute_passes(town)
    sent = reviews(town)[0]
    end(town, sent, "sent")

    days_pass(town, asked, 4)
    a_minute_passes(town)

    states = {r.state for r in reviews(town) if r.by is By.peer and r.id != sent.id}
    assert states == {State.expired}
    helping = [r for r in reviews(town) if r.by is not By.peer]
    assert {r.by for r in helping} == {By.volunteer, By.facilitator}
    assert len(helping) == 5
    assert all(r.due_at > now() for r in helping)
    assert all(town.again(work).released_at for work in works)
    (reader,) = (w.member_id for w in works if w.id == sent.submission_id)
    assert told(town, Kind.feedback) == {reader}
    assert told(town, Kind.stalled) == {town.claire.id, town.aurore.id}
    a_minute_passes(town)
    assert len(reviews(town)) == 6 + 5


def test_what_nobody_reads_in_the_end_is_no_longer_needed(town, asked):
    hand_in(town, asked, 3)
    a_minute_passes(town)
    days_pass(town, asked, 4)
    a_minute_passes(town)
    days_pass(town, asked, 8)
    a_minute_passes(town)
    a_minute_passes(town)

    assert {review.state for review in reviews(town)} == {State.expired}
    assert town.again(asked).needed == 0
    assert lowered(town) == [{"before": 2, "after": 0, "why": "missing"}]
