"""Who is asked for what no peer has read, and when fewer are needed."""

from lti_social.reviews.models import By, State
from lti_social.reviews.rescue import MOST, rescue
from lti_social.reviews.situation import Given, Helper, Situation, Why, Work

WORKS = [Work(100 + who, frozenset({who})) for who in range(4)]
VOLUNTEER, CHAMPION, MENTOR, TRAINER = (
    Helper(50, By.volunteer),
    Helper(60, By.champion),
    Helper(70, By.mentor, frozenset({2})),
    Helper(80, By.facilitator),
)


def missing(*given: Given, works=WORKS, wanted: int = 1) -> Situation:
    return Situation(works, range(len(works)), wanted, given)


def asked(plan) -> list[tuple[By, int]]:
    return [(new.by, new.work) for new in plan.new]


def test_volunteers_come_first_then_champions_then_mentors_then_the_team():
    everybody = [TRAINER, MENTOR, CHAMPION, VOLUNTEER]
    for at, first in enumerate((VOLUNTEER, CHAMPION, MENTOR, TRAINER)):
        plan = rescue(missing(works=[WORKS[2]]), everybody[: 4 - at], 1)
        assert [(new.who, new.by) for new in plan.new] == [first[:2]]


def test_a_mentor_reads_what_their_own_wrote():
    plan = rescue(missing(), [MENTOR], 1)

    assert asked(plan) == [(By.mentor, 102)]
    assert (plan.needed, plan.why) == (0, Why.missing)


def test_nobody_reads_their_own_or_what_they_let_pass():
    passed = Given(101, 50, By.volunteer, State.expired)
    plan = rescue(missing(passed), [VOLUNTEER, Helper(3, By.volunteer)], 1)

    assert (101, 3) in [(new.work, new.who) for new in plan.new]
    assert (103, 50) in [(new.work, new.who) for new in plan.new]


def test_no_work_gets_a_second_review_before_each_has_a_first():
    plan = rescue(missing(wanted=2), [VOLUNTEER, CHAMPION], 2)

    assert len(plan.new) == MOST[By.volunteer] + MOST[By.champion]
    assert {work for _, work in asked(plan)} == {100, 101, 102, 103}
    assert (plan.needed, plan.why) == (1, Why.missing)


def test_what_was_sent_counts_and_what_one_says_of_oneself_does_not():
    sent = [Given(w.id, 50 + w.id, state=State.sent) for w in WORKS[1:]]
    own = Given(100, 0, By.oneself, State.sent)

    assert asked(rescue(missing(own, *sent), [TRAINER], 1)) == [(By.facilitator, 100)]


def test_nobody_is_asked_for_ever():
    works = [Work(n, frozenset({n})) for n in range(100, 150)]
    passed = [Given(w.id, 80, By.facilitator, State.expired) for w in works[:12]]

    assert rescue(missing(*passed, works=works), [TRAINER], 1).new == ()
