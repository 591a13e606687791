"""What happens by itself when dates pass: nobody presses anything, and nobody waits."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from lti_social.challenges.phases import Phase
from lti_social.cohorts.models import Role
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.notifications.models import Kind, Notice
from lti_social.reviews.jobs import settle
from lti_social.reviews.models import By, Review, State
from tests.contests import challenge, review, submission
from tests.reviews.looking_after import (
    a_minute_passes,
    an_hour_passes,
    asked_of,
    change,
    comes_late,
    days_pass,
    end,
    hand_in,
    is_hidden,
    is_withdrawn,
    lowered,
    reviews,
    told,
)


@pytest.fixture
def asked(town):
    """A challenge in which reviews are written, for three more days."""
    return challenge(town, town.claire, Phase.reviewing)


def test_nothing_is_asked_before_the_time_to_hand_in_is_over(town):
    early = challenge(town, town.claire, Phase.open)
    comes_late(town, hand_in(town, early, 3)[0])
    a_minute_passes(town)

    assert reviews(town) == []


def test_a_minute_after_it_everybody_who_handed_in_has_something_to_read(town, asked):
    works = hand_in(town, asked, 6)
    submission(town, asked, town.member(town.vente, "Luc"), state="draft")
    a_minute_passes(town)
    a_minute_passes(town)

    assert asked_of(town) == {work.member_id: 3 for work in works}
    assert told(town, Kind.to_review) == {work.member_id for work in works}
    assert {review.due_at for review in reviews(town)} == {asked.review_by}
    assert town.again(asked).needed == 2
    assert lowered(town) == []


def test_too_few_lower_the_number_once_and_say_why(town, asked):
    hand_in(town, asked, 2)
    a_minute_passes(town)
    a_minute_passes(town)

    assert town.again(asked).needed == 1
    assert lowered(town) == [{"before": 2, "after": 1, "why": "few"}]


def test_one_alone_is_read_by_themselves_and_by_the_team(town, asked):
    (work,) = hand_in(town, asked, 1)
    a_minute_passes(town)

    known = {(review.member_id, review.by) for review in reviews(town)}
    assert known - {(work.member_id, By.oneself)} <= {
        (town.claire.id, By.facilitator),
        (town.aurore.id, By.facilitator),
    }
    assert len(known) == 2


def test_who_comes_late_reads_and_is_read(town, asked):
    hand_in(town, asked, 5)
    a_minute_passes(town)
    before = {review.id: review.member_id for review in reviews(town)}

    late = submission(town, asked, town.member(town.vente, "Luc"), late=True)
    comes_late(town, late)

    assert before.items() <= {r.id: r.member_id for r in reviews(town)}.items()
    assert asked_of(town)[late.member_id] >= 2
    assert len([r for r in reviews(town) if r.submission_id == late.id]) >= 2


def test_what_is_withdrawn_is_asked_of_nobody_unless_it_is_begun(town, asked):
    works = hand_in(town, asked, 6)
    a_minute_passes(town)
    begun, *_ = (r for r in reviews(town) if r.submission_id == works[0].id)
    end(town, begun, "started")

    is_withdrawn(town, works[0])

    left = [r.id for r in reviews(town) if r.submission_id == works[0].id]
    assert left == [begun.id]


def test_a_leaver_is_asked_for_nothing_any_more(town, asked):
    works = hand_in(town, asked, 6)
    a_minute_passes(town)
    change(town, town.solene, left_at=now())
    comes_late(town, works[1])

    standing = {work.id for work in works[1:]}
    assert town.solene.id not in asked_of(town)
    assert {review.submission_id for review in reviews(town)} == standing


def test_a_later_date_gives_longer_to_what_was_asked_before(town, asked):
    hand_in(town, asked, 3)
    a_minute_passes(town)
    days_pass(town, asked, 4)
    change(town, asked, review_by=asked.review_by)
    comes_late(town, submission(town, asked, town.member(town.vente, "Luc")))

    assert {review.due_at for review in reviews(town)} == {asked.review_by}
    assert {review.state for review in reviews(town)} == {State.assigned}


def test_one_reminder_the_day_before_to_whom_has_something_left(town, asked):
    hand_in(town, asked, 3)
    a_minute_passes(town)
    an_hour_passes(town)
    assert told(town, Kind.review_due) == set()

    days_pass(town, asked, 2.6)
    for row in reviews(town):
        if row.member_id == town.solene.id:
            end(town, row, "sent")
    an_hour_passes(town)
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.query(Notice).update({"read_at": now()})
    an_hour_passes(town)

    notices = town.rows(town.vente, Notice, kind=Kind.review_due)
    assert sorted(n.member_id for n in notices) == [town.karim.id, town.maelle.id]


@pytest.mark.parametrize("goes", [is_withdrawn, is_hidden])
def test_of_what_nobody_reads_any_more_nobody_is_reminded(town, asked, goes):
    works = hand_in(town, asked, 3)
    begun = review(town, works[0], town.karim, state="started", due_at=asked.review_by)
    goes(town, works[0])
    others = [row for row in reviews(town) if row.id != begun.id]
    for row in others:
        end(town, row, "sent")
    days_pass(town, asked, 2.6)

    an_hour_passes(town)

    assert town.again(begun).state is State.started
    assert told(town, Kind.review_due) == set()


@pytest.mark.parametrize("goes", [is_withdrawn, is_hidden])
def test_nor_does_anybody_wait_for_a_review_of_it(town, asked, goes):
    hers, his, theirs = hand_in(town, asked, 3)
    begun = review(town, hers, town.karim, state="started", due_at=asked.review_by)
    for work, reader in ((his, town.maelle), (theirs, town.karim)):
        review(town, work, reader, state="sent", ended_at=now())
    a_minute_passes(town)
    for row in reviews(town):
        if row.id != begun.id:
            end(town, row, "sent")
    assert not town.again(his).released_at

    goes(town, hers)

    assert town.again(his).released_at
    assert told(town, Kind.feedback) == {town.karim.id, town.maelle.id}


def test_two_workers_at_once_ask_nobody_twice(town, asked):
    hand_in(town, asked, 6)

    def work(_):
        with open_cohort(town.engine, town.vente.id) as db, db.begin():
            settle(db, asked.id)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    assert set(asked_of(town).values()) == {3}


def test_a_challenge_that_is_gone_or_cancelled_is_left_alone(town, asked):
    hand_in(town, asked, 3)
    change(town, asked, standing="cancelled")
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        settle(db, asked.id)
        settle(db, 999)

    assert town.rows(town.vente, Review) == []


def test_trainers_are_no_peers(town, asked):
    hand_in(town, asked, 3)
    submission(town, asked, town.member(town.vente, "Paul", Role.instructor))
    a_minute_passes(town)

    assert {r.by for r in reviews(town)} == {By.peer}
    assert len(asked_of(town)) == 3
